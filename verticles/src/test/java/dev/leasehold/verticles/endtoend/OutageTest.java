package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Targets that are down for longer than Vault tries (six times), while servers are killed and
/// started: when they are back everything is revoked. Databases of each kind, and Astra.
@Timeout(300)
class OutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// After six attempts Vault gives up.
  private static final int ATTEMPTS = 7;

  /// Longer than the longest pause between two attempts: each start makes one at least.
  private static final Duration A_START_LATER = Duration.ofMinutes(8);

  private static final String BRIEF = "1m";
  private static final String LONG = "1h";

  @TempDir private Path folder;
  private KilledServer server;

  @BeforeEach
  void start() throws Exception {
    server = KilledServer.start(folder, Set.of(BRIEF, LONG));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void targets_that_are_down_for_seven_attempts_and_starts_find_all_revoked() throws Exception {
    for (CrashTarget target : server.targets()) {
      server.issue(target, BRIEF, "expires");
      server.issue(target, LONG, "below a prefix");
      assertEquals(2, target.users().size(), target.mount());
    }
    List<String> revoked = new ArrayList<>();
    for (CrashTarget target : server.targets()) {
      revoked.add(server.issue(target, LONG, "revoked"));
    }
    for (CrashTarget target : server.targets()) {
      goDown(target);
    }
    for (String lease : revoked) {
      notYet(server.root().post("sys/leases/revoke", Map.of("lease_id", lease)));
    }
    for (CrashTarget target : server.targets()) {
      String below = target.leases(LONG);
      String prefix = below.substring(0, below.length() - 1);
      notYet(server.root().post("sys/leases/revoke-prefix/" + prefix, Map.of()));
    }

    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<Integer> before =
          server.targets().stream().map(each -> each.wire().connections()).toList();
      server.startAgain(A_START_LATER.multipliedBy(attempt));
      for (int i = 0; i < server.targets().size(); i++) {
        CrashTarget target = server.targets().get(i);
        int made = before.get(i);
        Eventually.is(
            target.mount() + " was tried again, after " + attempt,
            PATIENCE,
            () -> target.wire().connections() > made);
        assertEquals(Set.of("revoking"), server.states(target), target.mount());
      }
    }

    for (CrashTarget target : server.targets()) {
      comeBack(target);
      assertEquals(3, target.users().size(), target.mount());
    }
    server.startAgain(A_START_LATER.multipliedBy(ATTEMPTS + 1));
    for (CrashTarget target : server.targets()) {
      Eventually.nothing("a user of ours in " + target.mount(), PATIENCE, target::users);
      Eventually.nothing("a lease of " + target.mount(), PATIENCE, () -> server.states(target));
    }
  }

  /// The client is told that it failed for now.
  private static void notYet(Client.Answer told) {
    assertEquals(400, told.status(), told.toString());
    assertTrue(told.errors().startsWith("[\"failed to revoke"), told.errors());
  }

  private static void goDown(CrashTarget target) throws Exception {
    target.wire().breakIt(FaultyWire.Fault.HANG_UP);
    if (target.restarts()) {
      target.stop();
    }
  }

  private static void comeBack(CrashTarget target) throws Exception {
    if (target.restarts()) {
      target.startAgain();
    }
    target.wire().breakIt(FaultyWire.Fault.NONE);
  }
}

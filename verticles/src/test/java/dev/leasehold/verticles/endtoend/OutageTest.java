package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Targets that are down for longer than Vault tries (six times), while servers are killed or stop
/// and are started: no attempt is forgotten, and when the targets are back everything is revoked.
/// Databases of each kind, and Astra.
@Timeout(300)
class OutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// After six attempts Vault gives up. The first is the client's, and each start makes another.
  private static final int ATTEMPTS = 7;

  /// Longer than the longest pause between two attempts: each start makes one at least.
  private static final Duration A_START_LATER = Duration.ofMinutes(8);

  /// The pause after so many attempts is a minute at least; one that began anew with each start
  /// would be some seconds.
  private static final Duration GROWN = Duration.ofSeconds(30);

  /// Of each target.
  private static final int LEASES = 3;

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

    for (int start = 1; start < ATTEMPTS; start++) {
      failAgain(start);
    }
    for (CrashTarget target : server.targets()) {
      Duration pause = pause(target);
      assertTrue(pause.compareTo(GROWN) > 0, target.mount() + " is tried again in " + pause);
    }

    for (CrashTarget target : server.targets()) {
      comeBack(target);
      assertEquals(LEASES, target.users().size(), target.mount());
    }
    server.startAgain(A_START_LATER.multipliedBy(ATTEMPTS));
    for (CrashTarget target : server.targets()) {
      Eventually.nothing("a user of ours in " + target.mount(), PATIENCE, target::users);
      Eventually.nothing("a lease of " + target.mount(), PATIENCE, () -> server.leases(target));
    }
  }

  /// Starts it again, after a kill or a stop, and waits until the log knows that each lease was
  /// tried in vain once more.
  private void failAgain(int start) throws Exception {
    List<Integer> before =
        server.targets().stream().map(each -> each.wire().connections()).toList();
    if (start % 2 == 0) {
      server.stopAndStartAgain(A_START_LATER.multipliedBy(start));
    } else {
      server.startAgain(A_START_LATER.multipliedBy(start));
    }
    for (int i = 0; i < server.targets().size(); i++) {
      CrashTarget target = server.targets().get(i);
      int made = before.get(i);
      Eventually.is(
          target.mount() + " was tried again, after start " + start,
          PATIENCE,
          () -> target.wire().connections() > made && pause(target).isPositive());
      for (JsonNode lease : server.leases(target)) {
        assertEquals("revoking", lease.path("state").asText(), lease.toString());
        assertFalse(lease.path("error").asText().isEmpty(), lease.toString());
      }
    }
  }

  /// For how long none of a target's leases is tried; negative where one is due, and nothing where
  /// one is not yet being revoked. They must all be there.
  private Duration pause(CrashTarget target) throws IOException {
    Instant now = server.time();
    List<JsonNode> leases = server.leases(target);
    assertEquals(LEASES, leases.size(), target.mount());
    Duration least = A_START_LATER;
    for (JsonNode lease : leases) {
      assertNotEquals("quarantined", lease.path("state").asText(), lease.toString());
      Duration pause =
          lease.path("next_try").isTextual()
              ? Duration.between(now, Instant.parse(lease.path("next_try").asText()))
              : Duration.ZERO;
      least = pause.compareTo(least) < 0 ? pause : least;
    }
    return least;
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

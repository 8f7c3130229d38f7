package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
  private List<CrashTarget> targets = List.of();
  private ChildServer server;
  private Client root;
  private String share = "";

  @BeforeEach
  void start() throws Exception {
    targets = CrashTargets.start(folder);
    server = child(Duration.ZERO);
    Client.Answer born =
        Client.of(server.port(), "")
            .done("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    share = born.body().at("/keys/0").asText();
    root = Client.of(server.port(), born.text("/root_token"));
    root.done("sys/unseal", Map.of("key", share));
    for (CrashTarget target : targets) {
      target.prepare(root, Set.of(BRIEF, LONG));
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    for (CrashTarget target : targets) {
      target.close();
    }
  }

  private ChildServer child(Duration ahead) throws IOException {
    return ChildServer.start(folder.resolve("leasehold"), folder.resolve("log"), ahead);
  }

  private void startAgain(Duration ahead) throws IOException {
    server.kill();
    server = child(ahead);
    root = Client.of(server.port(), root.token());
    root.done("sys/unseal", Map.of("key", share));
  }

  @Test
  void targets_that_are_down_for_seven_attempts_and_starts_find_all_revoked() throws Exception {
    for (CrashTarget target : targets) {
      issue(target, BRIEF, "expires");
      issue(target, LONG, "below a prefix");
      assertEquals(2, target.users().size(), target.mount());
    }
    List<String> revoked = new ArrayList<>();
    for (CrashTarget target : targets) {
      revoked.add(issue(target, LONG, "revoked"));
    }
    for (CrashTarget target : targets) {
      goDown(target);
    }
    for (String lease : revoked) {
      notYet(root.post("sys/leases/revoke", Map.of("lease_id", lease)));
    }
    for (CrashTarget target : targets) {
      String below = target.leases(LONG);
      String prefix = below.substring(0, below.length() - 1);
      notYet(root.post("sys/leases/revoke-prefix/" + prefix, Map.of()));
    }

    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<Integer> before = targets.stream().map(each -> each.wire().connections()).toList();
      startAgain(A_START_LATER.multipliedBy(attempt));
      for (int i = 0; i < targets.size(); i++) {
        CrashTarget target = targets.get(i);
        int made = before.get(i);
        Eventually.is(
            target.mount() + " was tried again, after " + attempt,
            PATIENCE,
            () -> target.wire().connections() > made);
        assertEquals(Set.of("revoking"), states(target), target.mount());
      }
    }

    for (CrashTarget target : targets) {
      comeBack(target);
      assertEquals(3, target.users().size(), target.mount());
    }
    startAgain(A_START_LATER.multipliedBy(ATTEMPTS + 1));
    for (CrashTarget target : targets) {
      Eventually.nothing("a user of ours in " + target.mount(), PATIENCE, target::users);
      Eventually.nothing("a lease of " + target.mount(), PATIENCE, () -> states(target));
    }
  }

  private String issue(CrashTarget target, String ttl, String unique) throws IOException {
    Client.Answer issued = target.issue(root, ttl, unique);
    assertTrue(issued.good(), target.mount() + " answered " + issued.errors());
    return issued.text("/lease_id");
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

  /// In what states the leases of a target are: three of them, or none.
  private Set<String> states(CrashTarget target) throws IOException {
    Client.Answer found = root.get("sys/leases/search?mount=" + target.mount());
    assertEquals(200, found.status(), found.errors());
    JsonNode leases = found.body().at("/data/leases");
    Set<String> states = new TreeSet<>();
    leases.forEach(lease -> states.add(lease.path("state").asText()));
    return states;
  }
}

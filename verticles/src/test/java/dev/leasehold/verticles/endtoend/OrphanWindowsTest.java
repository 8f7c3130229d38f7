package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The two windows in which a server that dies would leave a credential behind that nobody knows
/// (INTERNALS.md 4.2): between the deed and its record, and a deed that comes after the intent was
/// swept (T39). One target of each kind.
@Timeout(300)
class OrphanWindowsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Beyond the deadline of every intent, far below the hour of a lease.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /// Beyond the longest pause before a credential of unknown outcome is dropped again.
  private static final Duration LATER = AHEAD.plusMinutes(20);

  private static final String LONG = "1h";

  /// It tells what is late by its own clock, so that what arrives after the deadline makes nothing.
  private static final String POSTGRES = "pg";

  @TempDir private Path folder;
  private KilledServer server;

  @BeforeEach
  void start() throws Exception {
    server = KilledServer.start(folder, Set.of(LONG));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void the_first_window_a_server_that_dies_after_the_deed_leaves_no_user() throws Exception {
    Map<CrashTarget, Set<String>> known = known();
    begin(FaultyWire.Fault.LOSE_ANSWERS);
    for (CrashTarget target : server.targets()) {
      Eventually.is(
          "a user was made in " + target.mount(), PATIENCE, () -> target.users().size() == 2);
      target.wire().breakIt(FaultyWire.Fault.NONE);
    }

    server.startAgain(AHEAD);

    onlyKnownAreLeft(known);
  }

  @Test
  void T39_the_second_window_a_deed_that_comes_after_the_sweep_leaves_no_user() throws Exception {
    Map<CrashTarget, Set<String>> known = known();
    begin(FaultyWire.Fault.HOLD_UP);
    for (CrashTarget target : server.targets()) {
      Eventually.is("something is held up", PATIENCE, target.wire()::holds);
      target.wire().breakIt(FaultyWire.Fault.NONE);
    }
    server.startAgain(AHEAD);
    for (CrashTarget target : server.targets()) {
      Eventually.is(target.mount() + " was swept", PATIENCE, () -> isSwept(target));
      assertEquals(known.get(target), target.users(), target.mount());
    }

    for (CrashTarget target : server.targets()) {
      target.wire().deliver();
      if (!target.mount().equals(POSTGRES)) {
        Eventually.is(
            "the late user is in " + target.mount(), PATIENCE, () -> target.users().size() == 2);
      }
    }

    server.startAgain(LATER);
    onlyKnownAreLeft(known);
  }

  /// The users of a first lease each, which also leaves a connection open.
  private Map<CrashTarget, Set<String>> known() throws Exception {
    Map<CrashTarget, Set<String>> known = new HashMap<>();
    for (CrashTarget target : server.targets()) {
      server.issue(target, LONG, "known");
      known.put(target, Set.copyOf(target.users()));
    }
    return known;
  }

  /// Asks each target for a credential, and breaks the way to it with the deed.
  private void begin(FaultyWire.Fault fault) {
    Client asking = server.root();
    for (CrashTarget target : server.targets()) {
      target.wire().breakIt(fault, target.deed());
      Thread.ofVirtual()
          .start(() -> {
            try {
              target.issue(asking, LONG, "unknown");
            } catch (IOException killed) {
              // The server dies before it answers.
            }
          });
    }
  }

  /// Whether the credential whose outcome is unknown was dropped, to be dropped again.
  private boolean isSwept(CrashTarget target) throws IOException {
    JsonNode leases =
        server
            .root()
            .get("sys/leases/search?state=revoking&mount=" + target.mount())
            .body()
            .at("/data/leases");
    return leases.size() == 1 && leases.get(0).path("attempts").asInt() > 0;
  }

  private void onlyKnownAreLeft(Map<CrashTarget, Set<String>> known) throws Exception {
    for (CrashTarget target : server.targets()) {
      Eventually.is(
          "only those with a lease are left in " + target.mount(),
          PATIENCE,
          () -> target.users().equals(known.get(target)));
    }
  }
}

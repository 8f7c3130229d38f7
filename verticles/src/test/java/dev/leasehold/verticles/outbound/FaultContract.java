package dev.leasehold.verticles.outbound;

import static dev.leasehold.verticles.outbound.RoomUnderTest.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What every kind of database must do where the target is broken, slow, gone or not what it says.
/// Whatever happens: what is told as done is there, what is told as refused is not there and will
/// not be, and of all else it is told that nobody knows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultContract {
  static final Outcome DONE = new Outcome.Done();

  private static final String PASSWORD = "open-Sesame-77";

  /// More answers than any server gives until a user is made.
  private static final int ANSWERS = 60;

  /// Of these the first are enough where each costs waiting.
  private static final int FIRST_ANSWERS = 12;

  private static final Duration SHORT = Duration.ofMillis(700);

  /// How much longer than its timeout an act may take on a machine that is busy.
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Vertx vertx = Vertx.vertx();
  RealDatabase server;
  DatabaseTarget target;
  RoomUnderTest room;

  /// Starts a real server that keeps what it has below this folder.
  protected abstract RealDatabase start(Path folder) throws Exception;

  @BeforeAll
  final void startServer(@TempDir Path folder) throws Exception {
    server = start(folder);
    target = server.target();
    room = room(InstantSource.system(), AddressPolicy.OPEN, PoolLimits.DEFAULT);
  }

  @AfterAll
  final void stopServer() throws Exception {
    await(vertx.close());
    if (server != null) {
      server.close();
    }
  }

  private RoomUnderTest room(InstantSource clock, AddressPolicy addresses, PoolLimits limits) {
    return new RoomUnderTest(vertx, server.adapter(), clock, addresses, limits);
  }

  static Outcome.Refused refused(Outcome outcome) {
    return assertInstanceOf(Outcome.Refused.class, outcome);
  }

  private DatabaseTarget through(Line line) throws Exception {
    return RoomUnderTest.at(target, target.host(), line.open());
  }

  private DatabaseEffect creation(DatabaseTarget where, String user, Duration timeout) {
    return RoomUnderTest.creation(
        where, user, server.creation(user, PASSWORD), RoomUnderTest.soon(), timeout);
  }

  /// Holds what was told of a user against what the server says of it.
  private void assertToldRight(Outcome outcome, String user) throws Exception {
    switch (outcome) {
      case Outcome.Done _ -> server.logIn(user, PASSWORD).close();
      case Outcome.Refused _ -> assertFalse(server.hasUser(user), user + ": " + outcome);
      case Outcome.Unknown _ -> assertFalse(outcome.toString().contains(PASSWORD));
    }
  }

  /// Holds all that was told against the server once more, then takes all these users away.
  private void assertNoOrphans(String prefix, List<Outcome> outcomes) throws Exception {
    for (int i = 0; i < outcomes.size(); i++) {
      String user = prefix + i;
      assertToldRight(outcomes.get(i), user);
      assertEquals(DONE, room.drop(target, user, List.of()));
      assertFalse(server.hasUser(user), user);
    }
  }

  @Test
  void wherever_the_connection_is_cut_it_is_told_rightly_what_came_of_it() throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    do {
      String user = "cut_" + outcomes.size();
      Line line = Line.to(vertx, target.port()).cutAt(outcomes.size());
      outcomes.add(await(room.begin(creation(through(line), user, RoomUnderTest.PATIENCE))));
      assertToldRight(outcomes.getLast(), user);
    } while (!outcomes.getLast().equals(DONE) && outcomes.size() < ANSWERS);

    assertEquals(DONE, outcomes.getLast());
    assertNoOrphans("cut_", outcomes);
  }

  @Test
  void wherever_the_server_falls_silent_it_is_told_in_time_and_rightly() throws Exception {
    List<Future<Outcome>> underWay = new ArrayList<>();
    Instant begun = Instant.now();
    for (int i = 0; i < FIRST_ANSWERS; i++) {
      Line line = Line.to(vertx, target.port()).silentFrom(i);
      underWay.add(room.begin(creation(through(line), "mute_" + i, SHORT)));
    }

    List<Outcome> outcomes = underWay.stream().map(RoomUnderTest::await).toList();

    assertTrue(Instant.now().isBefore(begun.plus(SHORT).plus(SLACK)));
    assertInstanceOf(Outcome.Refused.class, outcomes.getFirst());
    assertNoOrphans("mute_", outcomes);
  }

  @Test
  void wherever_the_actor_is_paused_beyond_the_deadline_it_is_told_rightly() throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < FIRST_ANSWERS; i++) {
      RoomUnderTest paused = room(leapingAfter(i), AddressPolicy.OPEN, PoolLimits.DEFAULT);
      String user = "leap_" + i;
      outcomes.add(await(paused.begin(creation(target, user, RoomUnderTest.PATIENCE))));
    }

    assertInstanceOf(Outcome.Refused.class, outcomes.getFirst());
    assertNoOrphans("leap_", outcomes);
  }

  /// A clock that is right for so many looks at it, and then an hour ahead.
  private static InstantSource leapingAfter(int looks) {
    AtomicInteger left = new AtomicInteger(looks);
    return () -> Instant.now().plusSeconds(left.getAndDecrement() > 0 ? 0 : 3600);
  }

  @Test
  void T39_what_reaches_the_server_after_the_deadline_makes_nothing() throws Exception {
    String user = "delayed_user";
    Line line = Line.to(vertx, target.port()).delaying(user, Duration.ofMillis(3500));
    DatabaseEffect effect =
        RoomUnderTest.creation(
            through(line),
            user,
            server.creation(user, PASSWORD),
            Instant.now().plusMillis(2500),
            RoomUnderTest.PATIENCE);

    Outcome outcome = await(room.begin(effect));

    assertToldRight(outcome, user);
    if (server.keepsDeadlines()) {
      assertNotEquals(DONE, outcome);
      assertFalse(server.hasUser(user));
    }
    assertEquals(DONE, room.drop(target, user, List.of()));
  }

  @Test
  void a_server_that_is_not_there_is_unreachable_and_nothing_was_done() {
    Outcome outcome = room.verify(RoomUnderTest.at(target, "localhost", 1));

    assertEquals(new Outcome.Refused("unreachable", "connection refused"), outcome);
  }

  @Test
  void a_name_that_nobody_knows_is_unreachable() {
    DatabaseTarget nowhere = RoomUnderTest.at(target, "no-such-host.invalid", target.port());

    assertEquals("unreachable", refused(room.verify(nowhere)).errorClass());
  }

  @Test
  void a_denied_address_is_not_dialled() {
    AddressPolicy.Range four = AddressPolicy.Range.parse("127.0.0.0/8");
    AddressPolicy.Range six = AddressPolicy.Range.parse("::1/128");
    AddressPolicy noLoopback = new AddressPolicy(List.of(), List.of(four, six));

    Outcome outcome = room(InstantSource.system(), noLoopback, PoolLimits.DEFAULT).verify(target);

    assertEquals(
        new Outcome.Refused("denied_address", "the address of the database is not allowed"),
        outcome);
  }

  @Test
  void where_tls_is_wanted_nothing_is_done_without() {
    assertEquals("tls", refused(room.verify(server.withTls(target))).errorClass());
  }

  @Test
  void a_server_that_accepts_and_says_nothing_holds_up_only_its_own_callers() {
    NetServer silent = vertx.createNetServer().connectHandler(_ -> {});
    int port = await(silent.listen(0, "localhost")).actualPort();
    DatabaseTarget mute = RoomUnderTest.limitedTo(RoomUnderTest.at(target, "localhost", port), 1);
    Instant begun = Instant.now();
    List<Future<Outcome>> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(room.begin(creation(mute, "held_" + i, SHORT)));
    }

    assertEquals(DONE, room.verify(target));

    for (Future<Outcome> each : waiting) {
      assertEquals("unreachable", refused(await(each)).errorClass());
    }
    assertTrue(Instant.now().isBefore(begun.plus(SHORT).plus(SLACK)));
    await(silent.close());
  }

  @Test
  void what_waits_beyond_the_queue_is_refused_as_busy() {
    PoolLimits tight =
        new PoolLimits(
            1, 1, 2, Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(1));
    RoomUnderTest narrow = room(InstantSource.system(), AddressPolicy.OPEN, tight);
    DatabaseTarget one = RoomUnderTest.limitedTo(target, 1);

    List<Future<Outcome>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(
          narrow.begin(
              new DatabaseEffect.FindUsers(one, "m/c", "nobody", "", 10, RoomUnderTest.PATIENCE)));
    }

    List<Outcome> outcomes = all.stream().map(RoomUnderTest::await).toList();
    Outcome none = new Outcome.Done(List.of());
    Outcome busy = new Outcome.Refused("busy", "all connections to the database are in use");
    assertEquals(List.of(none, none, none, busy, busy), outcomes);
  }

  @Test
  void T36_a_server_that_talks_nonsense_is_left_and_learns_no_password() {
    for (Buffer nonsense :
        List.of(
            Buffer.buffer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
            Buffer.buffer(new byte[70_000]),
            Buffer.buffer(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}),
            Buffer.buffer(new byte[] {5, 0, 0, 0, 10}))) {
      Buffer heard = Buffer.buffer();
      NetServer rogue =
          vertx
              .createNetServer()
              .connectHandler(socket -> {
                socket.write(nonsense);
                socket.handler(bytes -> {
                  heard.appendBuffer(bytes);
                  socket.write(nonsense);
                });
              });
      int port = await(rogue.listen(0, "localhost")).actualPort();
      DatabaseTarget there =
          RoomUnderTest.as(
              RoomUnderTest.at(target, "localhost", port), target.userName(), PASSWORD);

      Outcome outcome = await(room.begin(RoomUnderTest.verification(there, SHORT)));

      refused(outcome);
      await(rogue.close());
      assertFalse(
          server.keepsPasswordFromStrangers()
              && heard.toString(StandardCharsets.ISO_8859_1).contains(PASSWORD));
    }
  }

  @Test
  void a_kill_takes_nothing_that_was_done_and_what_was_under_way_is_told_rightly()
      throws Exception {
    assertEquals(DONE, room.create(target, "before", server.creation("before", PASSWORD)));
    Line line = Line.to(vertx, target.port()).delaying("doomed", Duration.ofMillis(1500));
    Future<Outcome> underWay =
        room.begin(creation(through(line), "doomed", RoomUnderTest.PATIENCE));
    assertEquals(DONE, room.verify(target));
    assertEquals(DONE, room.create(target, "done", server.creation("done", PASSWORD)));

    server.kill();

    Outcome outcome = await(underWay);
    assertNotEquals(DONE, outcome);
    assertNotEquals(DONE, room.drop(target, "before", List.of()));
    server.restart();
    assertToldRight(outcome, "doomed");
    assertTrue(server.hasUser("done"));
    assertEquals(DONE, room.drop(target, "done", List.of()));
    assertEquals(DONE, room.drop(target, "doomed", List.of()));
    assertEquals(DONE, room.drop(target, "before", List.of()));
    assertFalse(server.hasUser("before"));
  }
}

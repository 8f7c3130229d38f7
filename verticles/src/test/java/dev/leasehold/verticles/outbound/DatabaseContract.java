package dev.leasehold.verticles.outbound;

import static dev.leasehold.verticles.outbound.RoomUnderTest.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every kind of database must do with the effects that it is given: the one suite that all
/// adapters pass, each beside a real server. Broken targets are the matter of [FaultContract],
/// which this includes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DatabaseContract extends FaultContract {
  private static final List<Statement> NONE = List.of();
  private static final String PASSWORD = "open-Sesame-77";
  private static final String OTHER_PASSWORD = "close-Sesame-88";

  @Test
  void a_user_that_was_made_can_log_in() throws Exception {
    assertEquals(DONE, create("made", PASSWORD));

    assertTrue(server.hasUser("made"));
    server.logIn("made", PASSWORD).close();
    assertThrows(Exception.class, () -> server.logIn("made", OTHER_PASSWORD).close());
  }

  @Test
  void T18_passwords_are_taken_as_they_are_whatever_they_are_made_of() throws Exception {
    String hostile = "it's \"5\" `o'clock`; \\ -- %s {{name}} 100%";
    assertEquals(DONE, create("odd", hostile));

    server.logIn("odd", hostile).close();
  }

  @Test
  void a_user_that_cannot_be_made_whole_is_not_made() throws Exception {
    List<Statement> half = new ArrayList<>(server.creation("half", PASSWORD));
    half.add(server.refused("no-such-thing"));

    Outcome.Refused refused = refused(room.create(target, "half", half));

    assertEquals(server.errorClassOfRefused(), refused.errorClass());
    assertFalse(server.hasUser("half"));
  }

  @Test
  void what_was_made_of_it_is_undone_by_the_roles_own_statements() throws Exception {
    List<Statement> half = new ArrayList<>(server.creation("undone", PASSWORD));
    half.add(server.refused("no-such-thing"));

    refused(room.create(target, "undone", half, server.deletion("undone")));

    assertFalse(server.hasUser("undone"));
  }

  @Test
  void a_user_that_was_there_before_is_not_taken_away_by_a_failed_creation() throws Exception {
    create("twice", PASSWORD);

    Outcome outcome = create("twice", OTHER_PASSWORD);

    if (outcome instanceof Outcome.Refused) {
      server.logIn("twice", PASSWORD).close();
    }
    assertTrue(server.hasUser("twice"));
  }

  @Test
  void a_password_that_the_servers_policy_refuses_leaves_nothing() throws Exception {
    refused(room.create(target, "weak", server.creationAgainstPolicy("weak")));

    assertFalse(server.hasUser("weak"));
  }

  @Test
  void an_error_never_repeats_what_a_statement_quotes() {
    String secret = "correct-horse-battery-99";

    Outcome.Refused refused = refused(room.change(target, "made", List.of(server.refused(secret))));

    assertFalse(refused.error().contains(secret), refused.error());
    assertFalse(refused.error().contains("correct-horse"), refused.error());
  }

  @Test
  void a_connection_is_clean_after_a_failure() {
    DatabaseTarget narrow = RoomUnderTest.limitedTo(target, 1);
    for (int i = 0; i < 10; i++) {
      refused(room.change(narrow, "nobody", List.of(server.refused("again"))));
    }

    assertEquals(DONE, room.verify(narrow));
  }

  @Test
  void a_password_is_changed() throws Exception {
    create("changed", PASSWORD);

    Outcome outcome =
        room.change(target, "changed", server.passwordChange("changed", OTHER_PASSWORD));

    assertEquals(DONE, outcome);
    server.logIn("changed", OTHER_PASSWORD).close();
    assertThrows(Exception.class, () -> server.logIn("changed", PASSWORD).close());
  }

  @Test
  void a_user_that_is_not_there_cannot_be_changed() throws Exception {
    refused(room.change(target, "ghost", server.passwordChange("ghost", PASSWORD)));

    assertFalse(server.hasUser("ghost"));
  }

  @Test
  void a_user_is_dropped() throws Exception {
    create("dropped", PASSWORD);

    assertEquals(DONE, room.drop(target, "dropped", NONE));

    assertFalse(server.hasUser("dropped"));
    assertThrows(Exception.class, () -> server.logIn("dropped", PASSWORD).close());
  }

  @Test
  void a_user_is_dropped_by_the_roles_own_statements() throws Exception {
    create("told", PASSWORD);

    assertEquals(DONE, room.drop(target, "told", server.deletion("told")));

    assertFalse(server.hasUser("told"));
  }

  @Test
  void a_user_that_is_not_there_is_dropped_already() {
    assertEquals(DONE, room.drop(target, "never", NONE));
    assertEquals(DONE, room.drop(target, "never", server.deletion("never")));
  }

  @Test
  void a_user_that_was_dropped_by_hand_is_dropped_already() throws Exception {
    create("byhand", PASSWORD);
    server.byHand(server.deletion("byhand"));

    assertEquals(DONE, room.drop(target, "byhand", NONE));
    assertEquals(DONE, room.drop(target, "byhand", server.deletion("byhand")));
  }

  @Test
  void a_user_with_an_open_connection_is_dropped() throws Exception {
    create("busy", PASSWORD);
    AutoCloseable open = server.logIn("busy", PASSWORD);

    Outcome outcome = room.drop(target, "busy", NONE);

    open.close();
    assertEquals(DONE, outcome);
    assertFalse(server.hasUser("busy"));
    assertThrows(Exception.class, () -> server.logIn("busy", PASSWORD).close());
  }

  @Test
  void T18_a_name_with_quotes_drops_nobody_else() throws Exception {
    create("bystander", PASSWORD);
    for (String name :
        List.of("x\"; DROP x --", "x'; DROP x --", "x`@`%", "x\\", "%", "b_stander")) {
      assertEquals(DONE, room.drop(target, name, NONE), name);
    }
    create("it's \"me\"", PASSWORD);

    assertEquals(DONE, room.drop(target, "it's \"me\"", NONE));

    assertFalse(server.hasUser("it's \"me\""));
    server.logIn("bystander", PASSWORD).close();
  }

  @Test
  void users_are_found_by_the_beginning_of_their_names_a_page_at_a_time() {
    for (String name : List.of("f_1", "fx1", "f_B", "f_a", "F_1")) {
      create(name, PASSWORD);
    }

    assertEquals(new Outcome.Done(List.of("f_1", "f_B")), room.find(target, "f_", "", 2));
    assertEquals(new Outcome.Done(List.of("f_a")), room.find(target, "f_", "f_B", 2));
    assertEquals(new Outcome.Done(List.of()), room.find(target, "f'", "", 2));
    assertEquals(new Outcome.Done(List.of()), room.find(target, "f%", "", 2));
    assertEquals(new Outcome.Done(List.of()), room.find(target, "f\\", "", 2));
    assertEquals(new Outcome.Done(List.of()), room.find(target, "f*", "", 2));
  }

  @Test
  void nothing_begins_after_the_deadline() throws Exception {
    DatabaseEffect late =
        RoomUnderTest.creation(
            target,
            "late",
            server.creation("late", PASSWORD),
            Instant.EPOCH,
            RoomUnderTest.PATIENCE);

    assertEquals(
        new Outcome.Refused("deadline", "the deadline has passed"), await(room.begin(late)));
    assertFalse(server.hasUser("late"));
  }

  @Test
  void nothing_is_changed_after_the_deadline() throws Exception {
    create("lately", PASSWORD);

    refused(
        room.change(
            target, "lately", server.passwordChange("lately", OTHER_PASSWORD), Instant.EPOCH));

    server.logIn("lately", PASSWORD).close();
  }

  @Test
  void a_target_answers_to_its_password() {
    assertEquals(DONE, room.verify(target));
  }

  @Test
  void a_wrong_password_is_refused() {
    String wrong = "wrong-Password-66";

    Outcome.Refused refused =
        refused(room.verify(RoomUnderTest.as(target, target.userName(), wrong)));

    assertFalse(refused.error().contains(wrong), refused.error());
    assertFalse(List.of("unreachable", "tls").contains(refused.errorClass()), refused.toString());
  }

  @Test
  void a_user_may_enter_with_what_it_was_given() throws Exception {
    create("enters", PASSWORD);

    assertEquals(DONE, room.verify(RoomUnderTest.as(target, "enters", PASSWORD)));
    refused(room.verify(RoomUnderTest.as(target, "enters", OTHER_PASSWORD)));
  }

  @Test
  void a_password_that_was_changed_is_refused_though_a_connection_is_open() throws Exception {
    create("changes", PASSWORD);
    DatabaseTarget before = RoomUnderTest.as(target, "changes", PASSWORD);
    assertEquals(DONE, room.verify(before));

    server.byHand(server.passwordChange("changes", OTHER_PASSWORD));

    refused(room.verify(before));
  }

  @Test
  void a_reset_closes_what_is_open_and_connects_again() {
    room.verify(target);

    assertEquals(DONE, room.reset(target));
    assertEquals(DONE, room.verify(target));
  }

  private Outcome create(String user, String password) {
    return room.create(target, user, server.creation(user, password));
  }
}

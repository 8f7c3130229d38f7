package dev.leasehold.verticles.auth.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.projections.login.Lockout;
import dev.leasehold.projections.login.LoginFailures;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The checks of THREATS.md that belong to the door of the auth methods.
class LoginThreatsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void T16_a_login_that_was_refused_has_no_place_for_a_token() {
    List<String> held =
        Stream.of(Attempt.Refused.class.getRecordComponents())
            .map(RecordComponent::getType)
            .map(Class::getSimpleName)
            .toList();

    assertEquals(List.of("Refusal", "boolean", "List"), held);
    assertEquals(2, Attempt.class.getPermittedSubclasses().length);
  }

  @Test
  void T7_root_in_any_spelling_is_root_and_drives_out_all_others() {
    for (String root : List.of("root", " root", "ROOT", "Root ", "\troot")) {
      assertEquals(List.of("root"), TokenPolicies.sanitized(List.of("a", root), true));
    }
  }

  @Test
  void T5_a_name_is_locked_from_the_fifth_failure_on_until_its_time_is_over() {
    Lockout lockout = Lockout.UNTUNED.effective();
    Instant until = lockout.until(NOW);

    assertTrue(!lockout.locks(new LoginFailures(4, NOW, until), NOW));
    assertTrue(lockout.locks(new LoginFailures(5, NOW, until), NOW.plusSeconds(899)));
    assertTrue(!lockout.locks(new LoginFailures(5, NOW, until), NOW.plusSeconds(900)));
    assertEquals(1, lockout.next(new LoginFailures(4, NOW, until), NOW.plusSeconds(901)));
    assertEquals(5, lockout.next(new LoginFailures(4, NOW, until), NOW.plusSeconds(10)));
  }
}

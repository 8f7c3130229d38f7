package dev.leasehold.verticles.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.IdentityEvent.EntityDeleted;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.verticles.request.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Which entity a login belongs to, and what its groups become.
class LoginIdentityTest {
  private final State state = new State();

  @Test
  void the_first_login_makes_an_entity_and_the_next_finds_it() {
    LoginIdentity first = state.login(State.MOUNT, "anna", null);
    LoginIdentity second = state.login(State.MOUNT, "ANNA", null);

    assertEquals(2, first.events().size());
    assertEquals(List.of(), second.events());
    assertEquals(first.entityId(), second.entityId());
    assertNotEquals(first.entityId(), state.login(State.OTHER, "anna", null).entityId());
  }

  @Test
  void what_the_method_tells_of_the_alias_is_kept_until_it_tells_something_else() {
    state.login(State.MOUNT, "anna", Map.of("k", "v"));
    assertEquals(List.of(), state.login(State.MOUNT, "anna", Map.of("k", "v")).events());

    assertEquals(1, state.login(State.MOUNT, "anna", Map.of("k", "w")).events().size());
    IdentityAlias alias =
        Objects.requireNonNull(Entities.aliasOf(state.head, State.MOUNT.accessor(), "anna"));
    assertEquals(Map.of("k", "w"), alias.metadata());
  }

  @Test
  void a_login_moves_its_entity_between_the_external_groups_of_its_mount_alone() {
    state.group("red", State.MOUNT, "p-red");
    state.group("blue", State.MOUNT, "p-blue");
    state.group("far", State.OTHER, "p-far");
    LoginIdentity first = state.login(State.MOUNT, "anna", null, "Red", "none", "far");
    assertEquals(List.of("p-red"), first.policies());
    assertEquals(List.of(first.entityId()), Groups.members(state.head, "red"));

    LoginIdentity second = state.login(State.MOUNT, "anna", null, "blue");
    assertEquals(List.of("p-blue"), second.policies());
    assertEquals(List.of(), Groups.members(state.head, "red"));
    assertEquals(List.of("blue"), row(first.entityId()).groups());
  }

  @Test
  void the_login_of_a_disabled_entity_is_refused() {
    LoginIdentity login = state.login(State.MOUNT, "anna", null);
    state.entity(login.entityId(), "anna", true);

    Refusal refusal = assertThrows(Refusal.class, () -> state.login(State.MOUNT, "anna", null));
    assertEquals(List.of("permission denied"), refusal.errors());
  }

  @Test
  void a_deleted_entity_is_made_anew_under_another_id() {
    LoginIdentity before = state.login(State.MOUNT, "anna", null);
    state.replay(List.of(new EntityDeleted(before.entityId())));

    assertNotEquals(before.entityId(), state.login(State.MOUNT, "anna", null).entityId());
  }

  @Test
  void T7_no_entity_and_no_group_gives_root() {
    state.group("red", State.MOUNT, "ROOT", "p-red");
    LoginIdentity login = state.login(State.MOUNT, "anna", null, "red");
    state.entity(login.entityId(), "anna", false, " Root", "P-Anna");

    assertEquals(
        List.of("p-anna", "p-red"), state.login(State.MOUNT, "anna", null, "red").policies());
    assertEquals(
        List.of("P-Anna", "p-red"), Identities.policies(row(login.entityId()), state.head));
  }

  private EntityRow row(String id) {
    return Objects.requireNonNull(Entities.find(state.head, id));
  }
}

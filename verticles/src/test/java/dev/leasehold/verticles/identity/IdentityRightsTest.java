package dev.leasehold.verticles.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.IdentityEvent.EntityDeleted;
import dev.leasehold.events.IdentityEvent.EntityMerged;
import dev.leasehold.events.IdentityEvent.GroupChildrenWritten;
import dev.leasehold.events.IdentityEvent.GroupMembersWritten;
import dev.leasehold.events.SysEvent.PolicyWritten;
import dev.leasehold.events.Token;
import dev.leasehold.verticles.gate.Acls;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an entity and its groups add to a token, at once and as long as they do.
class IdentityRightsTest {
  private final State state = new State();
  private final Acls acls = new Acls();

  IdentityRightsTest() {
    policy("own", "kv/own");
    policy("more", "kv/more");
    policy("above", "kv/above");
    policy("named", "kv/{{identity.entity.name}}/x");
  }

  @Test
  void a_token_has_the_policies_of_its_entity_and_of_the_groups_above_it() {
    state.entity("e1", "anna", false, "more");
    state.group("low", State.MOUNT);
    state.group("high", State.MOUNT, "Above");
    state.replay(
        List.of(
            new GroupMembersWritten("low", List.of("e1"), List.of()),
            new GroupChildrenWritten("high", List.of("low"), List.of())));

    assertEquals(List.of("read"), allowed("kv/own"));
    assertEquals(List.of("read"), allowed("kv/more"));
    assertEquals(List.of("read"), allowed("kv/above"));
    assertEquals(List.of("deny"), allowed("kv/anna/x"));
  }

  @Test
  void what_is_taken_from_an_entity_is_taken_from_its_tokens_at_once() {
    state.entity("e1", "anna", false, "more");
    assertEquals(List.of("read"), allowed("kv/more"));

    state.entity("e1", "anna", false);
    assertEquals(List.of("deny"), allowed("kv/more"));
  }

  @Test
  void templates_are_filled_for_each_entity_and_again_when_it_changes() {
    state.entity("e1", "anna", false, "named");
    state.entity("e2", "bert", false, "named");
    assertEquals(List.of("read"), allowed("kv/anna/x"));
    assertEquals(List.of("deny"), allowed("kv/bert/x"));

    state.entity("e1", "anton", false, "named");
    assertEquals(List.of("deny"), allowed("kv/anna/x"));
    assertEquals(List.of("read"), allowed("kv/anton/x"));
  }

  @Test
  void a_token_is_barred_while_its_entity_is_disabled_and_once_it_is_gone() {
    Token token = State.token("e1", "own");
    assertTrue(Identities.bars(token, state.head));
    state.entity("e1", "anna", false);
    assertFalse(Identities.bars(token, state.head));
    state.entity("e1", "anna", true);
    assertTrue(Identities.bars(token, state.head));
    state.replay(List.of(new EntityDeleted("e1")));
    assertTrue(Identities.bars(token, state.head));
    assertFalse(Identities.bars(State.token("", "own"), state.head));
  }

  @Test
  void the_tokens_of_an_entity_that_was_merged_away_are_those_of_the_other() {
    state.entity("e1", "anna", false);
    state.entity("e2", "bert", false, "more");
    state.replay(List.of(new EntityMerged("e1", "e2")));

    assertFalse(Identities.bars(State.token("e1", "own"), state.head));
    assertEquals(List.of("read"), allowed("kv/more"));
  }

  private List<String> allowed(String path) {
    return acls.of(State.token("e1", "own"), state.head).capabilities(path);
  }

  private void policy(String name, String path) {
    state.replay(
        List.of(
            new PolicyWritten(
                "root", name, "path \"" + path + "\" { capabilities = [\"read\"] }")));
  }
}

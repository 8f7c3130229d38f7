package dev.leasehold.verticles.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTemplateTest {
  private static final IdentityView IDENTITY =
      new IdentityView(
          "e1",
          "anna",
          Map.of("team", "red", "a.b", "dotted", "star", "x*", "empty", ""),
          List.of(
              new IdentityView.Alias(
                  "acc", "a1", "anna@x", Map.of("k", "v"), Map.of("c", "custom"))),
          List.of(new IdentityView.Group("g1", "staff", Map.of("floor", "3"))));

  private static List<String> resolved(String path, boolean known) {
    Policy policy = PolicyParser.parse("p", "path \"" + path + "\" { policy = \"read\" }");
    return PolicyTemplate.resolve(policy, known ? IDENTITY : null).rules().stream()
        .map(rule -> rule.path().text())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "identity.entity.id, e1",
    "identity.entity.name, anna",
    "identity.entity.metadata.team, red",
    "identity.entity.metadata.a.b, dotted",
    "identity.entity.aliases.acc.id, a1",
    "identity.entity.aliases.acc.name, anna@x",
    "identity.entity.aliases.acc.metadata.k, v",
    "identity.entity.aliases.acc.custom_metadata.c, custom",
    "identity.groups.ids.g1.name, staff",
    "identity.groups.names.staff.id, g1",
    "identity.groups.names.staff.metadata.floor, 3",
    "identity.entity.metadata.empty, ''",
  })
  void a_known_selector_is_filled_in(String selector, String value) {
    assertEquals(List.of("x/" + value + "/y"), resolved("x/{{ " + selector + " }}/y", true));
  }

  @ParameterizedTest
  @CsvSource({
    "identity.entity.metadata.none",
    "identity.entity.metadata",
    "identity.entity.other",
    "identity.entity.groups.names",
    "identity.entity.aliases.other.id",
    "identity.entity.aliases.acc",
    "identity.groups.ids.g2.name",
    "identity.groups.ids.g1",
    "identity.groups.others.g1.name",
    "identity.entity.metadata.star",
    "time.now",
  })
  void a_stanza_without_a_value_is_left_out(String selector) {
    assertEquals(List.of(), resolved("x/{{" + selector + "}}", true));
  }

  @Test
  void without_an_entity_only_plain_stanzas_stay() {
    assertEquals(List.of(), resolved("x/{{identity.entity.id}}", false));
    assertEquals(List.of("x/y"), resolved("x/y", false));
  }

  @Test
  void several_templates_and_wildcards_as_written_work_together() {
    assertEquals(
        List.of("e1/+/red/"),
        resolved("{{identity.entity.id}}/+/{{identity.entity.metadata.team}}/", true));
    assertEquals(List.of("e1/"), resolved("/{{identity.entity.id}}/*", true));
  }

  @ParameterizedTest
  @CsvSource({"*", "a*", "+", "a+b", "a/b", "/", "../a"})
  void T13_a_value_that_reaches_further_fills_nothing(String name) {
    IdentityView named = new IdentityView("e1", name, Map.of(), List.of(), List.of());
    Policy policy =
        PolicyParser.parse(
            "p", "path \"x/{{identity.entity.name}}/y\" { capabilities = [\"read\"] }");

    assertEquals(List.of(), PolicyTemplate.resolve(policy, named).rules());
  }
}

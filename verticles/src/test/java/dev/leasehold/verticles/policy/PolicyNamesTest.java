package dev.leasehold.verticles.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.request.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyNamesTest {
  @Test
  void T7_root_is_root_however_it_is_spelled() {
    for (String name : List.of("root", "ROOT", " root", "Root ")) {
      assertTrue(PolicyNames.isRoot(name));
      assertEquals(Optional.of("cannot update \"root\" policy"), PolicyNames.whyNotUpdate(name));
      assertEquals(Optional.of("cannot delete \"root\" policy"), PolicyNames.whyNotDelete(name));
    }
  }

  @Test
  void default_may_be_changed_but_not_deleted() {
    assertEquals(Optional.empty(), PolicyNames.whyNotUpdate("default"));
    assertEquals(Optional.of("cannot delete default policy"), PolicyNames.whyNotDelete("default"));
  }

  @Test
  void wrapping_and_control_group_are_fixed_and_unassignable() {
    for (String name : List.of("response-wrapping", "Control-Group")) {
      String stored = PolicyNames.stored(name);
      assertEquals(
          Optional.of("cannot update \"" + stored + "\" policy"), PolicyNames.whyNotUpdate(name));
      assertEquals(
          Optional.of("cannot assign policy \"" + stored + "\""), PolicyNames.whyNotAssign(name));
    }
    assertEquals(Optional.empty(), PolicyNames.whyNotAssign("root"));
  }

  @Test
  void a_name_in_capitals_is_converted_with_a_warning() {
    assertEquals(
        Optional.of("policy name was converted to dev"), PolicyNames.conversionWarning("Dev"));
    assertEquals(Optional.empty(), PolicyNames.conversionWarning("dev"));
  }

  @Test
  void lists_are_sorted_with_root_at_the_end() {
    assertEquals(
        List.of("a", "default", "z", "root"),
        PolicyNames.listed(List.of("z", "default", "a", "response-wrapping", "control-group")));
  }

  @Test
  void base64_is_decoded_and_all_else_is_kept() {
    assertEquals("path \"a\" {}", PolicyText.decoded("cGF0aCAiYSIge30="));
    assertEquals("cGF0aCAiYSIge30", PolicyText.decoded("cGF0aCAiYSIge30"));
    assertEquals("path \"a\" {}", PolicyText.decoded("path \"a\" {}"));
  }

  @Test
  void the_same_policies_for_the_same_entity_are_compiled_once() {
    CompiledPolicies compiled = new CompiledPolicies();
    List<PolicyText> texts = List.of(new PolicyText("default", BuiltInPolicies.DEFAULT));
    IdentityView anna = new IdentityView("e1", "anna", Map.of(), List.of(), List.of());
    Acl acl = compiled.acl(texts, anna);
    assertSame(acl, compiled.acl(texts, anna));
    assertNotSame(acl, compiled.acl(texts, null));
    String own = "identity/entity/id/e1";
    assertTrue(acl.check(Operation.READ, own, Map.of(), null).allowed());
    assertEquals(List.of("deny"), compiled.acl(texts, null).capabilities(own));
  }
}

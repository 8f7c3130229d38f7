package dev.leasehold.verticles.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.request.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AclTest {
  private static Policy policy(String name, String text) {
    return PolicyParser.parse(name, text);
  }

  private static Verdict read(Acl acl, String path) {
    return acl.check(Operation.READ, path, Map.of(), null);
  }

  @Test
  void root_may_do_everything() {
    Acl acl = Acl.of(List.of(policy("root", "")));
    assertTrue(acl.isRoot());
    assertEquals(new Verdict(true, true, List.of("root")), read(acl, "sys/raw/x"));
    assertEquals(List.of("root"), acl.capabilities("x"));
  }

  @Test
  void root_among_others_is_worth_nothing() {
    Acl acl = Acl.of(List.of(policy("root", ""), policy("a", "")));
    assertFalse(acl.isRoot());
    assertFalse(read(acl, "x").allowed());
  }

  @Test
  void no_policy_allows_nothing() {
    Acl acl = Acl.of(List.of());
    assertEquals(new Verdict(false, false, List.of()), read(acl, "x"));
    assertEquals(List.of("deny"), acl.capabilities("x"));
  }

  @Test
  void a_verdict_names_the_policies_that_grant_the_capability() {
    Acl acl =
        Acl.of(
            List.of(
                policy("one", "path \"a\" { capabilities = [\"read\"] }"),
                policy("two", "path \"a\" { capabilities = [\"list\"] }"),
                policy("three", "path \"a\" { capabilities = [\"read\", \"sudo\"] }"),
                policy("four", "path \"a*\" { capabilities = [\"read\"] }")));
    assertEquals(new Verdict(true, true, List.of("one", "three")), read(acl, "a"));
  }

  @Test
  void help_gives_no_root_privileges() {
    Acl acl = Acl.of(List.of(policy("a", "path \"a\" { policy = \"sudo\" }")));
    Verdict verdict = acl.check(Operation.HELP, "a", Map.of(), null);
    assertEquals(new Verdict(true, false, List.of()), verdict);
  }

  @Test
  void capabilities_are_sorted_and_those_of_the_one_rule() {
    Acl acl =
        Acl.of(
            List.of(
                policy(
                    "a",
                    """
                    path "a/*" { capabilities = ["sudo", "read", "create"] }
                    path "a/b" { capabilities = ["update"] }
                    path "a/c" { capabilities = ["deny"] }
                    path "a/d" { capabilities = [] }
                    """)));
    assertEquals(List.of("create", "read", "sudo"), acl.capabilities("a/x"));
    assertEquals(List.of("update"), acl.capabilities("a/b"));
    assertEquals(List.of("update"), acl.capabilities("a/b/"));
    assertEquals(List.of("deny"), acl.capabilities("a/c"));
    assertEquals(List.of("deny"), acl.capabilities("a/d"));
    assertEquals(List.of("deny"), acl.capabilities("b"));
  }
}

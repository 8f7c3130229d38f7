package dev.leasehold.verticles.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyParserTest {
  /// Policies that Vault 1.14.9 refuses, and its words.
  record Bad(String text, String error) {}

  static List<Bad> refused() {
    return List.of(
        new Bad(
            "path \"a\" { capabilities = [\"read\"",
            "At 1:34: error parsing list, expected comma or list end, got: EOF"),
        new Bad(
            "path \"a\" { capabilities = [\"read\"]",
            "At 1:36: object expected closing RBRACE got: EOF"),
        new Bad(
            "path \"a\" { capabilities = [read] }",
            "At 1:28: unexpected token while parsing list: IDENT"),
        new Bad(
            "path \"a\" { capabilities = \"read\" }",
            "path \"a\": At 1:27: unknown slice type: *ast.LiteralType"),
        new Bad(
            "path \"a\" { capabilities = [\"raed\"] }", "path \"a\": invalid capability \"raed\""),
        new Bad(
            "path \"a\" { capabilites = [\"read\"] }",
            "1 error occurred:\n\t* path \"a\": invalid key \"capabilites\" on line 1\n\n"),
        new Bad(
            "path \"a\" { foo = 1\n bar = 2 }",
            """
            2 errors occurred:
            \t* path "a": invalid key "foo" on line 1
            \t* path "a": invalid key "bar" on line 2

            """),
        new Bad("\npaht \"a\" { }", "1 error occurred:\n\t* invalid key \"paht\" on line 0\n\n"),
        new Bad("path \"a { x = [\"read\"] }", "At 1:25: literal not terminated"),
        new Bad("path \"a\" { policy = \"wirte\" }", "path \"a\": invalid policy \"wirte\""),
        new Bad("path \"a\" { policy = read }", "At 1:21: Unknown token: 1:21 IDENT read"),
        new Bad("path \"a/+*\" { }", "path \"a/+*\": invalid use of wildcards ('+*' is forbidden)"),
        new Bad("path \"a\" = { }", "At 1:10: nested object expected: LBRACE got: ASSIGN"),
        new Bad("path = \"x\"", "path \"path\": cannot check HCL keys of type *ast.LiteralType"),
        new Bad(
            "path \"a\" { allowed_parameters = [\"x\"] }",
            "path \"a\": At 1:33: root.allowed_parameters: "
                + "not an object type for map (*ast.ListType)"),
        new Bad(
            "path \"a\" { allowed_parameters = { x = 1 } }",
            "path \"a\": At 1:39: unknown slice type: *ast.LiteralType"));
  }

  static List<Bad> refusedForTheirValues() {
    return List.of(
        new Bad(
            "path \"a\" { min_wrapping_ttl = \"1x\" }",
            "error parsing min_wrapping_ttl: time: unknown unit \"x\" in duration \"1x\""),
        new Bad(
            "path \"a\" { max_wrapping_ttl = \"xd\" }",
            "error parsing max_wrapping_ttl: " + "strconv.ParseInt: parsing \"x\": invalid syntax"),
        new Bad(
            "path \"a\" { min_wrapping_ttl = true }",
            "error parsing min_wrapping_ttl: could not parse duration from input"),
        new Bad(
            "path \"a\" { min_wrapping_ttl = \"2h\" max_wrapping_ttl = \"1h\" }",
            "max_wrapping_ttl cannot be less than min_wrapping_ttl"),
        new Bad(
            "path \"{{a\" { }",
            "failed to validate policy templating: unbalanced templating characters"),
        new Bad("foo", "At 1:4: key 'foo' expected start of object ('{') or assignment ('=')"),
        new Bad("}", "At 1:1: expected: IDENT | STRING | ASSIGN | LBRACE got: RBRACE"),
        new Bad("name = [\"x\"]", "At 1:8: root.name: unknown type for string *ast.ListType"),
        new Bad(
            "path \"a\" { policy = [\"read\"] }",
            "path \"a\": At 1:21: root.Policy: unknown type for string *ast.ListType"),
        new Bad(
            "path \"a\" { capabilities = [true] }",
            "path \"a\": At 1:28: root.Capabilities[0]: "
                + "unknown type for string *ast.LiteralType"),
        new Bad("path \"a\" { control_group = { } }", "no control group factors provided"),
        new Bad(
            "path \"a\" { control_group { factor \"f\" { } } }",
            "no control_group factor provided"),
        new Bad(
            "path \"a\" { control_group = 1 }",
            "path \"a\": At 1:28: root.control_group: "
                + "not an object type for struct (*ast.LiteralType)"),
        new Bad("path \"a\" \"b\" { }", "path \"a\": unexpected label \"b\""),
        new Bad(
            "{\"path\": {\"a\": {\"capabilities\": [\"read\"}}}",
            "At 1:40: error parsing list, expected comma or list end"));
  }

  @ParameterizedTest
  @MethodSource({"refused", "refusedForTheirValues"})
  void a_bad_policy_is_refused_in_known_words(Bad bad) {
    var error = assertThrows(PolicyError.class, () -> PolicyParser.parse("p", bad.text()));
    assertEquals("failed to parse policy: " + bad.error(), error.getMessage());
  }

  @Test
  void all_keys_of_a_stanza_are_read() {
    Policy policy =
        PolicyParser.parse(
            "p",
            """
            # for the team
            name = "other"
            path "/secret/+/x*" {
              comment             = "why"
              policy              = "read"
              capabilities        = ["sudo"]
              required_parameters = ["Q"]
              min_wrapping_ttl    = "1m30s"
              max_wrapping_ttl    = "1d"
              mfa_methods         = ["m"]
              control_group {
                ttl = "4h"
                factor "f" {
                  identity { group_names = ["g"] approvals = 1 }
                }
              }
            }
            """);
    Permissions permissions = policy.rules().getFirst().permissions();
    assertEquals("p", policy.name());
    assertEquals(
        new RulePath("secret/+/x*", RulePath.Kind.SEGMENTS), policy.rules().getFirst().path());
    assertEquals(
        Set.of(Capability.READ, Capability.LIST, Capability.SUDO), permissions.capabilities());
    assertEquals(List.of("Q"), permissions.required());
    assertEquals(Duration.ofSeconds(90), permissions.minWrappingTtl());
    assertEquals(Duration.ofDays(1), permissions.maxWrappingTtl());
  }

  @Test
  void json_says_the_same_as_hcl() {
    String json =
        """
        {"path": {"secret/*": {"capabilities": ["read"], "allowed_parameters": {"a": ["b"]}},
                  "sys/x": {"policy": "write"}}}
        """;
    String hcl =
        """
        path "secret/*" {
          capabilities = ["read"]
          allowed_parameters = { a = ["b"] }
        }
        path "sys/x" { policy = "write" }
        """;
    assertEquals(PolicyParser.parse("p", hcl), PolicyParser.parse("p", json));
  }

  @Test
  void what_stands_behind_a_deny_is_not_read() {
    Policy policy =
        PolicyParser.parse(
            "p", "path \"a\" { capabilities = [\"deny\", \"what\"] min_wrapping_ttl = \"x\" }");
    assertTrue(policy.rules().getFirst().permissions().denies());
  }

  @Test
  void blanks_are_a_policy_without_rules() {
    assertEquals(List.of(), PolicyParser.parse("p", " \n").rules());
  }

  @Test
  void the_built_in_policies_are_readable() {
    BuiltInPolicies.TEXTS.forEach(PolicyParser::parse);
    assertTrue(PolicyParser.parse("default", BuiltInPolicies.DEFAULT).templated());
    assertFalse(PolicyParser.parse("w", BuiltInPolicies.RESPONSE_WRAPPING).templated());
  }
}

package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.node.Storage;
import dev.leasehold.verticles.transcript.Wire;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The checks of THREATS.md about leases, tokens and what the server does on its own account, over
/// real HTTP.
class LeaseThreatsTest {
  private static Running server;
  private static Client root;

  @BeforeAll
  static void start() throws IOException {
    server = Running.inMemory();
    root = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private record Victim(String token, String accessor, String lease) {
    boolean lives() throws IOException {
      return root.as(token).get("auth/token/lookup-self").good();
    }
  }

  /// A token, which is a lease too.
  private static Victim victim() throws IOException {
    Set<String> before = leases();
    Client.Answer made = root.done("auth/token/create", Map.of("policies", List.of("default")));
    Set<String> after = leases();
    after.removeAll(before);
    return new Victim(
        made.text("/auth/client_token"),
        made.text("/auth/accessor"),
        "auth/token/create/" + after.iterator().next());
  }

  private static Set<String> leases() throws IOException {
    Set<String> ids = new HashSet<>();
    root.list("sys/leases/lookup/auth/token/create/")
        .body()
        .at("/data/keys")
        .forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private static String token(String policy, String text) throws IOException {
    root.done("sys/policies/acl/" + policy, Map.of("policy", text));
    return root.done(
            "auth/token/create-orphan",
            Map.of("policies", List.of(policy), "no_default_policy", true))
        .text("/auth/client_token");
  }

  @Test
  void T14_the_legacy_paths_refuse_whom_the_new_ones_refuse() throws Exception {
    Victim victim = victim();
    String nobody = token("nobody", "path \"none\" { capabilities = [\"read\"] }");
    String updating =
        token(
            "updating",
            """
            path "sys/leases/*" { capabilities = ["update"] }
            path "sys/revoke-prefix/*" { capabilities = ["update"] }
            path "sys/revoke-force/*" { capabilities = ["update"] }
            """);
    for (String token : List.of("", "hvs.none", nobody)) {
      for (String act :
          List.of(
              "renew",
              "revoke",
              "revoke-prefix/auth/token/create",
              "revoke-force/auth/token/create")) {
        assertAlikeRefused(token, act, Map.of("lease_id", victim.lease()));
      }
      assertAlikeRefused(token, "renew/" + victim.lease(), Map.of());
      assertAlikeRefused(token, "revoke/" + victim.lease(), Map.of());
    }
    for (String act :
        List.of("revoke-prefix/auth/token/create", "revoke-force/auth/token/create")) {
      assertAlikeRefused(updating, act, Map.of());
    }
    assertTrue(victim.lives());
  }

  private static void assertAlikeRefused(String token, String act, Map<String, Object> body)
      throws IOException {
    Client.Answer legacy = root.as(token).post("sys/" + act, body);

    assertEquals(403, legacy.status(), act + " as " + token);
    assertEquals(root.as(token).post("sys/leases/" + act, body), legacy, act);
  }

  @Test
  void the_root_token_of_the_init_outlives_the_prefix_of_all_tokens() throws Exception {
    try (Running fresh = Running.sealed(Storage.inMemory())) {
      Client.Answer born =
          Client.of(fresh.port(), "")
              .done("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
      Client first = Client.of(fresh.port(), born.text("/root_token"));
      first.done("sys/unseal", Map.of("key", born.body().at("/keys/0").asText()));
      Client child = first.as(first.done("auth/token/create", Map.of()).text("/auth/client_token"));
      first.done("sys/leases/revoke-prefix/auth/token", Map.of());

      assertEquals(403, child.get("auth/token/lookup-self").status());
      Client.Answer itself = first.get("auth/token/lookup-self");
      assertEquals("auth/token/root", itself.text("/data/path"));
      assertTrue(itself.body().at("/data/issue_time").isMissingNode(), "it has no lease");
    }
  }

  @Test
  void T14_the_legacy_paths_do_what_the_new_ones_do() throws Exception {
    for (String base : List.of("sys/", "sys/leases/")) {
      Client.Answer renewal = root.post(base + "renew", Map.of("lease_id", victim().lease()));
      assertEquals(400, renewal.status(), base);
      assertTrue(renewal.errors().contains("tokens cannot be renewed"), renewal.errors());
      Victim byBody = victim();
      assertEquals(204, root.post(base + "revoke", Map.of("lease_id", byBody.lease())).status());
      assertFalse(byBody.lives(), base);
      Victim byPath = victim();
      assertEquals(204, root.post(base + "revoke/" + byPath.lease(), Map.of()).status());
      assertFalse(byPath.lives(), base);
      Victim byPrefix = victim();
      String prefix = byPrefix.lease();
      assertEquals(204, root.post(base + "revoke-prefix/" + prefix, Map.of()).status());
      assertFalse(byPrefix.lives(), base);
    }
  }

  @Test
  void T14_a_leaked_id_or_accessor_gives_no_right() throws Exception {
    Victim victim = victim();
    String other = token("plain", "path \"secret/*\" { capabilities = [\"read\"] }");
    Client thief = root.as(other);
    for (String path :
        List.of(
            "sys/leases/lookup",
            "sys/leases/renew",
            "sys/leases/revoke",
            "sys/leases/revoke-prefix/" + victim.lease(),
            "auth/token/lookup-accessor",
            "auth/token/renew-accessor",
            "auth/token/revoke-accessor",
            "auth/token/lookup",
            "auth/token/renew",
            "auth/token/revoke",
            "auth/token/revoke-orphan",
            "sys/capabilities-accessor")) {
      Client.Answer answer =
          thief.post(
              path,
              Map.of(
                  "lease_id", victim.lease(),
                  "accessor", victim.accessor(),
                  "token", victim.accessor(),
                  "path", "secret/a"));
      assertEquals(403, answer.status(), path);
    }
    assertEquals(403, root.as(victim.accessor()).get("auth/token/lookup-self").status());
    String id = victim.lease().substring(victim.lease().lastIndexOf('/') + 1);
    assertEquals(403, root.as(id).get("auth/token/lookup-self").status());
    assertTrue(victim.lives());
  }

  @Test
  void T24_the_operations_of_the_lease_machinery_are_no_methods() throws Exception {
    Victim victim = victim();
    root.done("secret/data/a", Map.of("data", Map.of("v", "1")));
    for (String method :
        List.of("RENEW", "REVOKE", "ROLLBACK", "renew", "revoke", "rollback", "CREATE", "HELP")) {
      for (String path : List.of("secret/data/a", victim.lease(), "sys/mounts", "")) {
        Wire.Reply reply = sent(method, path, "");
        assertEquals(405, reply.status(), method + " " + path + ": " + reply);
      }
    }
    assertTrue(victim.lives());
  }

  @Test
  void T24_nothing_beside_the_method_says_what_is_done() throws Exception {
    root.done("secret/data/b", Map.of("data", Map.of("v", "1")));
    StringBuilder overrides = new StringBuilder();
    for (String name : List.of("HTTP-Method-Override", "HTTP-Method", "Method-Override")) {
      overrides.append("X-").append(name).append(": DELETE\r\n");
    }
    for (String name : List.of("Operation", "Inline-Auth-Operation")) {
      overrides.append("X-Vault-").append(name).append(": revoke\r\n");
    }
    for (String path :
        List.of(
            "secret/data/b?_method=DELETE",
            "secret/data/b?operation=delete",
            "secret/data/b?method=revoke")) {
      Wire.Reply reply = sent("GET", path, overrides.toString());
      assertEquals(200, reply.status(), path);
      assertTrue(reply.body().contains("\"v\":\"1\""), reply.body());
    }
    for (String capability : List.of("renew", "revoke", "rollback", "help")) {
      Client.Answer policy =
          root.post(
              "sys/policies/acl/p",
              Map.of("policy", "path \"a\" { capabilities = [\"" + capability + "\"] }"));
      assertEquals(400, policy.status(), capability);
    }
  }

  private static Wire.Reply sent(String method, String path, String headers) throws IOException {
    try (Wire wire = new Wire("127.0.0.1", server.port())) {
      return wire.send(
              method
                  + " /v1/"
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nX-Vault-Token: "
                  + Running.ROOT
                  + "\r\n"
                  + headers
                  + "\r\n")
          .receive();
    }
  }

  @Test
  void T24_a_wrapped_answer_is_only_what_the_server_wrapped() throws Exception {
    String forged =
        "{\"auth\":{\"client_token\":\"root\",\"policies\":[\"root\"]},\"data\":{\"a\":\"b\"}}";
    String token =
        token("forger", "path \"cubbyhole/*\" { capabilities = [\"create\", \"read\"] }");
    Client forger = root.as(token);
    forger.done("cubbyhole/response", Map.of("response", forged));
    forger.done("cubbyhole/wrapinfo", Map.of("creation_ttl", 60, "creation_path", "sys/a"));

    for (String path : List.of("unwrap", "rewrap", "lookup")) {
      assertEquals(400, root.post("sys/wrapping/" + path, Map.of("token", token)).status(), path);
    }
    for (String name : List.of("response-wrapping", " Response-Wrapping")) {
      Client.Answer bearer = root.post("auth/token/create", Map.of("policies", List.of(name)));
      assertEquals(400, bearer.status(), bearer.toString());
    }
  }

  @Test
  void T24_what_a_client_wraps_comes_back_as_data_and_as_nothing_else() throws Exception {
    Client.Answer wrapped =
        root.wrapped(
            "POST",
            "sys/wrapping/wrap",
            """
            {"auth":{"client_token":"x"},"lease_id":"l","wrap_info":{"token":"t"},
             "errors":["e"],"request_id":"r"}
            """);

    Client.Answer unwrapped =
        root.as(wrapped.text("/wrap_info/token")).post("sys/wrapping/unwrap", Map.of());

    assertTrue(unwrapped.body().path("auth").isNull(), unwrapped.toString());
    assertTrue(unwrapped.body().path("wrap_info").isNull(), unwrapped.toString());
    assertEquals("", unwrapped.text("/lease_id"));
    assertEquals("x", unwrapped.text("/data/auth/client_token"));
  }
}

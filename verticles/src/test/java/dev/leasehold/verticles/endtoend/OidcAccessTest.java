package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the client of an OIDC provider can do with what it gets, over real HTTP.
class OidcAccessTest {
  private static final String BACK = "https://app.example/cb";

  private static Running server;
  private static Client root;
  private static Client anna;
  private static Map<String, Object> credentials;

  @BeforeAll
  static void start() throws IOException {
    server = Running.inMemory();
    root = server.client();
    root.done("sys/auth/userpass", Map.of("type", "userpass"));
    root.done("auth/userpass/users/anna", Map.of("password", "pw"));
    root.done(
        "sys/policies/acl/all",
        Map.of("policy", "path \"*\" { capabilities = [\"read\", \"list\", \"update\"] }"));
    Client.Answer login = root.as("").done("auth/userpass/login/anna", Map.of("password", "pw"));
    root.done(
        "identity/entity/id/" + login.text("/auth/entity_id"), Map.of("policies", List.of("all")));
    anna = root.as(login.text("/auth/client_token"));
    root.done(
        "identity/oidc/client/app",
        Map.of("redirect_uris", BACK, "assignments", "allow_all", "access_token_ttl", "1h"));
    Client.Answer client = root.get("identity/oidc/client/app");
    credentials =
        Map.of(
            "client_id", client.text("/data/client_id"),
            "client_secret", client.text("/data/client_secret"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> exchange() throws IOException {
    Map<String, Object> asked = new HashMap<>(credentials);
    asked.put("redirect_uri", BACK);
    asked.put("scope", "openid");
    asked.put("response_type", "code");
    asked.put("code", anna.done("identity/oidc/provider/default/authorize", asked).text("/code"));
    asked.put("grant_type", "authorization_code");
    return asked;
  }

  @Test
  void an_access_token_has_none_of_the_rights_of_whom_it_stands_for() throws Exception {
    Client.Answer told = root.as("").done("identity/oidc/provider/default/token", exchange());
    Client bearer = root.as(told.text("/access_token"));

    assertEquals(200, anna.get("sys/mounts").status(), "the person may");
    for (String path :
        List.of(
            "sys/mounts", "auth/token/lookup-self", "cubbyhole/a", "identity/oidc/client/app")) {
      assertEquals(403, bearer.get(path).status(), path);
    }
    assertEquals(403, bearer.post("auth/token/create", Map.of()).status());
    Client.Answer seen =
        root.done("auth/token/lookup", Map.of("token", told.text("/access_token")));
    assertTrue(seen.body().at("/data/identity_policies").isMissingNode(), seen.toString());
    assertEquals("access token", seen.text("/data/meta/oidc_token_type"));
    assertEquals(1, seen.body().at("/data/meta").size(), seen.toString());
  }

  @Test
  void a_wrapped_answer_of_the_token_endpoint_is_unwrapped_as_any_other() throws Exception {
    String body = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(exchange());
    Client.Answer wrapped =
        root.as("").wrapped("POST", "identity/oidc/provider/default/token", body);

    Client.Answer told =
        root.as(wrapped.text("/wrap_info/token")).post("sys/wrapping/unwrap", Map.of());

    assertEquals("Bearer", told.text("/token_type"));
  }
}

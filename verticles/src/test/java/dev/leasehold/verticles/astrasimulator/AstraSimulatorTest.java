package dev.leasehold.verticles.astrasimulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SeededEntropy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Astra's API as it is when nothing goes wrong.
final class AstraSimulatorTest {
  private static final Reveal TO_ASK = Reveal.because("a test is the administrator");
  private static final String ROLE = Roles.id("R/W User");

  private final Simulated astra = new Simulated(1);

  @AfterEach
  void stop() {
    astra.close();
  }

  private static void answered(int status, String body, HttpResponse<String> answer) {
    assertEquals(status + " " + body, answer.statusCode() + " " + answer.body());
  }

  private static String error(int status, String message) {
    return "{\"errors\":[{\"ID\":%d,\"message\":\"%s\"}]}".formatted(2_000_000 + status, message);
  }

  @Test
  void a_token_has_the_fields_and_the_form_that_astras_have() {
    HttpResponse<String> answer = astra.create();

    assertEquals(200, answer.statusCode());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    JsonObject made = new JsonObject(answer.body());
    assertEquals(
        List.of("clientId", "secret", "orgId", "roles", "token", "generatedOn"),
        List.copyOf(made.fieldNames()));
    String id = made.getString("clientId");
    assertTrue(id.matches("[A-Za-z]{24}"), id);
    byte[] secret = made.getString("secret").getBytes(StandardCharsets.UTF_8);
    assertEquals(128, secret.length);
    assertEquals("AstraCS:" + id + ":" + Sha256.hex(secret), made.getString("token"));
    assertEquals(97, made.getString("token").length());
    assertEquals(new JsonArray().add(ROLE), made.getJsonArray("roles"));
    assertEquals(astra.simulator.tenants().getFirst().organization().id(), made.getString("orgId"));
    assertEquals("2026-01-02T03:04:05.123456789Z", made.getString("generatedOn"));
  }

  @Test
  void the_newer_path_makes_tokens_as_well() {
    HttpResponse<String> answer =
        astra.ask("POST", "/v2/tokens", astra.admin, Simulated.wish(ROLE).encode());

    assertEquals(200, answer.statusCode());
    assertEquals(astra.issued(), List.of(new JsonObject(answer.body()).getString("clientId")));
  }

  @Test
  void a_list_tells_all_but_the_secrets() {
    String wish =
        Simulated.wish(ROLE)
            .put("description", "intent 7")
            .put("tokenExpiry", "2026-01-02T05:04:05+01:00")
            .encode();
    String id = new JsonObject(astra.create(wish).body()).getString("clientId");

    JsonArray clients = astra.list(astra.admin);

    assertEquals(2, clients.size());
    assertEquals(
        new JsonObject()
            .put("clientId", id)
            .put("roles", new JsonArray().add(ROLE))
            .put("generatedOn", "2026-01-02T03:04:05.123Z")
            .put("description", "intent 7")
            .put("tokenExpiry", "2026-01-02T04:04:05Z"),
        clients.getJsonObject(1));
    JsonObject administrator = clients.getJsonObject(0);
    assertEquals(
        astra.simulator.tenants().getFirst().clientId(), administrator.getString("clientId"));
    assertEquals("", administrator.getString("description"));
    assertTrue(administrator.containsKey("tokenExpiry"));
    assertNull(administrator.getValue("tokenExpiry"));
  }

  @Test
  void a_deleted_token_is_gone_and_cannot_be_deleted_again() {
    JsonObject made = new JsonObject(astra.create().body());
    String id = made.getString("clientId");
    String organization = "/v2/currentOrg";
    assertEquals(200, astra.ask("GET", organization, made.getString("token"), "").statusCode());

    answered(204, "", astra.delete(id));

    answered(404, error(404, "client not found"), astra.delete(id));
    assertEquals(List.of(), astra.issued());
    answered(
        401,
        error(401, "unauthorized"),
        astra.ask("GET", organization, made.getString("token"), ""));
  }

  @Test
  void an_expired_token_opens_nothing_and_is_not_listed() {
    String wish = Simulated.wish(ROLE).put("tokenExpiry", "2026-01-02T03:04:10Z").encode();
    JsonObject made = new JsonObject(astra.create(wish).body());

    astra.passes(Duration.ofSeconds(5));

    assertEquals(401, astra.ask("GET", "/v2/currentOrg", made.getString("token"), "").statusCode());
    assertEquals(1, astra.list(astra.admin).size());
    assertEquals(List.of(), astra.issued());
    assertEquals(404, astra.delete(made.getString("clientId")).statusCode());
    Simulated.await(astra.simulator.switchTo(Switches.USUAL.withExpired(true)));
    assertEquals(2, astra.list(astra.admin).size());
    assertEquals(204, astra.delete(made.getString("clientId")).statusCode());
  }

  @Test
  void who_is_not_known_is_told_so_and_who_may_not_too() {
    List<String> unknown = List.of("", "AstraCS:x:y", astra.admin + "0");
    for (String token : unknown) {
      answered(
          401,
          error(401, "unauthorized"),
          astra.ask("POST", "/v2/clientIdSecrets", token, Simulated.wish(ROLE).encode()));
    }
    String reader = token(Roles.TOKEN_READER);
    String user = token("R/W User");

    assertEquals(3, astra.list(reader).size());
    answered(
        403,
        error(403, "forbidden"),
        astra.ask("POST", "/v2/tokens", reader, Simulated.wish(ROLE).encode()));
    assertEquals(403, astra.ask("DELETE", "/v2/clientIdSecrets/x", reader, "").statusCode());
    assertEquals(403, astra.ask("GET", "/v2/clientIdSecrets", user, "").statusCode());
  }

  private String token(String role) {
    String wish = Simulated.wish(Roles.id(role)).encode();
    return new JsonObject(astra.create(wish).body()).getString("token");
  }

  @Test
  void an_administrators_token_can_be_replaced_by_one_that_it_made() {
    String next = token(Roles.ADMINISTRATOR);
    String old = "/v2/clientIdSecrets/" + astra.simulator.tenants().getFirst().clientId();

    assertEquals(204, astra.ask("DELETE", old, next, "").statusCode());

    assertEquals(401, astra.create().statusCode());
    assertEquals(
        200, astra.ask("POST", "/v2/tokens", next, Simulated.wish(ROLE).encode()).statusCode());
  }

  @Test
  void what_cannot_be_read_is_refused_as_text() {
    List<String> bad =
        List.of(
            "",
            "x",
            "null",
            "[]",
            "{}",
            "{'roles':[]}",
            "{'roles':'" + ROLE + "'}",
            "{'roles':[1]}",
            "{'roles':['" + ROLE + "','no']}",
            "{'roles':['" + ROLE + "'],'description':1}",
            "{'roles':['" + ROLE + "'],'tokenExpiry':'soon'}",
            "{'roles':['" + ROLE + "'],'tokenExpiry':'2026-01-02T03:04:05Z'}");
    for (String body : bad) {
      HttpResponse<String> answer = astra.create(body.replace('\'', '"'));
      assertEquals("400 invalid", answer.statusCode() + " " + answer.body(), body);
      assertEquals("text/plain", answer.headers().firstValue("Content-Type").orElseThrow());
    }
    assertEquals(List.of(), astra.issued());
  }

  @Test
  void the_organization_and_its_roles_are_told() {
    Organization ours = astra.simulator.tenants().getFirst().organization();
    answered(
        200,
        "{\"id\":\"" + ours.id() + "\",\"name\":\"local\"}",
        astra.ask("GET", "/v2/currentOrg", astra.admin, ""));

    JsonArray upper = roles();
    assertEquals(16, upper.size());
    assertEquals(
        List.of("ID", "Name", "Policy", "Type"), List.copyOf(upper.getJsonObject(0).fieldNames()));
    assertEquals(
        new JsonArray().add("org-token-read").add("org-token-write"),
        upper.getJsonObject(0).getJsonObject("Policy").getJsonArray("Actions"));
    Simulated.await(astra.simulator.switchTo(Switches.USUAL.withRoles(Switches.Spelling.LOWER)));
    assertEquals(
        List.of("id", "name", "policy", "type"),
        List.copyOf(roles().getJsonObject(0).fieldNames()));
  }

  private JsonArray roles() {
    return new JsonArray(astra.ask("GET", "/v2/organizations/roles", astra.admin, "").body());
  }

  @Test
  void other_paths_are_not_found() {
    List<List<String>> unknown =
        List.of(
            List.of("GET", "/v2/databases"),
            List.of("DELETE", "/v2/clientIdSecrets/"),
            List.of("PUT", "/v2/clientIdSecrets"));
    for (List<String> each : unknown) {
      answered(
          404,
          error(404, "not found"),
          astra.ask(each.getFirst(), each.getLast(), astra.admin, ""));
    }
  }

  @Test
  void organizations_do_not_see_each_other() {
    SeededEntropy entropy = new SeededEntropy(2);
    Setup two =
        new Setup(
            "127.0.0.1",
            0,
            List.of(
                Tenant.demonstration(),
                Tenant.drawn(new Organization(entropy.uuid(), "other"), entropy)),
            entropy,
            () -> Simulated.START);
    try (Simulated both = new Simulated(two)) {
      String other = two.tenants().get(1).adminToken().revealUtf8(TO_ASK);
      String id = new JsonObject(both.create().body()).getString("clientId");

      assertEquals(1, both.list(other).size());
      assertEquals(404, both.ask("DELETE", "/v2/clientIdSecrets/" + id, other, "").statusCode());
      String wish =
          Simulated.wish(ROLE).put("orgId", two.tenants().get(1).organization().id()).encode();
      assertEquals(403, both.create(wish).statusCode());
      assertEquals(List.of(id), both.issued());
    }
  }

  @Test
  void the_same_seed_gives_the_same_tokens() {
    List<String> ids = new ArrayList<>();
    for (long seed : List.of(3L, 3L, 4L)) {
      try (Simulated seeded = new Simulated(seed)) {
        ids.add(new JsonObject(seeded.create().body()).getString("token"));
      }
    }
    assertEquals(ids.get(0), ids.get(1));
    assertNotEquals(ids.get(1), ids.get(2));
  }

  @Test
  void a_body_has_a_limit() {
    assertEquals(413, astra.create("{" + " ".repeat(1 << 16) + "}").statusCode());
    assertFalse(astra.create("{" + " ".repeat(1 << 15) + "}").statusCode() == 413);
  }
}

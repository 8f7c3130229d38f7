package dev.leasehold.verticles.astrasimulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the simulator tells of itself, and what it keeps to itself.
final class AstraSimulatorControlTest {
  private final Simulated astra = new Simulated(1);

  @AfterEach
  void stop() {
    astra.close();
  }

  private JsonObject told(String method, String path, String body) {
    HttpResponse<String> answer = astra.ask(method, path, "", body.replace('\'', '"'));
    assertEquals(200, answer.statusCode(), answer.body());
    return new JsonObject(answer.body());
  }

  @Test
  void it_says_which_organizations_and_roles_there_are() {
    JsonObject about = told("GET", "/simulator", "");
    Organization ours = astra.simulator.tenants().getFirst().organization();
    assertEquals(
        new JsonArray().add(new JsonObject().put("id", ours.id()).put("name", "local")),
        about.getJsonArray("organizations"));
    assertEquals(Roles.ALL.size(), about.getJsonArray("roles").size());
  }

  @Test
  void it_says_which_tokens_live_and_of_whom() {
    String wish =
        Simulated.wish(Roles.id("RO User"))
            .put("description", "d")
            .put("tokenExpiry", "2026-02-01T00:00:00Z")
            .encode();
    JsonObject made = new JsonObject(astra.create(wish).body());

    JsonArray clients = told("GET", "/simulator/clients", "").getJsonArray("clients");

    assertTrue(clients.getJsonObject(0).getBoolean("seeded"));
    assertEquals(
        new JsonObject()
            .put("clientId", made.getString("clientId"))
            .put("orgId", made.getString("orgId"))
            .put("roles", made.getJsonArray("roles"))
            .put("generatedOn", "2026-01-02T03:04:05.123456789Z")
            .put("description", "d")
            .put("tokenExpiry", "2026-02-01T00:00:00Z")
            .put("seeded", false)
            .put("token", Fingerprint.of(made.getString("token")).text()),
        clients.getJsonObject(1));
  }

  @Test
  void it_keeps_the_calls_with_headers_and_bodies_and_what_went_wrong() {
    astra.fault("{'does':'status','on':'create'}");
    astra.create();

    JsonObject told = told("GET", "/simulator/calls", "");

    assertEquals(0, told.getLong("forgotten"));
    JsonObject call = told.getJsonArray("calls").getJsonObject(0);
    assertEquals("POST", call.getString("method"));
    assertEquals("/v2/clientIdSecrets", call.getString("uri"));
    assertEquals("create", call.getString("call"));
    assertEquals("status", call.getString("fault"));
    assertEquals(Simulated.wish(Roles.id("R/W User")).encode(), call.getString("body"));
    JsonObject headers = call.getJsonObject("headers");
    assertEquals(new JsonArray().add("test"), headers.getJsonArray("user-agent"));
    assertEquals(
        new JsonArray().add(Fingerprint.of(astra.admin).text()),
        headers.getJsonArray("authorization"));
  }

  @Test
  void no_token_is_kept_or_shown_wherever_a_client_puts_it() {
    String token = new JsonObject(astra.create().body()).getString("token");
    astra.ask("GET", "/v2/clientIdSecrets?of=" + token, astra.admin, "");
    astra.ask("POST", "/v2/tokens", astra.admin, "{\"roles\":\"" + token + "\"}");
    String secretPart = token.substring(token.lastIndexOf(':') + 1);
    for (String path : List.of("calls", "clients", "faults")) {
      String shown = told("GET", "/simulator/" + path, "").encode();
      assertFalse(shown.contains(secretPart), path);
      assertFalse(shown.contains(astra.admin), path);
    }
  }

  @Test
  void the_bearer_is_in_no_line_of_the_log() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Handler handler = new Heard(lines);
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    try {
      root.fine("the log is heard");
      astra.create();
      astra.create("x");
      astra.fault("{'does':'drop','on':'create'}");
      Simulated.cause(
          astra.begin(
              astra.request(
                  "POST",
                  "/v2/clientIdSecrets",
                  astra.admin,
                  Simulated.wish(Roles.id("R/W User")).encode(),
                  Duration.ofSeconds(20))));
      astra.create("{" + " ".repeat(1 << 16) + "}");
    } finally {
      root.removeHandler(handler);
      root.setLevel(before);
    }
    assertTrue(lines.contains("the log is heard"));
    String token = astra.admin.substring(astra.admin.lastIndexOf(':') + 1);
    assertEquals(
        List.of(),
        lines.stream().filter(line -> line.contains(token) || line.contains("AstraCS")).toList());
  }

  private static final class Heard extends Handler {
    private final List<String> lines;

    Heard(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
      if (line.getParameters() != null) {
        for (Object each : line.getParameters()) {
          lines.add(String.valueOf(each));
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void switches_are_set_one_by_one_and_read_back() {
    told("POST", "/simulator/switches", "{'deleted':200,'deleted_again':204}");
    JsonObject set = told("POST", "/simulator/switches", "{'error_ids':'lower','errors':'json'}");

    assertEquals(200, set.getInteger("deleted"));
    assertEquals(set, told("GET", "/simulator/switches", ""));
    String id = new JsonObject(astra.create().body()).getString("clientId");
    assertEquals(200, astra.delete(id).statusCode());
    assertEquals(204, astra.delete(id).statusCode());
    assertEquals(
        "{\"errors\":[{\"id\":2000400,\"message\":\"invalid request\"}]}", astra.create("").body());
    told("POST", "/simulator/switches", "{'unknown_role':404,'lists_marks':false}");
    assertEquals(404, astra.create(Simulated.wish("no").encode()).statusCode());
    assertFalse(astra.list(astra.admin).getJsonObject(0).containsKey("description"));
  }

  @Test
  void what_it_does_not_know_it_refuses() {
    refused("faults", "x", "the body is no JSON object");
    refused("faults", "{}", "unknown fault ");
    refused("faults", "{'does':'dance'}", "unknown fault dance");
    refused("faults", "{'does':'null','on':'x'}", "unknown call x");
    refused("faults", "{'does':'null','when':1}", "unknown field when");
    refused("faults", "{'does':'null','acts':1}", "acts is neither true nor false");
    refused("faults", "{'does':'null','times':-1}", "times is no number from 0 to 2147483647");
    refused("faults", "{'does':'status','status':100}", "status is not that of an answer");
    refused("switches", "{'x':1}", "unknown switch x");
    refused("switches", "{'roles':'camel'}", "roles cannot be camel");
    refused("switches", "{'deleted':404}", "deleted is none of [200, 204]");
    refused("refuse", "{'millis':'x'}", "millis is missing or no number");
  }

  private void refused(String what, String body, String error) {
    HttpResponse<String> answer =
        astra.ask("POST", "/simulator/" + what, "", body.replace('\'', '"'));
    assertEquals(
        "400 " + new JsonObject().put("error", error).encode(),
        answer.statusCode() + " " + answer.body());
  }

  @Test
  void waiting_faults_are_told_as_they_were_given() {
    List<String> given =
        List.of(
            "{'does':'silent','on':'create','skip':1,'times':2,'acts':true}",
            "{'does':'answer_late','on':'any','skip':0,'times':1,'millis':5}",
            "{'does':'act_late','on':'any','skip':0,'times':1,'millis':5}",
            "{'does':'drop','on':'delete','skip':0,'times':1,'acts':false}",
            "{'does':'status','on':'list','skip':0,'times':1,'status':429,'retry_after':'1',"
                + "'acts':false}",
            "{'does':'truncate','on':'roles','skip':0,'times':0}",
            "{'does':'break_off','on':'organization','skip':0,'times':1}",
            "{'does':'null','on':'unknown','skip':0,'times':1,'acts':false}",
            "{'does':'errors','on':'any','skip':0,'times':1,'acts':true}",
            "{'does':'page','on':'any','skip':0,'times':1,'status':504,'acts':false}",
            "{'does':'redirect','on':'any','skip':0,'times':1,'status':308,'location':'x'}",
            "{'does':'twice','on':'any','skip':0,'times':1}");
    given.forEach(astra::fault);
    assertEquals(
        "{'faults':[" + String.join(",", given) + "]}",
        told("GET", "/simulator/faults", "").encode().replace('"', '\''));
  }

  @Test
  void a_reset_makes_all_as_it_was() {
    JsonObject made = new JsonObject(astra.create().body());
    told("POST", "/simulator/switches", "{'deleted':200}");
    astra.fault("{'does':'null'}");
    astra.delete(astra.simulator.tenants().getFirst().clientId());

    told("POST", "/simulator/reset", "");

    assertEquals(List.of(), astra.calls());
    assertEquals("{\"faults\":[]}", told("GET", "/simulator/faults", "").encode());
    assertEquals(204, told("GET", "/simulator/switches", "").getInteger("deleted"));
    assertEquals(404, astra.delete(made.getString("clientId")).statusCode());
    assertEquals(200, astra.create().statusCode());
  }
}

package dev.leasehold.verticles.astrasimulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each way in which the simulator misbehaves, and what is live afterwards.
final class AstraFaultsTest {
  private static final Duration SOON = Duration.ofMillis(300);

  private final Simulated astra = new Simulated(1);

  @AfterEach
  void stop() {
    astra.close();
  }

  private CompletableFuture<HttpResponse<String>> creating(Duration patience) {
    String wish = Simulated.wish(Roles.id("R/W User")).encode();
    HttpRequest request = astra.request("POST", "/v2/clientIdSecrets", astra.admin, wish, patience);
    return astra.begin(request);
  }

  private void live(int count) {
    assertEquals(count, astra.issued().size());
  }

  @Test
  void connections_are_refused_for_a_while() {
    HttpResponse<String> answer = astra.ask("POST", "/simulator/refuse", "", "{\"millis\":400}");
    assertEquals(200, answer.statusCode());

    Simulated.eventually(() -> isRefused());
    Simulated.eventually(() -> !isRefused());
    assertEquals(200, astra.create().statusCode());
  }

  @Test
  void connections_are_refused_until_told_otherwise() {
    String before = astra.simulator.url();
    Simulated.await(astra.simulator.refuse());
    assertTrue(isRefused());
    live(0);
    Simulated.await(astra.simulator.accept());
    assertEquals(before, astra.simulator.url());
    assertEquals(200, astra.create().statusCode());
  }

  private boolean isRefused() {
    try {
      astra.ask("GET", "/simulator", "", "");
      return false;
    } catch (CompletionException failed) {
      return failed.getCause() instanceof ConnectException;
    }
  }

  @Test
  void nothing_is_answered() {
    astra.fault("{'does':'silent','on':'create'}");
    assertInstanceOf(HttpTimeoutException.class, Simulated.cause(creating(SOON)));
    live(0);

    astra.fault("{'does':'silent','on':'create','acts':true}");
    assertInstanceOf(HttpTimeoutException.class, Simulated.cause(creating(SOON)));
    live(1);
  }

  @Test
  void an_answer_comes_late_but_the_deed_does_not() {
    astra.fault("{'does':'answer_late','on':'create','millis':600000}");
    CompletableFuture<HttpResponse<String>> asked = creating(Duration.ofMinutes(1));

    Simulated.eventually(() -> astra.issued().size() == 1);

    assertFalse(asked.isDone());
    asked.cancel(true);
    astra.fault("{'does':'answer_late','on':'create','millis':20}");
    assertEquals(200, astra.create().statusCode());
  }

  @Test
  void the_deed_comes_late_and_also_when_nobody_waits_any_more() {
    astra.fault("{'does':'act_late','on':'create','millis':500}");
    CompletableFuture<HttpResponse<String>> asked = creating(Duration.ofMinutes(1));
    Simulated.eventually(() -> astra.calls().size() == 1);
    live(0);

    asked.cancel(true);

    Simulated.eventually(() -> astra.issued().size() == 1);
  }

  @Test
  void the_connection_is_dropped_after_the_deed_or_without_it() {
    astra.fault("{'does':'drop','on':'create'}");
    assertInstanceOf(IOException.class, Simulated.cause(creating(Duration.ofSeconds(20))));
    live(1);

    astra.fault("{'does':'drop','on':'create','acts':false}");
    assertInstanceOf(IOException.class, Simulated.cause(creating(Duration.ofSeconds(20))));
    live(1);
  }

  @Test
  void errors_are_answered_with_and_without_a_time_to_come_back() {
    for (int status : List.of(429, 500, 502, 503, 504)) {
      astra.fault("{'does':'status','on':'create','status':" + status + "}");
      HttpResponse<String> answer = astra.create();
      assertEquals(status + " invalid", answer.statusCode() + " " + answer.body());
      assertTrue(answer.headers().firstValue("Retry-After").isEmpty());
    }
    astra.fault("{'does':'status','on':'create','status':429,'retry_after':'7'}");
    HttpResponse<String> told = astra.create();
    assertEquals("7", told.headers().firstValue("Retry-After").orElseThrow());
    live(0);
    astra.fault("{'does':'status','on':'create','status':500,'acts':true}");
    assertEquals(500, astra.create().statusCode());
    live(1);
  }

  @Test
  void errors_have_the_form_that_the_switch_says() {
    Simulated.await(astra.simulator.switchTo(Switches.USUAL.withErrors(Switches.ErrorBody.JSON)));
    assertEquals(
        "{\"errors\":[{\"ID\":2000400,\"message\":\"invalid request\"}]}",
        astra.create("{}").body());
    Simulated.await(astra.simulator.switchTo(Switches.USUAL.withErrors(Switches.ErrorBody.HTML)));
    HttpResponse<String> page = astra.create("{}");
    assertEquals(400, page.statusCode());
    assertEquals("text/html", page.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(page.body().startsWith("<html>"), page.body());
    Simulated.await(astra.simulator.switchTo(Switches.USUAL.withErrors(Switches.ErrorBody.TEXT)));
    assertEquals("invalid", astra.delete("x").body());
  }

  @Test
  void an_answer_is_cut_short() {
    astra.fault("{'does':'truncate','on':'create'}");
    HttpResponse<String> half = astra.create();
    assertEquals(200, half.statusCode());
    assertTrue(half.body().startsWith("{\"clientId\":\""), half.body());
    assertThrows(DecodeException.class, () -> new JsonObject(half.body()));
    live(1);

    astra.fault("{'does':'break_off','on':'create'}");
    assertInstanceOf(IOException.class, Simulated.cause(creating(Duration.ofSeconds(20))));
    live(2);
  }

  @Test
  void good_answers_say_nothing_of_use() {
    astra.fault("{'does':'null','on':'create'}");
    HttpResponse<String> nothing = astra.create();
    assertEquals("200 null", nothing.statusCode() + " " + nothing.body());
    astra.fault("{'does':'errors','on':'create'}");
    HttpResponse<String> errors = astra.create();
    assertEquals(200, errors.statusCode());
    assertTrue(errors.body().startsWith("{\"errors\":[{\"ID\":"), errors.body());
    astra.fault("{'does':'page','on':'create','status':200}");
    HttpResponse<String> page = astra.create();
    assertEquals(200, page.statusCode());
    assertTrue(page.body().startsWith("<html>"), page.body());
    live(0);
    astra.fault("{'does':'null','on':'create','acts':true}");
    astra.create();
    live(1);
  }

  @Test
  void a_request_arrives_twice() {
    astra.fault("{'does':'twice','on':'create'}");
    String told = new JsonObject(astra.create().body()).getString("clientId");
    live(2);
    assertEquals(told, astra.issued().getLast());

    astra.fault("{'does':'twice','on':'delete'}");
    assertEquals(404, astra.delete(told).statusCode());
    live(1);
  }

  @Test
  void a_redirect_leads_to_where_it_is_seen_who_follows() {
    astra.fault("{'does':'redirect','on':'create'}");
    HttpResponse<String> answer = astra.create();
    assertEquals(307, answer.statusCode());
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertEquals(astra.simulator.url() + "/simulator/elsewhere", location);
    live(0);

    astra.ask("POST", "/simulator/elsewhere", astra.admin, "{}");

    LoggedCall followed = astra.calls().getLast();
    assertEquals("/simulator/elsewhere", followed.uri());
    assertEquals(Fingerprint.of(astra.admin), followed.asker());
    astra.fault("{'does':'redirect','on':'list','status':302,'location':'http://127.0.0.1:1/'}");
    HttpResponse<String> other = astra.ask("GET", "/v2/clientIdSecrets", astra.admin, "");
    assertEquals("http://127.0.0.1:1/", other.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void faults_hit_the_calls_that_they_are_meant_for_and_as_often_as_said() {
    astra.fault("{'does':'status','on':'create','status':503,'skip':1,'times':2}");
    assertEquals(1, astra.list(astra.admin).size());
    List<Integer> seen =
        List.of(
            astra.create().statusCode(),
            astra.create().statusCode(),
            astra.create().statusCode(),
            astra.create().statusCode());
    assertEquals(List.of(200, 503, 503, 200), seen);

    astra.fault("{'does':'status','status':500,'times':0}");
    assertEquals(500, astra.ask("GET", "/v2/currentOrg", astra.admin, "").statusCode());
    assertEquals(500, astra.create().statusCode());
    assertEquals("{\"faults\":[]}", astra.ask("DELETE", "/simulator/faults", "", "").body());
    assertEquals(200, astra.create().statusCode());
  }
}

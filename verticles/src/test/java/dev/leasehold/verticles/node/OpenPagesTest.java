package dev.leasehold.verticles.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.http.Listener;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A server with a listener that serves its figures to anybody, and one that does not.
class OpenPagesTest {
  private static final Server SERVER =
      Server.start(
          Vertx.vertx(),
          Storage.inMemory(),
          new Surroundings(new SecureEntropy(), InstantSource.system(), System::nanoTime),
          List.of(
              Listener.tcp("127.0.0.1", 0)
                  .opening(new Listener.Open(true, true, false, Listener.To.NOBODY)),
              Listener.tcp("127.0.0.1", 0)),
          false);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void a_sealed_server_tells_its_figures_as_well() throws Exception {
    HttpResponse<String> answer = ask(0, "GET", "sys/metrics", "");
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"Name\":\"vault.core.unsealed\",\"Value\":0"));
    SERVER.unsealedForDevelopment(SecretBytes.ofUtf8("root"), 2);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void an_open_listener_asks_for_no_token() throws Exception {
    HttpResponse<String> json = ask(0, "GET", "sys/metrics", "");
    HttpResponse<String> text = ask(0, "GET", "sys/metrics?format=prometheus", "");

    assertEquals("application/json", json.headers().firstValue("Content-Type").orElse(""));
    assertTrue(json.body().contains("\"Name\":\"vault.core.unsealed\",\"Value\":1"));
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8",
        text.headers().firstValue("Content-Type").orElse(""));
    assertTrue(text.body().contains("vault_core_unsealed{cluster="));
    assertEquals(200, ask(0, "GET", "sys/in-flight-req", "").statusCode());
  }

  @Test
  void what_is_open_is_only_read() throws Exception {
    assertEquals(405, ask(0, "POST", "sys/metrics", "").statusCode());
    assertEquals(400, ask(0, "GET", "sys/metrics?format=csv", "").statusCode());
  }

  @Test
  void another_listener_asks_for_a_token() throws Exception {
    assertEquals(403, ask(1, "GET", "sys/metrics", "").statusCode());
    assertEquals(403, ask(1, "GET", "sys/in-flight-req", "").statusCode());
    assertEquals(200, ask(1, "GET", "sys/metrics", "root").statusCode());
  }

  @Test
  void a_scraper_that_says_so_is_told_in_its_own_format() throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            request(0, "GET", "sys/metrics", "")
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .build(),
            BodyHandlers.ofString());
    assertTrue(answer.body().contains("# TYPE vault_core_unsealed gauge"));
  }

  @Test
  void what_was_done_is_counted_and_no_path_of_a_client_is_told() throws Exception {
    assertEquals(404, ask(1, "GET", "secret/data/very-private", "root").statusCode());
    assertEquals(200, ask(1, "POST", "auth/token/create", "root").statusCode());

    String page = ask(0, "GET", "sys/metrics?format=prometheus", "").body();

    assertTrue(page.contains("vault_route_read_secret__count"));
    assertTrue(page.contains("vault_core_handle_request_count"));
    assertTrue(page.contains("vault_audit_log_request_count"));
    assertTrue(page.contains("vault_journal_append_count"));
    assertTrue(
        page.contains(
            "vault_token_creation{auth_method=\"token\",creation_ttl=\"1m\","
                + "mount_point=\"auth/token/\",namespace=\"root\",token_type=\"service\"}"));
    assertFalse(page.contains("very-private"));
  }

  private static HttpResponse<String> ask(int listener, String method, String path, String token)
      throws IOException, InterruptedException {
    return HTTP.send(request(listener, method, path, token).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(
      int listener, String method, String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + SERVER.ports().get(listener) + "/v1/" + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    return token.isEmpty() ? request : request.header("X-Vault-Token", token);
  }
}

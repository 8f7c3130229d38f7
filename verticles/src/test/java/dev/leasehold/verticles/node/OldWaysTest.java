package dev.leasehold.verticles.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.http.Listener;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Rekeying and making a root token without a token, on listeners that are open for it and on one
/// that is not.
class OldWaysTest {
  private static final int USUAL = 0;
  private static final int OPEN = 1;
  private static final int CLOSED = 2;
  private static final String REKEY = "sys/rekey/init";
  private static final String GENERATE = "sys/generate-root/attempt";
  private static final String SHARES = "{\"secret_shares\":1,\"secret_threshold\":1}";
  private static final Pattern NONCE = Pattern.compile("\"nonce\":\"([^\"]*)\"");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Server SERVER =
      Server.start(
          Vertx.vertx(),
          Storage.inMemory(),
          new Surroundings(new SecureEntropy(), InstantSource.system(), System::nanoTime),
          List.of(
              Listener.tcp("127.0.0.1", 0),
              listener(true, Listener.To.EVERYBODY),
              listener(false, Listener.To.NOBODY)),
          false);

  private static Listener listener(boolean rekey, Listener.To generateRoot) {
    return Listener.tcp("127.0.0.1", 0)
        .opening(new Listener.Open(false, false, rekey, generateRoot));
  }

  @BeforeAll
  static void a_server_was_unsealed() {
    SERVER.unsealedForDevelopment(SecretBytes.ofUtf8("root"), 2);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void rekeying_needs_a_token_unless_the_listener_says_otherwise() throws Exception {
    assertEquals(403, ask(USUAL, "GET", REKEY, "", "").statusCode());
    assertEquals(403, ask(CLOSED, "PUT", REKEY, "", SHARES).statusCode());
    assertEquals(200, ask(OPEN, "GET", REKEY, "", "").statusCode());
    assertEquals(200, ask(USUAL, "GET", REKEY, "root", "").statusCode());
  }

  @Test
  void a_rekey_that_anybody_may_begin_is_ended_by_its_nonce_or_by_a_token() throws Exception {
    String nonce = nonce(ask(OPEN, "PUT", REKEY, "", SHARES));
    assertEquals(403, ask(OPEN, "DELETE", REKEY, "", "").statusCode());
    assertEquals(403, ask(OPEN, "DELETE", REKEY + "?nonce=other", "", "").statusCode());
    assertTrue(ask(OPEN, "GET", REKEY, "", "").body().contains("\"started\":true"));
    assertEquals(204, ask(OPEN, "DELETE", REKEY + "?nonce=" + nonce, "", "").statusCode());
    assertTrue(ask(OPEN, "GET", REKEY, "", "").body().contains("\"started\":false"));
    assertEquals(204, ask(OPEN, "DELETE", REKEY, "", "").statusCode());

    ask(OPEN, "PUT", REKEY, "", SHARES);
    assertEquals(204, ask(OPEN, "DELETE", REKEY, "root", "").statusCode());
  }

  @Test
  void a_root_token_is_made_on_this_machine_unless_the_listener_says_otherwise() throws Exception {
    assertEquals(200, ask(USUAL, "GET", GENERATE, "", "").statusCode());
    assertEquals(200, ask(OPEN, "GET", GENERATE, "", "").statusCode());
    assertEquals(403, ask(CLOSED, "GET", GENERATE, "", "").statusCode());
    assertEquals(200, ask(CLOSED, "GET", GENERATE, "root", "").statusCode());

    String nonce = nonce(ask(USUAL, "PUT", GENERATE, "", "{}"));
    assertEquals(403, ask(USUAL, "DELETE", GENERATE, "", "").statusCode());
    assertEquals(204, ask(USUAL, "DELETE", GENERATE + "?nonce=" + nonce, "", "").statusCode());
  }

  private static String nonce(HttpResponse<String> answer) {
    Matcher found = NONCE.matcher(answer.body());
    assertTrue(found.find(), answer.body());
    return found.group(1);
  }

  private static HttpResponse<String> ask(
      int listener, String method, String path, String token, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + SERVER.ports().get(listener) + "/v1/" + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("X-Vault-Token", token);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}

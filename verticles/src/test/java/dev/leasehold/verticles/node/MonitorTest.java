package dev.leasehold.verticles.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.host.LogTap;
import dev.leasehold.verticles.http.Listener;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Watching the log of a server over HTTP.
class MonitorTest {
  private static final System.Logger LOG =
      System.getLogger("dev.leasehold.verticles.node.MonitorTest");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server =
      Server.start(
          Vertx.vertx(),
          Storage.inMemory(),
          new Surroundings(new SecureEntropy(), InstantSource.system(), System::nanoTime),
          List.of(Listener.tcp("127.0.0.1", 0)),
          false);

  @BeforeEach
  void unseal() {
    server.unsealedForDevelopment(SecretBytes.ofUtf8("root"), 2);
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void lines_are_told_as_they_are_logged_from_a_level_on() throws Exception {
    try (BufferedReader lines = watch("?log_level=warn")) {
      LOG.log(System.Logger.Level.INFO, "not told");
      LOG.log(System.Logger.Level.WARNING, "the first\nof all");
      LOG.log(System.Logger.Level.ERROR, "the second");

      String first = lines.readLine();
      assertTrue(first.endsWith(" [WARN]  node.MonitorTest: the first of all"), first);
      String second = lines.readLine();
      assertTrue(second.endsWith(" [ERROR] node.MonitorTest: the second"), second);
    }
  }

  @Test
  void a_line_may_be_an_object() throws Exception {
    try (BufferedReader lines = watch("?log_format=JSON")) {
      LOG.log(System.Logger.Level.WARNING, "told");
      String line = lines.readLine();
      assertTrue(
          line.startsWith(
              "{\"@level\":\"warn\",\"@message\":\"told\","
                  + "\"@module\":\"node.MonitorTest\",\"@timestamp\":\""),
          line);
    }
  }

  @Test
  void a_seal_ends_it() throws Exception {
    try (BufferedReader lines = watch("?log_level=error")) {
      assertEquals(204, ask("PUT", "sys/seal", "root").statusCode());
      assertEquals("core received sealed state change, ending monitor session", lines.readLine());
      assertEquals(null, lines.readLine());
    }
    assertFalse(watched());
  }

  @Test
  void no_more_may_watch_at_once_than_there_is_room_for() throws Exception {
    List<Runnable> watching = new ArrayList<>();
    for (int i = 0; i < LogTap.MOST; i++) {
      watching.add(LogTap.watch(Level.OFF, false, line -> {}));
    }
    HttpResponse<String> refused = ask("GET", "sys/monitor", "root");
    assertEquals(429, refused.statusCode());
    assertEquals("{\"errors\":[\"too many watch the log\"]}\n", refused.body());
    watching.forEach(Runnable::run);
    watching.forEach(Runnable::run);
    assertFalse(LogTap.isFull());
    watch("").close();
  }

  @Test
  void only_who_may_sees_anything() throws Exception {
    assertEquals(403, ask("GET", "sys/monitor", "").statusCode());
    assertEquals(400, ask("GET", "sys/monitor?log_level=x", "root").statusCode());
    assertEquals(400, ask("GET", "sys/monitor?log_format=x", "root").statusCode());
    assertEquals(405, ask("POST", "sys/monitor", "root").statusCode());
    assertFalse(watched());
  }

  private static boolean watched() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (handler.getClass().getName().contains("LogTap")) {
        return true;
      }
    }
    return false;
  }

  private BufferedReader watch(String query) throws Exception {
    var answer =
        http.send(
            request("GET", "sys/monitor" + query, "root").build(), BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    while (!watched()) {
      Thread.onSpinWait();
    }
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private HttpResponse<String> ask(String method, String path, String token) throws Exception {
    return http.send(request(method, path, token).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.ports().getFirst() + "/v1/" + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    return token.isEmpty() ? request : request.header("X-Vault-Token", token);
  }
}

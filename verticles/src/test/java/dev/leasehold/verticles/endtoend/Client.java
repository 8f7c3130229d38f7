package dev.leasehold.verticles.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client of a server's API, with a token or with none. An answer that does not come within a
/// minute, or a connection that breaks, is an `IOException`. Any thread.
///
/// @param token an empty one is not sent
record Client(HttpClient http, int port, String token) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// What came back.
  record Answer(int status, JsonNode body) {
    boolean good() {
      return status >= 200 && status < 300;
    }

    /// The text at a JSON pointer; a failure where there is none.
    String text(String pointer) {
      JsonNode found = body.at(pointer);
      if (!found.isTextual()) {
        throw new AssertionError("no text at " + pointer + " in " + this);
      }
      return found.asText();
    }

    /// The errors that it tells.
    String errors() {
      return body.path("errors").toString();
    }
  }

  static Client of(int port, String token) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    return new Client(http, port, token);
  }

  Client as(String other) {
    return new Client(http, port, other);
  }

  Answer get(String path) throws IOException {
    return ask("GET", path, null);
  }

  /// A request whose answer is wrapped for a minute.
  Answer wrapped(String method, String path, @Nullable String body) throws IOException {
    return answered(request(method, path, body).header("X-Vault-Wrap-TTL", "60"));
  }

  Answer list(String path) throws IOException {
    return ask("LIST", path, null);
  }

  Answer delete(String path) throws IOException {
    return ask("DELETE", path, null);
  }

  Answer post(String path, Map<String, ?> body) throws IOException {
    return ask("POST", path, MAPPER.writeValueAsString(body));
  }

  /// A write that must succeed.
  Answer done(String path, Map<String, ?> body) throws IOException {
    Answer answer = post(path, body);
    if (!answer.good()) {
      throw new AssertionError("POST " + path + " was answered " + answer);
    }
    return answer;
  }

  Answer ask(String method, String path, @Nullable String body) throws IOException {
    return answered(request(method, path, body));
  }

  private HttpRequest.Builder request(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/" + path))
            .timeout(PATIENCE)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return token.isEmpty() ? request : request.header("X-Vault-Token", token);
  }

  private Answer answered(HttpRequest.Builder request) throws IOException {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      String text = response.body();
      boolean json = text.startsWith("{");
      return new Answer(
          response.statusCode(), json ? MAPPER.readTree(text) : NullNode.getInstance());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}

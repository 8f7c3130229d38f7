package dev.leasehold.verticles.auth.cert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.crypto.certificate.DevCertificate;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.crypto.tls.ClientTls;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.node.Server;
import dev.leasehold.verticles.node.Storage;
import dev.leasehold.verticles.node.Surroundings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// A server behind TLS in this process, with a mount of the cert method, and clients that show the
/// certificates of `src/test/resources/certificates`: `ca` has signed `web`, `sibling` (of the same
/// name), `expired`, `nameless` and, over an intermediate, `deep`; another authority has signed
/// `stranger`, and `impostor` with the serial number of `web`.
final class CertServer implements AutoCloseable {
  static final String ROOT = "root";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Reveal TO_SERVE = Reveal.because("a listener reads its key from a file");

  private final Server server;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /// What came back.
  record Answer(int status, JsonNode body) {
    /// The text at a JSON pointer; a failure where there is none.
    String text(String pointer) {
      if (!body.at(pointer).isTextual()) {
        throw new AssertionError("no text at " + pointer + " in " + this);
      }
      return body.at(pointer).asText();
    }

    String error() {
      return text("/errors/0");
    }
  }

  CertServer(Path folder) throws IOException {
    DevCertificate own =
        DevCertificate.issue(
            List.of("127.0.0.1"), Instant.now(), Duration.ofDays(1), new SecureEntropy());
    Path certificate = Files.writeString(folder.resolve("own.pem"), own.certificatePem());
    Path key =
        Files.writeString(folder.resolve("own.key"), own.privateKeyPem().revealUtf8(TO_SERVE));
    server =
        Server.start(
            Vertx.vertx(),
            Storage.inMemory(),
            new Surroundings(
                new SecureEntropy(), () -> Instant.now().plus(ahead.get()), System::nanoTime),
            List.of(Listener.tcp("127.0.0.1", 0).secured(certificate, key)),
            false);
    server.unsealedForDevelopment(SecretBytes.ofUtf8(ROOT), 2);
    done("POST", "sys/auth/cert", Map.of("type", "cert"));
  }

  /// Begins anew with an empty mount.
  void empty() throws IOException {
    done("DELETE", "sys/auth/cert", Map.of());
    done("POST", "sys/auth/cert", Map.of("type", "cert"));
  }

  /// Puts its clock ahead.
  void later(Duration by) {
    ahead.updateAndGet(before -> before.plus(by));
  }

  /// What a file of the test certificates holds.
  static String file(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            CertServer.class.getResourceAsStream("/certificates/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Trusts a certificate, with further fields.
  void trust(String name, String file, Map<String, Object> more) throws IOException {
    Map<String, Object> body = new java.util.HashMap<>(more);
    body.put("certificate", file(file + ".pem"));
    done("POST", "auth/cert/certs/" + name, body);
  }

  /// An act of root's that must succeed.
  Answer done(String method, String path, Map<String, ?> body) throws IOException {
    Answer answer = ask(method, path, body, ROOT, null);
    if (answer.status() >= 300) {
      throw new AssertionError(method + " " + path + " was answered " + answer);
    }
    return answer;
  }

  /// A login by a certificate, or by none.
  Answer login(@Nullable String certificate) throws IOException {
    return ask("POST", "auth/cert/login", Map.of(), "", certificate);
  }

  /// Of a token, by itself.
  Answer renew(String token, @Nullable String certificate) throws IOException {
    return ask("POST", "auth/token/renew-self", Map.of(), token, certificate);
  }

  Answer ask(
      String method, String path, Map<String, ?> body, String token, @Nullable String certificate)
      throws IOException {
    URI uri = URI.create("https://127.0.0.1:" + server.ports().getFirst() + "/v1/" + path);
    HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
    connection.setSSLSocketFactory(sockets(certificate));
    connection.setHostnameVerifier((host, session) -> true);
    connection.setReadTimeout(60_000);
    connection.setRequestMethod(method);
    if (!token.isEmpty()) {
      connection.setRequestProperty("X-Vault-Token", token);
    }
    if (method.equals("POST")) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(MAPPER.writeValueAsBytes(body));
    }
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    byte[] answer = in == null ? new byte[0] : in.readAllBytes();
    connection.disconnect();
    return new Answer(
        status,
        MAPPER.readTree(answer.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : answer));
  }

  private static SSLSocketFactory sockets(@Nullable String certificate) throws IOException {
    byte[] chain = certificate == null ? new byte[0] : bytes(certificate + ".pem");
    byte[] key = certificate == null ? new byte[0] : bytes(certificate + ".key");
    return ClientTls.context(true, List.of(), chain, key).getSocketFactory();
  }

  private static byte[] bytes(String name) throws IOException {
    return file(name).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}

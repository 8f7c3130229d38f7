package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.request.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The other places to listen at: behind TLS, and on a Unix socket.
class ListenersTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder = Path.of("");

  @Test
  void a_client_certificate_is_taken_whoever_made_it_and_none_is_no_error() throws Exception {
    KeyStore server = keyStore("server");
    KeyStore stranger = keyStore("stranger");
    Path certificate =
        pem("server.crt", "CERTIFICATE", server.getCertificate("server").getEncoded());
    Path key = pem("server.key", "PRIVATE KEY", server.getKey("server", PASSWORD).getEncoded());

    try (Room room = new Room(Listener.tcp("127.0.0.1", 0).secured(certificate, key))) {
      try (HttpClient nobody = client(server, null)) {
        HttpResponse<String> reply = get(nobody, room);
        assertEquals(200, reply.statusCode());
        assertEquals(HttpClient.Version.HTTP_2, reply.version());
        assertEquals(List.of(), room.last().certificates());
      }
      try (HttpClient known = client(server, stranger)) {
        assertEquals(200, get(known, room).statusCode());
        assertEquals(List.of(stranger.getCertificate("stranger")), room.last().certificates());
      }
    }
  }

  @Test
  void a_unix_socket_serves_too() throws Exception {
    Path socket = folder.resolve("s");
    try (Room room = new Room(Listener.unix(socket));
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          ByteBuffer.wrap(
              "GET /v1/a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      InputStream in = Channels.newInputStream(channel);
      assertTrue(
          new String(in.readNBytes(15), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 OK"));
      Request request = room.last();
      assertEquals("", request.remoteAddress());
      assertEquals(0, request.remotePort());
    }
  }

  private static HttpResponse<String> get(HttpClient client, Room room) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("https://localhost:" + room.port() + "/v1/a")).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpClient client(
      KeyStore trusted, @org.jspecify.annotations.Nullable KeyStore own) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  /// A fresh key with a certificate signed by itself, made by the JDK's own tool.
  private KeyStore keyStore(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, tool.waitFor(), output);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD);
    Certificate certificate = store.getCertificate(name);
    store.setCertificateEntry("trusted", certificate);
    return store;
  }

  private Path pem(String file, String type, byte[] content) throws IOException {
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN "
            + type
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(content)
            + "\n-----END "
            + type
            + "-----\n");
  }
}

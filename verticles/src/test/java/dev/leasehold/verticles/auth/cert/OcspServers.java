package dev.leasehold.verticles.auth.cert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// OCSP servers in one: what the first segment of a path names, it tells of every certificate. It
/// tells `good`, `revoked` and `unknown` of `web`, signed by `ca`; of all other names nothing but
/// an error.
final class OcspServers implements AutoCloseable {
  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  OcspServers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /// What was asked so far: methods and names.
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().split("/", 3)[1];
    asked.add(exchange.getRequestMethod() + " " + name);
    try (exchange) {
      byte[] told = told(name);
      if (told.length == 0) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      exchange.sendResponseHeaders(200, told.length);
      exchange.getResponseBody().write(told);
    }
  }

  private byte[] told(String name) throws IOException {
    boolean again = Collections.frequency(asked, "GET list") > 1;
    String file =
        switch (name) {
          case "good", "revoked", "unknown" -> name + ".ocsp";
          case "list" -> again ? "web.crl" : "ended.crl";
          default -> "";
        };
    if (file.isEmpty()) {
      return new byte[0];
    }
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/certificates/" + file))) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

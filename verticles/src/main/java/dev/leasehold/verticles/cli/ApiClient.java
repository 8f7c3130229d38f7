package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Sends requests to the API and reads the answers. It blocks, follows one redirect and repeats
/// nothing; of the HTTP clients at hand it uses the one that starts fastest.
record ApiClient(Connection connection) {
  /// How long to wait for a connection and for each read: the API's clients agree on a minute.
  private static final int TIMEOUT_MILLIS = 60_000;

  /// A client of a server in this process, over plain HTTP.
  static ApiClient plain(String address, String token) {
    return new ApiClient(
        new Connection(
            URI.create(address),
            token,
            "",
            "",
            List.of(),
            false,
            true,
            Map.of(),
            () -> {
              throw new IllegalStateException("this client speaks plain HTTP");
            },
            true,
            false));
  }

  /// An answer's status and body, and the URL that gave it.
  record Reply(int status, String body, String method, String url) {
    boolean isError() {
      return status < 200 || status >= 400;
    }
  }

  /// Reads a path; null where nothing is there.
  @Nullable Answer read(String path, Map<String, List<String>> query) {
    return found(new ApiCall("GET", path, query, null));
  }

  /// Lists a path; null where nothing is there.
  @Nullable Answer list(String path) {
    return found(ApiCall.list(path));
  }

  /// Writes to a path; null where the server had nothing to say.
  @Nullable Answer write(String path, Json body) {
    return call(ApiCall.of("PUT", path, body));
  }

  /// Deletes a path; null where the server had nothing to say.
  @Nullable Answer delete(String path, Map<String, List<String>> query) {
    return call(new ApiCall("DELETE", path, query, null));
  }

  /// Makes a request that must succeed; null where the answer is empty.
  ///
  /// @throws RequestFailed if it does not
  @Nullable Answer call(ApiCall call) {
    Reply reply = exchange(call);
    return envelope(required(reply));
  }

  /// Makes a request that must succeed and returns the object that its answer is.
  ///
  /// @throws RequestFailed if it does not
  Json.Members bare(ApiCall call) {
    Reply reply = required(exchange(call));
    try {
      return Json.parse(reply.body()) instanceof Json.Members members
          ? members
          : new Json.Members();
    } catch (IOException e) {
      throw new RequestFailed("the answer is not JSON", reply.status(), null);
    }
  }

  private @Nullable Answer found(ApiCall call) {
    Reply reply = exchange(call);
    if (reply.status() == 404) {
      Answer answer = envelope(reply);
      return answer != null && answer.hasContent() ? answer : null;
    }
    return envelope(required(reply));
  }

  private static @Nullable Answer envelope(Reply reply) {
    try {
      return Answer.parse(reply.body());
    } catch (IOException e) {
      throw new RequestFailed("the answer is not JSON", reply.status(), null);
    }
  }

  private Reply required(Reply reply) {
    if (!reply.isError()) {
      return reply;
    }
    Answer answer = null;
    if (reply.status() == 404) {
      Answer found = envelope(reply);
      answer = found != null && found.hasContent() ? found : null;
    }
    throw new RequestFailed(errorText(reply), reply.status(), answer);
  }

  private String errorText(Reply reply) {
    String namespace =
        connection.namespace().isEmpty() ? "" : "Namespace: " + connection.namespace() + "\n";
    String head =
        "Error making API request.\n\n%sURL: %s %s\nCode: %d. "
            .formatted(namespace, reply.method(), reply.url(), reply.status());
    try {
      if (Json.parse(reply.body()) instanceof Json.Members members) {
        StringBuilder errors = new StringBuilder();
        members.texts("errors").forEach(error -> errors.append("* ").append(error));
        return head + "Errors:\n\n" + errors;
      }
    } catch (IOException e) {
      // Not JSON: shown as it came.
    }
    return head + "Raw Message:\n\n" + reply.body();
  }

  /// Sends a request that must succeed and returns the answer as it came.
  ///
  /// @throws RequestFailed if it does not
  Reply succeed(ApiCall call) {
    return required(exchange(call));
  }

  /// Sends a request and returns whatever answers.
  ///
  /// @throws RequestFailed if nothing does
  Reply exchange(ApiCall call) {
    URI base = connection.address();
    String path = GoPath.join("/" + base.getPath(), "v1", call.path());
    String query = GoPath.query(call.query());
    String url =
        base.getScheme()
            + "://"
            + base.getAuthority()
            + GoPath.escape(path)
            + (query.isEmpty() ? "" : "?" + query);
    byte[] body =
        call.body() == null
            ? new byte[0]
            : JsonText.compact(call.body()).getBytes(StandardCharsets.UTF_8);
    if (connection.printCurl()) {
      throw new CurlRequested(CurlText.of(call.method(), url, connection, body));
    }
    return send(call.method(), url, body, connection.followRedirect());
  }

  private Reply send(String method, String url, byte[] body, boolean mayFollow) {
    try {
      HttpURLConnection http = open(method, url);
      if (body.length > 0 || !("GET".equals(method) || "DELETE".equals(method))) {
        http.setRequestProperty("Content-Type", "application/json");
        http.setDoOutput(true);
        http.setFixedLengthStreamingMode(body.length);
        http.getOutputStream().write(body);
      }
      int status = http.getResponseCode();
      String location = http.getHeaderField("Location");
      if (mayFollow && location != null && (status == 301 || status == 302 || status == 307)) {
        String target = URI.create(url).resolve(location).toString();
        if (url.startsWith("https:") && !target.startsWith("https:")) {
          throw new RequestFailed("redirect would cause protocol downgrade", status, null);
        }
        return send(method, target, body, false);
      }
      return new Reply(status, readBody(http, status), method, url);
    } catch (IOException e) {
      throw new RequestFailed(lead(method, url) + reason(e, URI.create(url)), 0, null);
    } catch (IllegalArgumentException e) {
      throw new RequestFailed(lead(method, url) + "the URL is not valid", 0, null);
    }
  }

  private HttpURLConnection open(String method, String url) throws IOException {
    HttpURLConnection http = (HttpURLConnection) URI.create(url).toURL().openConnection();
    if (http instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(connection.tls().get());
      if (!connection.verifyHost()) {
        https.setHostnameVerifier((host, session) -> true);
      }
    }
    http.setInstanceFollowRedirects(false);
    http.setConnectTimeout(TIMEOUT_MILLIS);
    http.setReadTimeout(TIMEOUT_MILLIS);
    http.setRequestMethod(method);
    connection.headers().forEach(http::setRequestProperty);
    http.setRequestProperty("X-Vault-Request", "true");
    header(http, "X-Vault-Token", connection.token());
    header(http, "X-Vault-Namespace", connection.namespace());
    header(http, "X-Vault-Wrap-TTL", connection.wrapTtl());
    header(http, "X-Vault-Policy-Override", connection.policyOverride() ? "true" : "");
    connection.mfa().forEach(credential -> http.addRequestProperty("X-Vault-MFA", credential));
    return http;
  }

  private static void header(HttpURLConnection http, String name, String value) {
    if (!value.isEmpty()) {
      http.setRequestProperty(name, value);
    }
  }

  private static String readBody(HttpURLConnection http, int status) throws IOException {
    InputStream source = status >= 400 ? http.getErrorStream() : http.getInputStream();
    if (source == null) {
      return "";
    }
    try (source) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String lead(String method, String url) {
    String name = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    return name + " " + GoText.quote(url) + ": ";
  }

  private static String reason(IOException failure, URI url) {
    String message = String.valueOf(failure.getMessage());
    int port = url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    return switch (failure) {
      case ConnectException refused when message.contains("refused") ->
          "dial tcp " + url.getHost() + ":" + port + ": connect: connection refused";
      case UnknownHostException _ -> "dial tcp: lookup " + url.getHost() + ": no such host";
      case SocketTimeoutException _ -> "context deadline exceeded";
      case SSLException plain when message.contains("Unsupported or unrecognized SSL message") ->
          "http: server gave HTTP response to HTTPS client";
      case SSLException untrusted -> "tls: failed to verify certificate: " + message;
      default -> message;
    };
  }
}

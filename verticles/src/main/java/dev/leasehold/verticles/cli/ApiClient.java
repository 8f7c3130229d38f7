package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sends requests to the API and reads the answers. It blocks, follows one redirect, and repeats
/// what found no answer as often as its connection's patience allows, which is mostly never.
record ApiClient(Connection connection) {
  /// How long a wrapping token lives where a person wraps values of his own and says nothing.
  private static final String WRAPPING = "5m";

  /// A client of a server in this process, over plain HTTP.
  static ApiClient plain(String address, String token) {
    return new ApiClient(Connection.plain(address, token));
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

  /// Changes the named parts of what is at a path; null where the server had nothing to say.
  @Nullable Answer patch(String path, Json body) {
    return call(ApiCall.of("PATCH", path, body));
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

  /// Makes a request that must succeed and returns the data in its answer.
  ///
  /// @throws RequestFailed if it does not, or the answer has none
  Json.Members data(ApiCall call) {
    Answer answer = call(call);
    if (answer == null || answer.data() == null) {
      throw new RequestFailed("data from server response is empty", 0, null);
    }
    return answer.data();
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
    Outgoing outgoing = outgoing(call);
    switch (connection.showing()) {
      case CURL -> throw new ShownInstead(CurlText.of(outgoing, connection));
      case POLICY -> throw new ShownInstead(SamplePolicy.of(call));
      case ANSWER -> {}
    }
    if (connection.token().chars().anyMatch(letter -> letter < ' ' || letter == 0x7f)) {
      throw new RequestFailed(
          "configured Vault token contains non-printable characters and cannot be used", 0, null);
    }
    for (int attempts = 1; ; attempts++) {
      boolean last = attempts > connection.patience().retries();
      try {
        Reply reply = send(outgoing);
        if (last || !Patience.isWorthRepeating(reply.status())) {
          return reply;
        }
      } catch (RequestFailed failed) {
        if (last || !Patience.isWorthRepeating(failed.status())) {
          throw failed;
        }
      }
      connection.patience().afterAttempt(attempts);
    }
  }

  private Outgoing outgoing(ApiCall call) {
    URI base = connection.address();
    String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
    boolean served = base.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    String host = base.getRawAuthority() == null ? "" : scheme + "://" + base.getRawAuthority();
    String path = GoPath.join((host.isEmpty() ? "" : "/") + base.getPath(), "v1", call.path());
    String query = GoPath.query(call.query());
    URI url = URI.create(host + GoPath.escape(path) + (query.isEmpty() ? "" : "?" + query));
    String body = call.body() == null ? "" : JsonText.compact(call.body());
    boolean wraps =
        call.path().equals("sys/wrapping/wrap") && List.of("PUT", "POST").contains(call.method());
    Connection sender =
        wraps && connection.wrapTtl().isEmpty() ? connection.wrappedFor(WRAPPING) : connection;
    Outgoing outgoing = Outgoing.of(call.method(), url, sender, body);
    if (!served) {
      String reason = "unsupported protocol scheme " + GoText.quote(scheme);
      throw new RequestFailed(NoAnswer.lead(outgoing) + reason, -1, null);
    }
    return outgoing;
  }

  private Reply send(Outgoing asked) {
    Outgoing outgoing = asked;
    try {
      Incoming incoming =
          Exchange.send(outgoing, connection.tls(), connection.patience().timeout());
      URI elsewhere = incoming.location();
      if (elsewhere != null && incoming.isRedirect() && connection.followRedirect()) {
        if ("https".equals(asked.url().getScheme()) && !"https".equals(elsewhere.getScheme())) {
          throw new RequestFailed(
              "redirect would cause protocol downgrade", incoming.status(), null);
        }
        outgoing = asked.to(elsewhere);
        incoming = Exchange.send(outgoing, connection.tls(), connection.patience().timeout());
      }
      return new Reply(
          incoming.status(), incoming.body(), outgoing.method(), outgoing.url().toString());
    } catch (IOException e) {
      throw new RequestFailed(NoAnswer.text(outgoing, e), 0, null);
    } catch (IllegalArgumentException e) {
      throw new RequestFailed(NoAnswer.lead(outgoing) + "the request is not valid", -1, null);
    }
  }
}

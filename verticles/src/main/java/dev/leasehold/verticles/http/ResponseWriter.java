package dev.leasehold.verticles.http;

import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Standing;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives answers their status codes, headers and bytes, as Vault does to the byte. The only place
/// that knows status codes. One object serves one event loop; a client that has gone is no error.
final class ResponseWriter {
  private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence AN_HOUR = HttpHeaders.createOptimized("max-age=3600");
  private static final CharSequence TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
  private static final CharSequence TRANSPORT =
      HttpHeaders.createOptimized("Strict-Transport-Security");
  private static final CharSequence A_YEAR =
      HttpHeaders.createOptimized("max-age=31536000; includeSubDomains");
  private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

  /// The keys of the envelope; a member of the data that is called so is not copied beside them.
  private static final Set<String> ENVELOPE_KEYS =
      Set.of(
          "request_id",
          "lease_id",
          "renewable",
          "lease_duration",
          "data",
          "wrap_info",
          "warnings",
          "auth");

  private final JsonText json = new JsonText();

  /// Answers a request that was handled.
  void answer(HttpServerResponse out, String requestId, Answered answered) {
    json.clear();
    switch (answered) {
      case Answered.Done(Response response) -> done(out, requestId, response);
      case Answered.Refused(Refusal refusal, boolean authenticated) ->
          refuse(out, refusal, authenticated);
      case Answered.Flowing flowing -> {
        common(out, 200);
        out.setChunked(true).writeHead();
      }
      case Answered.Beside(Answered inner, Map<String, String> headers) -> {
        headers.forEach(out::putHeader);
        answer(out, requestId, inner);
      }
    }
  }

  private void done(HttpServerResponse out, String requestId, Response response) {
    response.headers().forEach(out::putHeader);
    if (response.body() != null) {
      json.text(response.body());
      boolean raw = isRaw(response.shape());
      send(out, code(response.shape()), NO_STORE, raw ? response.mediaType() : JSON);
      return;
    }
    switch (response.shape()) {
      case ENVELOPE -> {
        Envelope.write(json, requestId, response, Map.of());
        json.raw("\n");
        send(out, 200);
      }
      case INJECTED -> {
        Envelope.write(json, requestId, response, beside(response.data()));
        json.raw("\n");
        send(out, 200);
      }
      case MISSING -> {
        Envelope.write(json, requestId, response, Map.of());
        send(out, 404);
      }
      case ACCEPTED -> {
        if (response.warnings().isEmpty() && response.data() == null) {
          send(out, 202);
        } else {
          Envelope.write(json, requestId, response, Map.of());
          send(out, 202);
        }
      }
      case ABSENT -> send(out, 404);
      case NOTHING -> send(out, 204);
      case KEPT -> {
        json.value(response.data()).raw("\n");
        send(out, 200, AN_HOUR, JSON);
      }
      case RAW, RAW_REFUSAL -> throw new IllegalArgumentException("a raw answer has bytes");
      case BARE -> {
        json.value(response.data()).raw("\n");
        send(out, response.standing() == null ? 200 : code(response.standing()));
      }
      case FOREIGN, FOREIGN_INVALID, FOREIGN_UNKNOWN, FOREIGN_DENIED, FOREIGN_FAILED -> {
        json.value(response.data());
        send(out, code(response.shape()));
      }
    }
  }

  /// Answers a refusal. The texts of those that count are counted only where a path takes a token.
  void refuse(HttpServerResponse out, Refusal refusal, boolean authenticated) {
    json.raw("{\"errors\":");
    if (refusal.counted() && authenticated) {
      json.raw("[")
          .string("1 error occurred:\n\t* " + refusal.errors().getFirst() + "\n\n")
          .raw("]");
    } else {
      json.list(refusal.errors());
    }
    if (refusal.data() != null) {
      json.raw(",\"data\":").value(refusal.data());
    }
    json.raw("}\n");
    int code = code(refusal.kind());
    if ((code == 429 || code == 503) && !out.headers().contains("Retry-After")) {
      out.putHeader("Retry-After", "1");
    }
    send(out, code);
  }

  /// Answers a fault of ours: the client gets an id by which the log names the rest.
  void fault(HttpServerResponse out, String requestId) {
    json.clear();
    json.raw("{\"errors\":").list(List.of("internal error (request " + requestId + ")")).raw("}\n");
    send(out, 500);
  }

  /// Refuses a body that is not read to its end; the connection is of no use after it, and whoever
  /// calls this closes it.
  void refuseLast(HttpServerResponse out, Refusal refusal) {
    out.putHeader(HttpHeaders.CONNECTION, CLOSE);
    refuse(out, refusal, false);
  }

  /// Gives up on a client that sends too slowly; this too is the last answer on a connection.
  void tooSlow(HttpServerResponse out) {
    out.putHeader(HttpHeaders.CONNECTION, CLOSE);
    json.raw("{\"errors\":[]}\n");
    send(out, 408);
  }

  /// Sends a client to the canonical form of its path; only a GET gets a page to look at.
  void moved(HttpServerResponse out, String location, boolean page) {
    out.putHeader(HttpHeaders.LOCATION, location);
    common(out, 301);
    if (page) {
      out.putHeader(TYPE, HTML);
      end(out, "<a href=\"" + htmlEscaped(location) + "\">Moved Permanently</a>.\n\n");
    } else {
      end(out, "");
    }
  }

  /// Answers by headers alone.
  void bare(HttpServerResponse out, int code) {
    out.setStatusCode(code);
    out.putHeader(CACHE_CONTROL, NO_STORE);
    end(out, "");
  }

  /// Refuses a path that is no text, with no text.
  void garbled(HttpServerResponse out) {
    out.setStatusCode(400);
    end(out, "");
  }

  private static Map<String, Object> beside(@Nullable Map<String, Object> data) {
    if (data == null) {
      return Map.of();
    }
    Map<String, Object> beside = new LinkedHashMap<>(data);
    beside.keySet().removeAll(ENVELOPE_KEYS);
    return beside;
  }

  private void send(HttpServerResponse out, int code) {
    send(out, code, NO_STORE, JSON);
  }

  private void send(
      HttpServerResponse out, int code, CharSequence cacheControl, CharSequence type) {
    common(out, code);
    out.putHeader(CACHE_CONTROL, cacheControl);
    out.putHeader(TYPE, type);
    io.vertx.core.buffer.Buffer body = json.take();
    if (out.closed() || out.ended()) {
      return;
    }
    if (code == 204 || code == 304 || body.length() == 0) {
      out.end();
    } else {
      out.end(body);
    }
  }

  private static void common(HttpServerResponse out, int code) {
    out.setStatusCode(code);
    out.putHeader(CACHE_CONTROL, NO_STORE);
    out.putHeader(TRANSPORT, A_YEAR);
  }

  private static void end(HttpServerResponse out, String body) {
    if (!out.closed() && !out.ended()) {
      out.end(body);
    }
  }

  private static boolean isRaw(Response.Shape shape) {
    return shape == Response.Shape.RAW || shape == Response.Shape.RAW_REFUSAL;
  }

  private static int code(Response.Shape shape) {
    return switch (shape) {
      case ENVELOPE, INJECTED, BARE, KEPT, FOREIGN, RAW -> 200;
      case ACCEPTED -> 202;
      case NOTHING -> 204;
      case FOREIGN_INVALID, RAW_REFUSAL -> 400;
      case FOREIGN_UNKNOWN -> 401;
      case FOREIGN_DENIED -> 403;
      case MISSING, ABSENT -> 404;
      case FOREIGN_FAILED -> 500;
    };
  }

  private static int code(Refusal.Kind kind) {
    return switch (kind) {
      case BAD_REQUEST -> 400;
      case DENIED -> 403;
      case NOT_FOUND -> 404;
      case UNSUPPORTED_OPERATION -> 405;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case TOO_MANY_REQUESTS -> 429;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
    };
  }

  private static int code(Standing standing) {
    Integer asked = standing.override();
    if (asked != null) {
      return asked;
    }
    return switch (standing.state()) {
      case ACTIVE -> 200;
      case STANDBY -> 429;
      case DISASTER_RECOVERY_SECONDARY -> 472;
      case PERFORMANCE_STANDBY -> 473;
      case UNINITIALIZED -> 501;
      case SEALED -> 503;
    };
  }

  private static String htmlEscaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }
}

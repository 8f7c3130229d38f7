package dev.leasehold.verticles.http;

import dev.leasehold.projections.settings.Cors;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/// What is answered to browsers that ask from a page of another origin, once an operator has
/// allowed some: the fetch standard's CORS, as far as Vault has it. Stateless.
final class CrossOrigin {
  private static final List<String> METHODS =
      List.of("DELETE", "GET", "OPTIONS", "POST", "PUT", "LIST");

  private CrossOrigin() {}

  /// What becomes of a request.
  enum Verdict {
    /// It goes on, and its answer may be read where it came from.
    GOES_ON,
    /// It was a question about what is allowed, and is answered by headers alone.
    ANSWERED,
    /// It asked about a method that is not allowed.
    BAD_METHOD,
    /// It comes from an origin that is not allowed.
    REFUSED
  }

  /// Judges a request and sets the headers that its answer needs.
  static Verdict judge(HttpServerRequest in, Cors cors) {
    String origin = cors.enabled() ? in.getHeader("Origin") : null;
    if (origin == null || origin.isEmpty()) {
      return Verdict.GOES_ON;
    }
    if (!cors.allows(origin)) {
      return Verdict.REFUSED;
    }
    boolean asks = in.method().name().equals("OPTIONS");
    if (asks && !METHODS.contains(String.valueOf(in.getHeader("Access-Control-Request-Method")))) {
      return Verdict.BAD_METHOD;
    }
    HttpServerResponse out = in.response();
    out.putHeader("Access-Control-Allow-Origin", origin);
    out.putHeader("Vary", "Origin");
    if (asks) {
      out.putHeader("Access-Control-Allow-Methods", String.join(",", METHODS));
      out.putHeader("Access-Control-Allow-Headers", String.join(",", cors.allHeaders()));
      out.putHeader("Access-Control-Max-Age", "300");
    }
    return asks ? Verdict.ANSWERED : Verdict.GOES_ON;
  }
}

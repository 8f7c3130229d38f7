package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers in the words of OAuth 2.0 and OpenID Connect, which programs of others read.
final class Protocol {
  /// Answers with tokens must not be kept (RFC 6749, section 5.1).
  static final Map<String, String> NOT_KEPT = Map.of("Pragma", "no-cache");

  private Protocol() {}

  private static Map<String, Object> error(String code, String description) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("error", code);
    data.put("error_description", description);
    return data;
  }

  /// What the authorization endpoint refuses with.
  static Response unauthorized(String code, String description, String state) {
    Map<String, Object> data = error(code, description);
    data.put("state", state);
    return Response.foreign(Response.Shape.FOREIGN_INVALID, data, Map.of());
  }

  /// What the token endpoint refuses with.
  static Response noTokens(String code, String description) {
    return switch (code) {
      case "invalid_client" ->
          Response.foreign(
              Response.Shape.FOREIGN_UNKNOWN,
              error(code, description),
              Map.of("Pragma", "no-cache", "WWW-Authenticate", "Basic"));
      case "server_error" ->
          Response.foreign(Response.Shape.FOREIGN_FAILED, error(code, description), NOT_KEPT);
      default ->
          Response.foreign(Response.Shape.FOREIGN_INVALID, error(code, description), NOT_KEPT);
    };
  }

  /// What the endpoint that tells of a person refuses with.
  static Response noClaims(Response.Shape shape, String code, String description) {
    boolean challenged =
        shape == Response.Shape.FOREIGN_INVALID || shape == Response.Shape.FOREIGN_UNKNOWN;
    String challenge =
        "Bearer error=" + GoText.quoted(code) + ",error_description=" + GoText.quoted(description);
    return Response.foreign(
        shape,
        error(code, description),
        challenged ? Map.of("WWW-Authenticate", challenge) : Map.of());
  }
}

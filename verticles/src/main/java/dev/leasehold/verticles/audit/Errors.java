package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.request.Refusal;

/// The `error` of a line. As in Vault it names the kind of a refusal; the text that the client gets
/// may repeat what it sent, so it stands in the answer's data, hashed.
final class Errors {
  private Errors() {}

  /// In the request's line, of a request that the gate turned away.
  static String atGate(AuditEntry entry) {
    Refusal refusal = entry.refusal();
    return refusal != null && refusal.counted()
        ? counted("permission denied")
        : "permission denied";
  }

  /// In the request's line, of a request that a rate limit turned away: its path is no secret.
  static String atDoor(AuditEntry entry) {
    Refusal refusal = entry.refusal();
    return refusal == null ? "" : refusal.errors().getFirst();
  }

  /// In the response's line; empty where nothing went wrong.
  static String inResponse(AuditEntry entry) {
    Refusal refusal = entry.refusal();
    if (refusal == null) {
      return entry.response() == null ? counted("internal error") : "";
    }
    return switch (refusal.kind()) {
      case BAD_REQUEST -> counted("invalid request");
      case DENIED -> counted("permission denied");
      case NOT_FOUND -> refusal.errors().isEmpty() ? "" : counted("unsupported path");
      case UNSUPPORTED_OPERATION -> counted("unsupported operation");
      case TOO_LARGE -> counted("request body too large");
      case UNSUPPORTED_MEDIA_TYPE -> counted("unsupported media type");
      case TOO_MANY_REQUESTS -> counted("request path is rate limited");
      case INTERNAL -> counted("internal error");
      case UNAVAILABLE -> counted("service unavailable");
    };
  }

  private static String counted(String error) {
    return "1 error occurred:\n\t* " + error + "\n\n";
  }
}

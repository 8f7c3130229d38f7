package dev.leasehold.verticles.http;

import dev.leasehold.events.Mount;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.telemetry.Telemetry;
import org.jspecify.annotations.Nullable;

/// How long one request took on its way, under the names that Vault has for the parts of it. On the
/// context of its connection.
final class Measures {
  private final Telemetry telemetry;
  private final long began;
  private long decided;

  /// @param began when the request came to the gate
  Measures(Telemetry telemetry, long began) {
    this.telemetry = telemetry;
    this.began = began;
  }

  /// The answer is known; it may not leave yet.
  void decided(Operation operation, @Nullable Mount mount) {
    decided = telemetry.nanos();
    if (mount != null) {
      telemetry.since("route." + word(operation) + "." + mount.fullPath().replace('/', '-'), began);
    }
  }

  /// Both halves of the audit entry are recorded, or neither can be.
  void audited(boolean recorded, boolean authenticated) {
    telemetry.since("audit.log_request", decided);
    telemetry.since("audit.log_response", decided);
    if (!recorded) {
      telemetry.count("audit.log_request_failure");
      telemetry.count("audit.log_response_failure");
    }
    telemetry.since(authenticated ? "core.handle_request" : "core.handle_login_request", began);
  }

  private static String word(Operation operation) {
    return switch (operation) {
      case READ -> "read";
      case LIST -> "list";
      case CREATE -> "create";
      case UPDATE -> "update";
      case PATCH -> "patch";
      case DELETE -> "delete";
      case HELP -> "help";
      case RENEW -> "renew";
      case REVOKE -> "revoke";
      case ROLLBACK -> "rollback";
    };
  }
}

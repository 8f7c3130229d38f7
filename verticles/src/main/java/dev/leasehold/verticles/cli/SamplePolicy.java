package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Writes the policy that would allow a request, as a start for people who write policies. It knows
/// which paths need `sudo` by heart, so it is wrong about mounts elsewhere, as Vault's is.
final class SamplePolicy {
  private static final Pattern SUDO =
      Pattern.compile(
          "auth/token/accessors/?|pki/root(/sign-self-issued)?"
              + "|sys/(audit(/.+)?|auth/.+|config/auditing/request-headers(/.+)?|config/cors"
              + "|config/ui/headers(/?|/.+)|leases|leases/lookup(/?|/.+)"
              + "|leases/revoke-(force|prefix)/.+|plugins/catalog/([^/]+|[\\w-]+/[^/]+)|raw(/.+)?"
              + "|remount|revoke-(force|prefix)/.+|rotate|internal/inspect/router/.+"
              + "|replication/((dr/|performance/)?primary/secondary-token|reindex)"
              + "|storage/raft/snapshot-auto/config(/?|/[^/]+))");

  private SamplePolicy() {}

  /// Returns the policy's text.
  static String of(ApiCall call) {
    String path = GoPath.join("/", call.path()).replaceFirst("^/", "");
    List<String> capabilities = new ArrayList<>(capabilities(call));
    if (SUDO.matcher(path).matches()) {
      capabilities.add("sudo");
    }
    return "path \"%s\" {\n  capabilities = [\"%s\"]\n}"
        .formatted(path, String.join("\", \"", capabilities));
  }

  private static List<String> capabilities(ApiCall call) {
    if (call.query().containsKey("list")) {
      return List.of("list");
    }
    return switch (call.method()) {
      case "GET" -> List.of("read");
      case "POST", "PUT" -> List.of("create", "update");
      case "PATCH" -> List.of("patch");
      default -> List.of("delete");
    };
  }
}

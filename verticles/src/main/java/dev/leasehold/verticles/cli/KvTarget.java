package dev.leasehold.verticles.cli;

import org.jspecify.annotations.Nullable;

/// Where a `kv` command goes: which mount the typed path lies in and whether that mount keeps
/// versions, as the server says before the command itself is sent.
///
/// @param mount the mount's path with its slash, or empty where the server does not know
/// @param path the path as typed; with a mount flag and versions, below the mount
record KvTarget(String mount, boolean versioned, String path) {
  /// Asks the server about a path; with `-mount`, about that mount.
  ///
  /// @throws CommandFailed if the server refuses
  static KvTarget find(ApiClient client, String mountFlag, String typed) {
    boolean flagged = !mountFlag.isEmpty();
    String asked = flagged ? GoPath.sanitize(mountFlag) : typed;
    Json.Members about = about(new ApiClient(client.connection().plain()), asked);
    String mount = about == null ? "" : about.text("path");
    Json.Members options = about == null ? null : about.object("options");
    boolean versioned = options != null && options.text("version").equals("2");
    String path = flagged ? GoPath.join(mount, typed) : typed;
    return new KvTarget(mount, versioned, path);
  }

  private static Json.@Nullable Members about(ApiClient client, String path) {
    try {
      Answer answer = client.call(ApiCall.of("GET", "sys/internal/ui/mounts/" + path));
      if (answer == null) {
        throw CommandFailed.answered("nil response from pre-flight request");
      }
      return answer.data();
    } catch (RequestFailed failed) {
      if (failed.status() == 404) {
        // A server without this path is older than versions.
        return null;
      }
      throw CommandFailed.answered(String.valueOf(failed.getMessage()));
    }
  }

  /// Returns the API path: with versions, below `data`, `metadata` or `delete` of the mount.
  String apiPath(String kind) {
    if (!versioned) {
      return path;
    }
    if (path.equals(mount) || path.equals(GoPath.withoutEndSlash(mount))) {
      return GoPath.join(mount, kind);
    }
    String below = mount;
    String rest = after(path, below);
    // The mount may start with a namespace that the typed path leaves out.
    while (rest.equals(path)) {
      int slash = below.indexOf('/');
      if (slash < 0 || slash == below.length() - 1) {
        break;
      }
      below = GoPath.withoutEndSlash(below.substring(slash + 1));
      rest = after(rest, below);
    }
    return GoPath.join(below, kind, rest);
  }

  private static String after(String path, String prefix) {
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }
}

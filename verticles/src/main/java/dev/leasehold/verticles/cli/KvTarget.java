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
    Json.Members about = about(client, asked);
    String mount = about == null ? "" : about.text("path");
    Json.Members options = about == null ? null : about.object("options");
    boolean versioned = options != null && options.text("version").equals("2");
    String path = flagged ? GoPath.join(mount, typed) : typed;
    return new KvTarget(mount, versioned, path);
  }

  /// Asks as `find` does, for a command that an engine without versions does not have.
  ///
  /// @throws CommandFailed also where the engine keeps no versions, with that text and exit code
  static KvTarget versioned(
      ApiClient client, String mountFlag, String typed, CommandFailed otherwise) {
    KvTarget target = find(client, mountFlag, typed);
    if (!target.versioned()) {
      throw otherwise;
    }
    return target;
  }

  private static Json.@Nullable Members about(ApiClient client, String path) {
    ApiClient quiet = new ApiClient(client.connection().plain());
    try {
      Answer answer = quiet.call(ApiCall.of("GET", "sys/internal/ui/mounts/" + path));
      if (answer == null) {
        throw CommandFailed.answered("nil response from pre-flight request");
      }
      return answer.data();
    } catch (RequestFailed failed) {
      if (failed.status() == 404) {
        // A server without this path is older than versions.
        return null;
      }
      boolean shows = client.connection().showing() != Showing.ANSWER;
      throw CommandFailed.answered(
          shows && failed.status() == 403 ? refused(path) : String.valueOf(failed.getMessage()));
    }
  }

  /// Who only wants to see the request may wonder why one was sent.
  private static String refused(String path) {
    return """
    This output flag requires the success of a preflight request\s
    to determine the version of a KV secrets engine. Please\s
    re-run this command with a token with read access to %s.\s
    Note that if the path you are trying to reach is a KV v2 path, your token's policy must\s
    allow read access to that path in the format 'mount-path/data/foo', not just\
     'mount-path/foo'.\
    """
        .formatted(path);
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

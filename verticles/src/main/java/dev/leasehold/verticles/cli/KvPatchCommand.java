package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Changes the named fields of a secret and leaves the others: `kv patch PATH K=V...`. The server
/// merges; where it refuses to, the command reads, merges and writes, if nobody wrote in between.
@Command(name = "patch", description = "Change some fields of a secret.")
final class KvPatchCommand extends FormattedCommand {
  private static final String READ_AND_WRITE = "rw";
  private static final String MERGE = "patch";

  @Option(names = "-field", description = "Print only this field of the answer.")
  private String field = "";

  @Option(names = "-mount", description = "Where the engine is mounted.")
  private String mount = "";

  @Option(names = "-cas", description = "Change only if this is the newest version; 0 is any.")
  private int expected;

  @Option(names = "-method", description = "patch: the server merges; rw: the command does.")
  private String method = "";

  @Option(names = "-remove-data", description = "A field to remove; repeatable.")
  private List<String> removed = new ArrayList<>();

  @Override
  int run() {
    if (arguments().isEmpty()) {
      throw CommandFailed.usage("Not enough arguments (expected >1, got 0)");
    }
    if (removed.isEmpty() && arguments().size() == 1) {
      throw CommandFailed.usage("Must supply data");
    }
    ApiClient client = client();
    Json.Members changes = changes(arguments().subList(1, arguments().size()));
    CommandFailed unversioned =
        CommandFailed.answered("K/V engine mount must be version 2 for patch support");
    String typed = GoPath.sanitize(arguments().getFirst());
    String path = KvTarget.versioned(client, mount, typed, unversioned).apiPath("data");
    Answer answer = patch(client, path, changes).answer();
    if (answer == null) {
      printer().success("Success! Data written to: " + path);
      return 0;
    }
    return KvTitles.written(printer(), answer, path, field);
  }

  private Json.Members changes(List<String> pairs) {
    return parsed(
        "Failed to parse K=V data",
        () -> {
          Json.Members given = KeyValues.parse(pairs, terminal().in());
          Json.Members changes = given == null ? new Json.Members() : given;
          // In a merge patch null takes a field away (RFC 7396).
          removed.forEach(name -> changes.with(name, new Json.Null()));
          return changes;
        });
  }

  private Found patch(ApiClient client, String path, Json.Members changes) {
    return switch (method) {
      case READ_AND_WRITE -> Found.of(readAndWrite(client, path, changes));
      case MERGE, "" -> merge(client, path, changes);
      default ->
          throw CommandFailed.answered("Unsupported method provided to -method flag: " + method);
    };
  }

  private Found merge(ApiClient client, String path, Json.Members changes) {
    Json.Members options = new Json.Members();
    if (expected > 0) {
      options.with("cas", expected);
    }
    Json body = new Json.Members().with("data", changes).with("options", options);
    try {
      return Found.of(client.patch(path, body));
    } catch (RequestFailed failed) {
      boolean refused = failed.status() == 403;
      if (!method.isEmpty() || !(refused || failed.status() == 405)) {
        throw CommandFailed.answered("Error writing data to " + path + ": " + failed.getMessage());
      }
      if (refused) {
        printer()
            .warn(
                ("Data was written to %s but we recommend that you add the \"patch\" capability to"
                        + " your ACL policy in order to use HTTP PATCH in the future.")
                    .formatted(path));
      }
      return Found.of(readAndWrite(client, path, changes));
    }
  }

  private static @Nullable Answer readAndWrite(
      ApiClient client, String path, Json.Members changes) {
    ApiClient quiet = new ApiClient(client.connection().unshown());
    KvSecret found = KvSecret.read(quiet, path, 0, MERGE);
    Json version = found.version();
    Json.Members merged = found.data();
    changes.values().forEach(merged::with);
    return attempt(
            "Error writing data to " + path,
            () -> Found.of(client.write(path, KvSecret.body(merged, version))))
        .answer();
  }
}

package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is known of a secret in all its versions: `kv metadata get`, `put`, `patch`, `delete`.
@Command(
    name = "metadata",
    description = "Show, set, change and delete what is known of a secret.",
    subcommands = {
      KvMetadataCommand.Get.class,
      KvMetadataCommand.Put.class,
      KvMetadataCommand.Patch.class,
      KvMetadataCommand.Delete.class
    })
final class KvMetadataCommand {
  /// Returns the API path of a secret's metadata, after asking for its mount.
  private static String path(ApiClient client, String mount, String typed) {
    CommandFailed unversioned = CommandFailed.usage("Metadata not supported on KV Version 1");
    String sanitized = GoPath.sanitize(typed);
    return KvTarget.versioned(client, mount, sanitized, unversioned).apiPath("metadata");
  }

  /// Shows it: the settings first, then each version.
  @Command(name = "get", description = "Show what is known of a secret and its versions.")
  static final class Get extends FormattedCommand {
    @Option(names = "-mount", description = "Where the engine is mounted.")
    private String mount = "";

    @Override
    int run() {
      String typed = argument();
      ApiClient client = client();
      String path = path(client, mount, typed);
      Answer answer =
          attempt("Error reading " + path, () -> Found.of(client.read(path, Map.of()))).answer();
      if (answer == null) {
        throw CommandFailed.answered("No value found at " + path);
      }
      if (answer.wrapInfo() != null || !printer().isTable()) {
        return printer().answer(answer);
      }
      Json.Members versions = answer.data() == null ? null : answer.data().object("versions");
      if (versions == null || answer.data() == null) {
        throw new CommandFailed(2, "No value found at " + path, answer);
      }
      answer.data().values().remove("versions");
      KvTitles.path(printer(), "Metadata Path", path);
      printer().line(KvTitles.over("Metadata", answer.data()));
      printer().answer(answer);
      return show(versions);
    }

    private int show(Json.Members versions) {
      Map<Integer, Json.Members> inOrder = new TreeMap<>();
      versions
          .values()
          .forEach((number, about) -> {
            if (!number.matches("\\d{1,9}") || !(about instanceof Json.Members members)) {
              throw CommandFailed.answered("Error parsing version " + number);
            }
            inOrder.put(Integer.parseInt(number), members);
          });
      inOrder.forEach((number, about) -> {
        printer().line("\n" + KvTitles.over("Version " + number, about));
        printer().data(about);
      });
      return 0;
    }
  }

  /// Sets it anew: what is not given is the engine's own setting again.
  @Command(name = "put", description = "Set what is known of a secret.")
  static final class Put extends FormattedCommand {
    @Option(names = "-mount", description = "Where the engine is mounted.")
    private String mount = "";

    @Mixin private KvMetadataFlags flags = new KvMetadataFlags();

    @Override
    int run() {
      String typed = argument();
      ApiClient client = client();
      String path = path(client, mount, typed);
      Json body = flags.body(null);
      return written(path, () -> Found.of(client.write(path, body)));
    }
  }

  /// Changes what is given and leaves the rest.
  @Command(name = "patch", description = "Change some of what is known of a secret.")
  static final class Patch extends FormattedCommand {
    @Option(names = "-mount", description = "Where the engine is mounted.")
    private String mount = "";

    @Mixin private KvMetadataFlags flags = new KvMetadataFlags();

    @Option(names = "-remove-custom-metadata", description = "A name to remove; repeatable.")
    private List<String> removed = new ArrayList<>();

    @Override
    int run() {
      String typed = argument();
      ApiClient client = client();
      String path = path(client, mount, typed);
      Json body = flags.body(removed);
      return written(path, () -> Found.of(client.patch(path, body)));
    }
  }

  /// Deletes a secret with all its versions, for ever.
  @Command(name = "delete", description = "Delete a secret with all its versions, for ever.")
  static final class Delete extends ClientCommand {
    @Option(names = "-mount", description = "Where the engine is mounted.")
    private String mount = "";

    @Override
    int run() {
      String typed = argument();
      ApiClient client = client();
      String path = path(client, mount, typed);
      attempt("Error deleting " + path, () -> Found.of(client.delete(path, Map.of())));
      printer().line("Success! Data deleted (if it existed) at: " + path);
      return 0;
    }
  }
}

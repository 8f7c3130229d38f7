package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Secrets in a key-value engine, with or without versions. Here are `kv get`, `kv put`, `kv list`
/// and `kv delete`; what needs versions has files of its own.
@Command(
    name = "kv",
    description = "Read and write secrets in a key-value engine.",
    subcommands = {
      KvCommand.Get.class,
      KvCommand.Put.class,
      KvPatchCommand.class,
      KvCommand.Names.class,
      KvCommand.Delete.class,
      KvVersionsCommand.Undelete.class,
      KvVersionsCommand.Destroy.class,
      KvRollbackCommand.class,
      KvMetadataCommand.class,
      KvEnableVersioningCommand.class
    })
final class KvCommand {
  /// Shows a secret, or one field of it.
  @Command(name = "get", description = "Show a secret.")
  static final class Get extends FormattedCommand {
    @Option(names = "-field", description = "Print only this field.")
    private String field = "";

    @Option(names = "-mount", description = "Where the engine is mounted.")
    private String mount = "";

    @Option(names = "-version", description = "The version to show, instead of the newest.")
    private int version;

    @Override
    int run() {
      String typed = argument().replaceFirst("^/", "");
      ApiClient client = client();
      KvTarget target = KvTarget.find(client, mount, typed);
      String path = target.apiPath("data");
      Map<String, List<String>> query =
          target.versioned() && version > 0
              ? Map.of("version", List.of(Integer.toString(version)))
              : Map.of();
      Answer answer =
          attempt("Error reading " + path, () -> Found.of(client.read(path, query))).answer();
      if (answer == null) {
        throw CommandFailed.answered("No value found at " + path);
      }
      if (!field.isEmpty()) {
        return bare(answer, target, path);
      }
      if (answer.wrapInfo() != null || !printer().isTable()) {
        return printer().answer(answer);
      }
      return table(answer, target, path);
    }

    private int bare(Answer answer, KvTarget target, String path) {
      if (!target.versioned()) {
        return printer().answer(answer, field);
      }
      Json.Members secret = answer.data() == null ? null : answer.data().object("data");
      if (secret == null) {
        throw CommandFailed.answered("No data found at " + path);
      }
      boolean whole = field.equals("data") && !secret.values().containsKey("data");
      return printer().bare(whole ? secret : secret.member(field), field);
    }

    private int table(Answer answer, KvTarget target, String path) {
      printer().warnings(answer);
      Json.Members data = answer.data();
      if (target.versioned()) {
        KvTitles.path(printer(), path);
      }
      Json.Members metadata = data == null ? null : data.object("metadata");
      if (metadata != null) {
        printer().line(KvTitles.over("Metadata", metadata));
        printer().data(metadata);
        printer().line("");
      }
      Json.Members secret = target.versioned() && data != null ? data.object("data") : data;
      if (secret != null) {
        printer().line(KvTitles.over("Data", secret));
        printer().data(secret);
      }
      return 0;
    }
  }

  /// Writes a secret: its whole content, as `K=V` pairs.
  @Command(name = "put", description = "Write a secret.")
  static final class Put extends FormattedCommand {
    @Option(names = "-field", description = "Print only this field of the answer.")
    private String field = "";

    @Option(names = "-mount", description = "Where the engine is mounted.")
    private String mount = "";

    @Option(names = "-cas", description = "Write only if this is the newest version; 0 is none.")
    private int expected = -1;

    @Override
    int run() {
      if (arguments().size() < 2) {
        throw CommandFailed.usage(
            arguments().isEmpty()
                ? "Not enough arguments (expected >1, got 0)"
                : "Must supply data");
      }
      ApiClient client = client();
      List<String> pairs = arguments().subList(1, arguments().size());
      Json.Members secret =
          parsed(
              "Failed to parse K=V data",
              () -> {
                Json.Members data = KeyValues.parse(pairs, terminal().in());
                return data == null ? new Json.Members() : data;
              });
      KvTarget target = KvTarget.find(client, mount, GoPath.sanitize(arguments().getFirst()));
      String path = target.apiPath("data");
      Json body = target.versioned() ? versioned(secret) : secret;
      Answer answer =
          attempt("Error writing data to " + path, () -> Found.of(client.write(path, body)))
              .answer();
      if (answer == null) {
        printer().success("Success! Data written to: " + path);
        return 0;
      }
      return KvTitles.written(printer(), answer, path, field);
    }

    private Json versioned(Json.Members secret) {
      Json.Members options = new Json.Members();
      if (expected > -1) {
        options.with("cas", expected);
      }
      return new Json.Members().with("data", secret).with("options", options);
    }
  }

  /// Lists the names below a path.
  @Command(name = "list", description = "List the names below a path.")
  static final class Names extends FormattedCommand {
    @Option(names = "-mount", description = "Where the engine is mounted.")
    private String mount = "";

    @Override
    int run() {
      boolean whole = arguments().isEmpty() && !mount.isEmpty();
      String typed = whole ? "" : GoPath.sanitize(argument());
      ApiClient client = client();
      KvTarget target = KvTarget.find(client, mount, typed);
      String path = target.apiPath("metadata");
      Answer answer = attempt("Error listing " + path, () -> Found.of(client.list(path))).answer();
      return ListCommand.print(printer(), answer, path);
    }
  }

  /// Deletes a secret, or versions of it. With versions, what is deleted can be undeleted.
  @Command(name = "delete", description = "Delete a secret, or versions of it.")
  static final class Delete extends FormattedCommand {
    @Option(names = "-field", description = "Print only this field of the answer.")
    private String field = "";

    @Option(names = "-mount", description = "Where the engine is mounted.")
    private String mount = "";

    @Option(names = "-versions", description = "The versions to delete, with commas.")
    private List<String> versions = new ArrayList<>();

    @Override
    int run() {
      String typed = GoPath.sanitize(argument());
      ApiClient client = client();
      KvTarget target = KvTarget.find(client, mount, typed);
      String path = target.apiPath("data");
      Answer answer =
          attempt("Error deleting " + path, () -> Found.of(delete(client, target))).answer();
      if (answer == null) {
        printer().success("Success! Data deleted (if it existed) at: " + path);
        return 0;
      }
      return printer().answer(answer, field);
    }

    private @Nullable Answer delete(ApiClient client, KvTarget target) {
      if (versions.isEmpty() || !target.versioned()) {
        return client.delete(target.apiPath("data"), Map.of());
      }
      return client.write(target.apiPath("delete"), KvVersionsCommand.body(versions));
    }
  }
}

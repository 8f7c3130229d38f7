package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Does something to versions of a secret: `kv undelete`, `kv destroy`.
abstract class KvVersionsCommand extends FormattedCommand {
  private final String verb;

  @Option(names = "-mount", description = "Where the engine is mounted.")
  private String mount = "";

  @Option(names = "-versions", description = "The versions, with commas.")
  private List<String> versions = new ArrayList<>();

  private KvVersionsCommand(String verb) {
    this.verb = verb;
  }

  /// Makes versions readable again that were deleted.
  @Command(name = "undelete", description = "Make deleted versions readable again.")
  static final class Undelete extends KvVersionsCommand {
    Undelete() {
      super("undelete");
    }
  }

  /// Destroys versions for ever.
  @Command(name = "destroy", description = "Destroy versions for ever.")
  static final class Destroy extends KvVersionsCommand {
    Destroy() {
      super("destroy");
    }
  }

  @Override
  final int run() {
    String typed = GoPath.sanitize(argument());
    if (versions.isEmpty()) {
      throw CommandFailed.usage(
          "No versions provided, use the \"-versions\" flag to specify the version to "
              + verb
              + ".");
    }
    ApiClient client = client();
    String name = Character.toUpperCase(verb.charAt(0)) + verb.substring(1);
    CommandFailed unversioned = CommandFailed.usage(name + " not supported on KV Version 1");
    String path = KvTarget.versioned(client, mount, typed, unversioned).apiPath(verb);
    return written(path, () -> Found.of(client.write(path, body(versions))));
  }

  /// Returns the body that names versions, each of them given alone or with commas.
  static Json.Members body(List<String> given) {
    List<String> each =
        given.stream()
            .flatMap(some -> Arrays.stream(some.split(",")))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    return new Json.Members().with("versions", Json.texts(each));
  }
}

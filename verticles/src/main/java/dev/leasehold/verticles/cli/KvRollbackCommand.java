package dev.leasehold.verticles.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes an older version of a secret the newest again: `kv rollback -version=N PATH`. It writes
/// only if nobody wrote in between.
@Command(name = "rollback", description = "Make an older version the newest again.")
final class KvRollbackCommand extends FormattedCommand {
  private static final String VERB = "rollback";
  private static final int NOT_GIVEN = Integer.MIN_VALUE;

  @Option(names = "-mount", description = "Where the engine is mounted.")
  private String mount = "";

  @Option(names = "-version", description = "The version to make the newest.")
  private int version = NOT_GIVEN;

  @Override
  int run() {
    if (arguments().size() != 1) {
      throw CommandFailed.usage(
          "Invalid number of arguments (expected 1, got %d)".formatted(arguments().size()));
    }
    if (version == NOT_GIVEN) {
      throw CommandFailed.usage("Version flag must be specified");
    }
    if (version <= 0) {
      throw CommandFailed.usage("Invalid value %d for the version flag".formatted(version));
    }
    ApiClient client = client();
    CommandFailed unversioned =
        CommandFailed.answered("K/V engine mount must be version 2 for rollback support");
    String typed = GoPath.sanitize(argument());
    String path = KvTarget.versioned(client, mount, typed, unversioned).apiPath("data");
    Json newest = KvSecret.read(client, path, 0, VERB).version();
    KvSecret wanted = KvSecret.read(client, path, version, VERB);
    refuseIfGone(wanted.metadata());
    Json body = KvSecret.body(wanted.data(), newest);
    return written(path, () -> Found.of(client.write(path, body)));
  }

  private static void refuseIfGone(Json.Members metadata) {
    String lead = "Cannot roll back to a version that has been ";
    if (!metadata.text("deletion_time").isEmpty()) {
      throw CommandFailed.answered(lead + "deleted");
    }
    if (metadata.flag("destroyed")) {
      throw CommandFailed.answered(lead + "destroyed");
    }
  }
}

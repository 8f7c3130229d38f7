package dev.leasehold.verticles.cli;

import picocli.CommandLine.Command;

/// Makes an engine without versions keep them from now on: `kv enable-versioning PATH`.
@Command(name = "enable-versioning", description = "Make an engine keep versions.")
final class KvEnableVersioningCommand extends FormattedCommand {
  @Override
  int run() {
    String mount = GoPath.withEndSlash(GoPath.sanitize(argument()));
    ApiClient client = client();
    Json body = MountFlags.versioned();
    attempt(
        "Error tuning secrets engine " + mount,
        () -> Found.of(client.call(ApiCall.of("POST", "sys/mounts/" + mount + "/tune", body))));
    printer().line("Success! Tuned the secrets engine at: " + mount);
    return 0;
  }
}

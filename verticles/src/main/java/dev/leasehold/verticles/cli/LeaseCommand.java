package dev.leasehold.verticles.cli;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Leases: `lease list`, `lease lookup`, `lease renew`, `lease revoke`.
@Command(
    name = "lease",
    description = "List, look up, renew and revoke leases.",
    subcommands = {
      LeaseListCommand.class,
      LeaseCommand.Lookup.class,
      LeaseCommand.Renew.class,
      LeaseCommand.Revoke.class
    })
final class LeaseCommand {
  private static String id(ClientCommand command, String expected) {
    int count = command.arguments().size();
    if (count == 0) {
      throw CommandFailed.usage("Missing ID!");
    }
    if (count > 1) {
      throw CommandFailed.usage(
          "Too many arguments (expected %s, got %d)".formatted(expected, count));
    }
    return command.argument().strip();
  }

  /// Shows what a lease is.
  @Command(name = "lookup", description = "Show what a lease is.")
  static final class Lookup extends FormattedCommand {
    @Override
    int run() {
      String id = id(this, "1");
      ApiClient client = client();
      Json body = new Json.Members().with("lease_id", id);
      return printer()
          .answer(
              attempt(
                      "error looking up lease id " + id,
                      () -> Found.of(client.write("sys/leases/lookup", body)))
                  .answer(),
              "");
    }
  }

  /// Renews a lease.
  @Command(name = "renew", description = "Renew a lease.")
  static final class Renew extends FormattedCommand {
    @Option(
        names = {"-increment", "-i"},
        converter = GoDuration.class,
        description = "For how long.")
    private Duration increment = Duration.ZERO;

    @Override
    int run() {
      String id = id(this, "1-2");
      ApiClient client = client();
      Json body =
          new Json.Members()
              .with("increment", Math.max(0, increment.toSeconds()))
              .with("lease_id", id);
      return printer()
          .answer(
              attempt(
                      "Error renewing " + id,
                      () -> Found.of(client.write("sys/leases/renew", body)))
                  .answer(),
              "");
    }
  }

  /// Revokes a lease, or with `-prefix` all whose id starts so.
  @Command(name = "revoke", description = "Revoke a lease, or all below a prefix.")
  static final class Revoke extends ClientCommand {
    @Option(
        names = {"-force", "-f"},
        description = "Forget the leases even if the engine cannot revoke them; needs -prefix.")
    private boolean force;

    @Option(names = "-prefix", description = "The argument is the start of many ids.")
    private boolean prefix;

    @Option(names = "-sync", description = "Wait until it is done.")
    private boolean sync;

    @Override
    int run() {
      String id = argument().strip();
      if (force && !prefix) {
        throw CommandFailed.usage("Specifying -force requires also specifying -prefix");
      }
      ApiClient client = client();
      if (force) {
        printer()
            .warn(
                GoText.wrap(
                    "Warning! Force-removing leases can cause Vault to become out of sync with"
                        + " secret engines!"));
      }
      Json body = new Json.Members().with("sync", sync);
      ApiCall call =
          force
              ? ApiCall.of("PUT", "sys/leases/revoke-force/" + id)
              : ApiCall.of(
                  "PUT", "sys/leases/" + (prefix ? "revoke-prefix/" : "revoke/") + id, body);
      String what =
          force
              ? "force revoking leases with prefix "
              : prefix ? "revoking leases with prefix " : "revoking lease ";
      attempt("Error " + what + id, () -> Found.of(client.call(call)));
      printer().line(done(id));
      return 0;
    }

    private String done(String id) {
      if (force) {
        return "Success! Force revoked any leases with prefix: " + id;
      }
      if (!sync) {
        return "All revocation operations queued successfully!";
      }
      return "Success! Revoked " + (prefix ? "any leases with prefix: " : "lease: ") + id;
    }
  }
}

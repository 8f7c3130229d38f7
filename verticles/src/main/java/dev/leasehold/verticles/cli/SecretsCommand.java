package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Secrets engines: `secrets enable`, `disable`, `list`, `tune`, `move`.
@Command(
    name = "secrets",
    description = "Enable, disable, list, tune and move secrets engines.",
    subcommands = {
      SecretsCommand.Enable.class,
      SecretsCommand.Disable.class,
      SecretsCommand.Mounts.class,
      SecretsCommand.Tune.class,
      MoveCommand.Secrets.class,
    })
final class SecretsCommand {
  /// Enables an engine: `secrets enable [-path=P] TYPE`.
  @Command(name = "enable", description = "Enable a secrets engine.")
  static final class Enable extends ClientCommand {
    @Mixin private MountFlags flags = new MountFlags();

    @Option(names = "-path", description = "Where to mount it, if not under its type.")
    private String path = "";

    @Option(names = "-plugin-name", description = "The plugin, where the type is plugin.")
    private String pluginName = "";

    @Option(names = "-force-no-cache", description = "Do not cache.")
    private boolean forceNoCache;

    @Option(names = "-local", description = "Do not replicate it.")
    private boolean local;

    @Option(names = "-seal-wrap", description = "Wrap its critical values by the seal.")
    private boolean sealWrap;

    @Option(names = "-external-entropy-access", description = "Let it use outside entropy.")
    private boolean entropyAccess;

    @Option(names = "-allowed-managed-keys", description = "A managed key it may use; repeatable.")
    private List<String> managedKeys = new ArrayList<>();

    @Override
    int run() {
      String given = argument().strip();
      String type = given.equals("plugin") ? pluginName : given;
      String mount = GoPath.withEndSlash(path.isEmpty() ? type : path);
      Json body =
          new Json.Members()
              .with("type", type)
              .with("description", flags.description())
              .with("config", config())
              .with("local", local)
              .with("seal_wrap", sealWrap)
              .with("external_entropy_access", entropyAccess)
              .with("options", flags.options());
      ApiClient client = client();
      attempt(
          "Error enabling",
          () -> Found.of(client.call(ApiCall.of("POST", "sys/mounts/" + mount, body))));
      printer()
          .line(
              "Success! Enabled the %s secrets engine%s at: %s"
                  .formatted(type, flags.versionInWords(), mount));
      return 0;
    }

    private Json config() {
      Json.Members config = flags.newConfig().with("force_no_cache", forceNoCache);
      MountFlags.add(config, "allowed_managed_keys", managedKeys);
      return config;
    }
  }

  /// Disables an engine and revokes what it issued: `secrets disable PATH`.
  @Command(name = "disable", description = "Disable a secrets engine and revoke what it issued.")
  static final class Disable extends ClientCommand {
    @Override
    int run() {
      String mount = GoPath.withEndSlash(GoPath.sanitize(argument()));
      ApiClient client = client();
      attempt(
          "Error disabling secrets engine at " + mount,
          () -> Found.of(client.call(ApiCall.of("DELETE", "sys/mounts/" + mount))));
      printer().line("Success! Disabled the secrets engine (if it existed) at: " + mount);
      return 0;
    }
  }

  /// Lists the engines.
  @Command(name = "list", description = "List the secrets engines.")
  static final class Mounts extends FormattedCommand {
    @Option(names = "-detailed", description = "Show all that is known of each.")
    private boolean detailed;

    @Override
    int run() {
      arguments(0);
      ApiClient client = client();
      Answer answer =
          attempt(
                  "Error listing secrets engines",
                  () -> Found.of(client.call(ApiCall.of("GET", "sys/mounts"))))
              .answer();
      if (answer == null || answer.data() == null) {
        throw CommandFailed.answered(
            "Error listing secrets engines: data from server response is empty");
      }
      return MountList.show(printer(), answer.data(), false, detailed);
    }
  }

  /// Changes an engine's settings: `secrets tune PATH`.
  @Command(name = "tune", description = "Change a secrets engine's settings.")
  static final class Tune extends ClientCommand {
    @Mixin private MountFlags flags = new MountFlags();

    @Option(names = "-allowed-managed-keys", description = "A managed key it may use; repeatable.")
    private List<String> managedKeys = new ArrayList<>();

    @Override
    int run() {
      String mount = GoPath.withEndSlash(GoPath.sanitize(argument()));
      ApiClient client = client();
      Json.Members body = flags.changes();
      MountFlags.add(body, "allowed_managed_keys", managedKeys);
      attempt(
          "Error tuning secrets engine " + mount,
          () -> Found.of(client.call(ApiCall.of("POST", "sys/mounts/" + mount + "/tune", body))));
      printer().line("Success! Tuned the secrets engine at: " + mount);
      return 0;
    }
  }
}

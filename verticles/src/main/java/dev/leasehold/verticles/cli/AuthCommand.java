package dev.leasehold.verticles.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Auth methods: `auth enable`, `disable`, `list`, `tune`, `move`, `help`.
@Command(
    name = "auth",
    description = "Enable, disable, list, tune and move auth methods.",
    subcommands = {
      AuthCommand.Enable.class,
      AuthCommand.Disable.class,
      AuthCommand.Mounts.class,
      AuthCommand.Tune.class,
      MoveCommand.Auth.class,
      AuthHelpCommand.class,
    })
final class AuthCommand {
  /// Enables a method: `auth enable [-path=P] TYPE`.
  @Command(name = "enable", description = "Enable an auth method.")
  static final class Enable extends ClientCommand {
    @Mixin private MountFlags flags = new MountFlags();

    @Option(names = "-path", description = "Where to mount it, if not under its type.")
    private String path = "";

    @Option(names = "-plugin-name", description = "The plugin, where the type is plugin.")
    private String pluginName = "";

    @Option(names = "-local", description = "Do not replicate it.")
    private boolean local;

    @Option(names = "-seal-wrap", description = "Wrap its critical values by the seal.")
    private boolean sealWrap;

    @Option(names = "-external-entropy-access", description = "Let it use outside entropy.")
    private boolean entropyAccess;

    @Option(names = "-token-type", description = "The type of its tokens.")
    private String tokenType = "";

    @Override
    int run() {
      String given = argument().strip();
      String type = given.equals("plugin") ? pluginName : given;
      String mount = GoPath.withEndSlash(path.isEmpty() ? type : path);
      Json.Members config = flags.newConfig();
      MountFlags.add(config, "token_type", tokenType);
      Json body =
          new Json.Members()
              .with("type", type)
              .with("description", flags.description())
              .with("config", config)
              .with("local", local)
              .with("seal_wrap", sealWrap)
              .with("external_entropy_access", entropyAccess)
              .with("options", flags.options());
      ApiClient client = client();
      attempt(
          "Error enabling " + type + " auth",
          () -> Found.of(client.call(ApiCall.of("POST", "sys/auth/" + mount, body))));
      printer()
          .line(
              "Success! Enabled %s auth method%s at: %s"
                  .formatted(type, flags.versionInWords(), mount));
      return 0;
    }
  }

  /// Disables a method and revokes the tokens it gave: `auth disable PATH`.
  @Command(name = "disable", description = "Disable an auth method and revoke its tokens.")
  static final class Disable extends ClientCommand {
    @Override
    int run() {
      String mount = GoPath.withEndSlash(GoPath.sanitize(argument()));
      ApiClient client = client();
      attempt(
          "Error disabling auth method at " + mount,
          () -> Found.of(client.call(ApiCall.of("DELETE", "sys/auth/" + mount))));
      printer().line("Success! Disabled the auth method (if it existed) at: " + mount);
      return 0;
    }
  }

  /// Lists the methods.
  @Command(name = "list", description = "List the auth methods.")
  static final class Mounts extends FormattedCommand {
    @Option(names = "-detailed", description = "Show all that is known of each.")
    private boolean detailed;

    @Override
    int run() {
      arguments(0);
      ApiClient client = client();
      Answer answer =
          attempt(
                  "Error listing enabled authentications",
                  () -> Found.of(client.call(ApiCall.of("GET", "sys/auth"))))
              .answer();
      if (answer == null || answer.data() == null) {
        throw CommandFailed.answered(
            "Error listing enabled authentications: data from server response is empty");
      }
      return MountList.show(printer(), answer.data(), true, detailed);
    }
  }

  /// Changes a method's settings: `auth tune PATH`.
  @Command(name = "tune", description = "Change an auth method's settings.")
  static final class Tune extends ClientCommand {
    @Mixin private MountFlags flags = new MountFlags();

    @Mixin private LockoutFlags lockout = new LockoutFlags();

    @Option(names = "-token-type", description = "The type of its tokens.")
    private String tokenType = "";

    @Override
    int run() {
      String mount = GoPath.withEndSlash(GoPath.sanitize(argument()));
      ApiClient client = client();
      Json.Members body = flags.changes();
      MountFlags.add(body, "token_type", tokenType);
      lockout.addTo(body);
      String path = "sys/mounts/auth/" + mount + "/tune";
      attempt(
          "Error tuning auth method " + mount,
          () -> Found.of(client.call(ApiCall.of("POST", path, body))));
      printer().line("Success! Tuned the auth method at: " + mount);
      return 0;
    }
  }
}

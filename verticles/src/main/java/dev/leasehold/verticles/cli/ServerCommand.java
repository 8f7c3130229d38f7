package dev.leasehold.verticles.cli;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.events.folder.UnfitFolder;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.UnfitTopic;
import dev.leasehold.verticles.config.ConfigError;
import dev.leasehold.verticles.config.Configuration;
import dev.leasehold.verticles.config.Settings;
import dev.leasehold.verticles.node.Server;
import dev.leasehold.verticles.process.Logging;
import dev.leasehold.verticles.process.Running;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a server in this process until a signal stops it, which is exit code 0.
@Command(name = "server", description = "Run a server.")
final class ServerCommand implements Callable<Integer> {
  private static final Reveal SHOWN =
      Reveal.because("dev mode shows its unseal key and root token");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "-dev", description = "A server for development: unsealed, nothing is kept.")
  private boolean dev;

  @Option(
      names = "-log-level",
      description = "From which level on to log: trace, debug, info, warn or error.")
  private String logLevel = "";

  @Option(
      names = "-config",
      split = ",",
      description = "A configuration file, or a folder of them; may repeat.")
  private List<String> files = new ArrayList<>();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private DevFlags flags;

  @Parameters(hidden = true)
  private List<String> rest = new ArrayList<>();

  @Override
  public Integer call() {
    if (!rest.isEmpty()) {
      throw CommandFailed.usage("Too many arguments (expected 0, got " + rest.size() + ")");
    }
    Leasehold top = (Leasehold) spec.root().userObject();
    Logging.to(top.terminal().err(), level(top.terminal()));
    if (dev && !files.isEmpty()) {
      throw CommandFailed.usage("-dev takes no configuration file: its settings are flags");
    }
    try {
      return dev ? development(top) : configured(top);
    } catch (UnfitFolder | LogUnavailable | UnfitTopic | IOException failed) {
      throw CommandFailed.usage("Error starting the server: " + failed.getMessage());
    } catch (ConfigError wrong) {
      throw CommandFailed.usage("Error loading the configuration: " + wrong.getMessage());
    } catch (CommandFailed foreseen) {
      throw foreseen;
    } catch (RuntimeException | Error unforeseen) {
      System.getLogger(ServerCommand.class.getName())
          .log(System.Logger.Level.ERROR, "the server failed", unforeseen);
      return 1;
    }
  }

  private Level level(Terminal terminal) {
    String name = logLevel.isEmpty() ? terminal.setting("LOG_LEVEL") : logLevel;
    Level level = name.isEmpty() ? Level.INFO : Logging.level(name);
    if (level == null) {
      throw CommandFailed.usage("unknown log level: " + name);
    }
    return level;
  }

  private int development(Leasehold top) throws IOException {
    try (Development development = flags.prepare(top.terminal(), top.surroundings());
        Running running = Running.start(development.settings(), top.surroundings(), commit -> {})) {
      Server.Dev shown =
          running.server().unsealedForDevelopment(development.rootToken(), development.kvVersion());
      String token = shown.rootToken().revealUtf8(SHOWN);
      if (flags.storesToken()) {
        TokenFile.in(top.terminal().home()).store(token);
      }
      PrintStream out = top.terminal().out();
      Greeting greeting = new Greeting(out, development.settings(), running.server().ports());
      greeting.started();
      flags.warnings().forEach(out::println);
      greeting.development(shown.unsealKey().reveal(SHOWN), token, development.authorityFile());
      if (flags.measures()) {
        String address =
            Greeting.url(
                development.settings().listeners().getFirst(), running.server().ports().getFirst());
        ApiClient client = ApiClient.plain(address, token);
        out.println(new FirstAnswer(client, top.surroundings().clock()).measured());
      } else {
        running.untilStopped();
      }
      out.println("==> Vault shutdown triggered");
    }
    return 0;
  }

  private int configured(Leasehold top) {
    if (files.isEmpty()) {
      throw CommandFailed.usage("Must specify at least one config path using -config");
    }
    Settings settings = Configuration.read(files.stream().map(Path::of).toList());
    try (Running running = Running.start(settings, top.surroundings(), commit -> {})) {
      PrintStream out = top.terminal().out();
      new Greeting(out, settings, running.server().ports()).started();
      running.untilStopped();
      out.println("==> Vault shutdown triggered");
    }
    return 0;
  }
}

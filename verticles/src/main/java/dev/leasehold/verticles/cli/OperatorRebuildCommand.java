package dev.leasehold.verticles.cli;

import dev.leasehold.events.folder.UnfitFolder;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.UnfitTopic;
import dev.leasehold.projections.store.RocksStore;
import dev.leasehold.verticles.config.ConfigError;
import dev.leasehold.verticles.config.Configuration;
import dev.leasehold.verticles.config.StorageSettings;
import dev.leasehold.verticles.node.Rebuild;
import dev.leasehold.verticles.node.Storage;
import dev.leasehold.verticles.process.Logging;
import dev.leasehold.verticles.process.Running;
import dev.leasehold.verticles.process.TemporaryFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Replays the whole journal of a stopped server and compares the rows that come of it with those
/// that the server has. Says `equal`, or names the first table that differs and ends with exit code
/// 2. The shares of the unseal key are asked for, or read from the input, a line each.
@Command(
    name = "rebuild",
    description = "Prove that the state of a stopped server is what its journal says.")
final class OperatorRebuildCommand implements Callable<Integer> {
  private static final int DIFFERENT = 2;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "-config",
      split = ",",
      description = "The server's configuration file, or a folder of them; may repeat.")
  private List<String> files = new ArrayList<>();

  @Parameters(hidden = true)
  private List<String> rest = new ArrayList<>();

  @Override
  public Integer call() {
    if (!rest.isEmpty() || files.isEmpty()) {
      throw CommandFailed.usage("Usage: leasehold operator rebuild -config=FILE");
    }
    Leasehold top = (Leasehold) spec.root().userObject();
    Logging.to(top.terminal().err(), Level.WARNING);
    String different;
    try {
      different = compare(top);
    } catch (ConfigError wrong) {
      throw CommandFailed.usage("Error loading the configuration: " + wrong.getMessage());
    } catch (Rebuild.NotOpened | UnfitFolder | LogUnavailable | UnfitTopic refused) {
      throw CommandFailed.usage("Error: " + refused.getMessage());
    }
    top.terminal().out().println(different == null ? "equal" : "different: " + different);
    return different == null ? 0 : DIFFERENT;
  }

  private @Nullable String compare(Leasehold top) throws Rebuild.NotOpened {
    StorageSettings settings = Configuration.read(files.stream().map(Path::of).toList()).storage();
    Shares shares = new Shares(top.terminal());
    try (Storage storage = Running.open(settings, top.surroundings());
        TemporaryFolder fresh = TemporaryFolder.named("leasehold-rebuild-")) {
      return new Rebuild(storage, top.surroundings())
          .firstDifference(
              shares::next, () -> RocksStore.open(fresh.path(), RocksStore.DEFAULT_CACHE_BYTES));
    }
  }

  /// Gives the shares as they are asked for.
  private static final class Shares {
    private final Terminal terminal;
    private final BufferedReader input;

    Shares(Terminal terminal) {
      this.terminal = terminal;
      this.input = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    }

    byte[] next() {
      terminal.err().print("Unseal Key (will be hidden): ");
      terminal.err().flush();
      String text = terminal.hidden().get().orElseGet(this::line).strip();
      terminal.err().println();
      try {
        return HexFormat.of().parseHex(text);
      } catch (IllegalArgumentException notHex) {
        try {
          return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
          throw CommandFailed.usage("an unseal key is hex or base64");
        }
      }
    }

    private String line() {
      try {
        String line = input.readLine();
        if (line == null) {
          throw CommandFailed.usage("too few unseal keys were given");
        }
        return line;
      } catch (IOException e) {
        throw CommandFailed.usage("the unseal keys cannot be read");
      }
    }
  }
}

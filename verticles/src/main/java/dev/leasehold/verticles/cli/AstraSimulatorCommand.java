package dev.leasehold.verticles.cli;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.verticles.astrasimulator.Organization;
import dev.leasehold.verticles.astrasimulator.Role;
import dev.leasehold.verticles.astrasimulator.Roles;
import dev.leasehold.verticles.astrasimulator.Setup;
import dev.leasehold.verticles.astrasimulator.Tenant;
import dev.leasehold.verticles.config.HostAndPort;
import dev.leasehold.verticles.process.DemoAstra;
import dev.leasehold.verticles.process.Logging;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs a simulator of Astra's DevOps API in this process until a signal stops it, which is exit
/// code 0. The admin token comes from a file or the environment, never from the command line, which
/// others can read.
@Command(
    name = "astra-simulator",
    description = "Run a simulator of the token API of Astra DB, to try the astra engine on.")
final class AstraSimulatorCommand implements Callable<Integer> {
  private static final String USUAL_ADDRESS = "127.0.0.1:8283";

  /// Far more than a token has.
  private static final long LONGEST_FILE = 4096;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "-listen-address",
      description = "Where to listen (LEASEHOLD_ASTRA_LISTEN_ADDRESS; 127.0.0.1:8283).")
  private String address = "";

  @Option(
      names = "-org-id",
      description = "The id of the organization (LEASEHOLD_ASTRA_ORG_ID; one that is fixed).")
  private String organization = "";

  @Option(
      names = "-admin-token-file",
      description =
          "A file with the organization's admin token (LEASEHOLD_ASTRA_ADMIN_TOKEN has the token"
              + " itself; else it is one that the documentation names).")
  private @Nullable Path tokenFile;

  @Option(
      names = "-seed",
      description = "Draw tokens from this seed, so that each run draws the same.")
  private @Nullable Long seed;

  @Override
  public Integer call() {
    Leasehold top = (Leasehold) spec.root().userObject();
    Terminal terminal = top.terminal();
    Logging.to(terminal.err(), Level.INFO);
    HostAndPort place = place(terminal);
    Entropy entropy = seed == null ? top.surroundings().entropy() : new SeededEntropy(seed);
    Setup setup =
        new Setup(
            place.host(),
            place.port(),
            List.of(tenant(terminal)),
            entropy,
            top.surroundings().clock());
    try (DemoAstra running = DemoAstra.start(setup)) {
      greet(terminal.out(), running, setup.tenants().getFirst().organization());
      running.untilStopped();
      terminal.out().println("stopping");
      return 0;
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw CommandFailed.usage("Error starting the simulator: " + cause.getMessage());
    }
  }

  private HostAndPort place(Terminal terminal) {
    String given = address.isEmpty() ? terminal.setting("ASTRA_LISTEN_ADDRESS") : address;
    try {
      return HostAndPort.parse(given.isEmpty() ? USUAL_ADDRESS : given);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailed.usage("-listen-address: " + wrong.getMessage());
    }
  }

  private Tenant tenant(Terminal terminal) {
    Tenant usual = Tenant.demonstration();
    String id = organization.isEmpty() ? terminal.setting("ASTRA_ORG_ID") : organization;
    Organization chosen =
        id.isEmpty() ? usual.organization() : new Organization(id, usual.organization().name());
    String token = token(terminal);
    try {
      return new Tenant(chosen, token.isEmpty() ? usual.adminToken() : SecretBytes.ofUtf8(token));
    } catch (IllegalArgumentException wrong) {
      throw CommandFailed.usage(String.valueOf(wrong.getMessage()));
    }
  }

  private String token(Terminal terminal) {
    if (tokenFile == null) {
      return terminal.setting("ASTRA_ADMIN_TOKEN").strip();
    }
    try {
      if (Files.size(tokenFile) > LONGEST_FILE) {
        throw CommandFailed.usage("-admin-token-file: the file is too long for a token");
      }
      return Files.readString(tokenFile).strip();
    } catch (IOException unreadable) {
      throw CommandFailed.usage("-admin-token-file: the file cannot be read");
    }
  }

  private static void greet(PrintStream out, DemoAstra running, Organization organization) {
    out.println("A simulator of the Astra DB token API. Nothing is kept when it stops.");
    out.println();
    out.println("    url      " + running.simulator().url());
    out.println("    org_id   " + organization.id());
    for (Role role : Roles.ALL) {
      out.println("    role_id  " + role.id() + "  " + role.name());
    }
    out.println();
    out.println(
        "What is there, and what is to go wrong: " + running.simulator().url() + "/simulator");
    out.flush();
  }
}

package dev.leasehold.verticles.cli;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.verticles.astrasimulator.AstraSimulator;
import dev.leasehold.verticles.astrasimulator.Organization;
import dev.leasehold.verticles.astrasimulator.Roles;
import dev.leasehold.verticles.astrasimulator.Setup;
import dev.leasehold.verticles.astrasimulator.Tenant;
import dev.leasehold.verticles.node.Surroundings;
import dev.leasehold.verticles.process.DemoAstra;
import dev.leasehold.verticles.process.DemoDatabase;
import dev.leasehold.verticles.process.LeaseLines;
import dev.leasehold.verticles.process.Logging;
import dev.leasehold.verticles.process.Running;
import dev.leasehold.verticles.process.TemporaryFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Shows what this is about: a development server beside a PostgreSQL and a simulated Astra of its
/// own, with a role of each that hands out users and tokens for a minute, and every lease as it is
/// issued, renewed and revoked. Stops all of it, and removes what it made, at a signal.
@Command(name = "dev", description = "Run a development server with targets to try it on.")
final class DevCommand implements Callable<Integer> {
  private static final Reveal SHOWN = Reveal.because("dev mode shows its root token");
  private static final Reveal TO_CONFIGURE =
      Reveal.because("the admin token of the simulated Astra is configured through the API");

  /// One that every run has, so that commands can be written down.
  private static final Organization ORGANIZATION = Tenant.demonstration().organization();

  /// How the role `app` makes a user.
  private static final String CREATION =
      "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';"
          + " GRANT pg_read_all_data TO \"{{name}}\";";

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private DevFlags flags;

  @Override
  public Integer call() {
    Leasehold top = (Leasehold) spec.root().userObject();
    Logging.to(top.terminal().err(), Level.WARNING);
    try {
      run(top);
      return 0;
    } catch (IOException | LogUnavailable failed) {
      throw CommandFailed.usage("Error starting the server: " + failed.getMessage());
    } catch (CommandFailed foreseen) {
      throw foreseen;
    } catch (RequestFailed failed) {
      throw CommandFailed.usage("Error configuring the server: " + failed.getMessage());
    } catch (RuntimeException unforeseen) {
      System.getLogger(DevCommand.class.getName())
          .log(System.Logger.Level.ERROR, "the server failed", unforeseen);
      return 1;
    }
  }

  private void run(Leasehold top) throws IOException {
    PrintStream out = top.terminal().out();
    LeaseLines lines = new LeaseLines(out::println, ZoneId.systemDefault());
    try (Development development = flags.prepareWithLog(top.terminal(), top.surroundings());
        TemporaryFolder folder = TemporaryFolder.named("leasehold-demo-")) {
      if (development.authorityFile() != null) {
        throw CommandFailed.usage("dev speaks plain HTTP: for TLS there is server -dev -dev-tls");
      }
      CompletableFuture<DemoDatabase> starting =
          CompletableFuture.supplyAsync(() -> DemoDatabase.start(folder.path()));
      try (DemoAstra astra = DemoAstra.start(astra(top.surroundings()));
          Running running = Running.start(development.settings(), top.surroundings(), lines)) {
        String token =
            running
                .server()
                .unsealedForDevelopment(development.rootToken(), development.kvVersion())
                .rootToken()
                .revealUtf8(SHOWN);
        String address =
            Greeting.url(
                development.settings().listeners().getFirst(), running.server().ports().getFirst());
        ApiClient client = ApiClient.plain(address, token);
        configure(client, astra.simulator());
        configure(client, starting.join());
        if (flags.storesToken()) {
          TokenFile.in(top.terminal().home()).store(token);
        }
        greet(out, address, token, astra.simulator().url());
        running.untilStopped();
        out.println("stopping");
      } finally {
        starting.thenAccept(DemoDatabase::close).exceptionally(failed -> null).join();
      }
    }
  }

  private static void configure(ApiClient client, DemoDatabase database) {
    client.write("sys/mounts/database", new Json.Members().with("type", "database"));
    client.write(
        "database/config/postgres",
        new Json.Members()
            .with("plugin_name", "postgresql-database-plugin")
            .with("connection_url", database.url())
            .with("username", DemoDatabase.USER)
            .with("password", DemoDatabase.USER)
            .with("allowed_roles", "app"));
    client.write(
        "database/roles/app",
        new Json.Members()
            .with("db_name", "postgres")
            .with("creation_statements", CREATION)
            .with("default_ttl", "1m")
            .with("max_ttl", "1h"));
  }

  private static Setup astra(Surroundings around) {
    return new Setup(
        "127.0.0.1",
        0,
        List.of(Tenant.drawn(ORGANIZATION, around.entropy())),
        around.entropy(),
        around.clock());
  }

  private static void configure(ApiClient client, AstraSimulator astra) {
    client.write("sys/mounts/astra", new Json.Members().with("type", "astra"));
    client.write(
        "astra/config",
        new Json.Members()
            .with("org_id", ORGANIZATION.id())
            .with("url", astra.url())
            .with("astra_token", astra.tenants().getFirst().adminToken().revealUtf8(TO_CONFIGURE))
            .with("logical_name", ORGANIZATION.name()));
    client.write(
        "astra/role",
        new Json.Members()
            .with("org_id", ORGANIZATION.id())
            .with("role_name", "r_w_user")
            .with("role_id", Roles.id("R/W User"))
            .with("ttl", "1m")
            .with("max_ttl", "1h"));
  }

  private static void greet(PrintStream out, String address, String token, String astra) {
    out.println(
        """
        Leasehold runs at %s, with a PostgreSQL server and a simulated Astra DB beside it.
        Nothing is kept when it stops: press Ctrl-C.

            export VAULT_ADDR='%s'
            export VAULT_TOKEN='%s'

        Four commands to try, in another terminal:

            ./leasehold read database/creds/app
            ./leasehold write astra/org/token org_id=%s role_name=r_w_user logical_name=app1
            ./leasehold kv put secret/greeting text=hello
            ./leasehold lease revoke -prefix database/creds/app

        The first one hands out a user of the database, the second a token of Astra; both are
        gone after a minute. What the simulated Astra has, and how to make it fail:
        %s/simulator/clients, and verticles/README.md.
        Leases, as they come and go:
        """
            .formatted(address, address, token, ORGANIZATION.id(), astra));
  }
}

package dev.leasehold.verticles.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/// A PostgreSQL server to try things out with: on a free port of loopback, in a folder of ours,
/// open to every local user. Starting and stopping block; it ends with this process at the latest.
public final class DemoDatabase implements AutoCloseable {
  /// The superuser that a new server has.
  public static final String USER = "postgres";

  /// How long a machine that is busy with other things may take.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final EmbeddedPostgres server;

  private DemoDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /// Unpacks, makes and starts one below a folder that goes with it.
  public static DemoDatabase start(Path folder) {
    // The library makes this folder wherever the data lies, and leaves it.
    System.setProperty("ot.epg.working-dir", folder.resolve("work").toString());
    try {
      return new DemoDatabase(
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
              .setDataDirectory(folder.resolve("postgres"))
              .setCleanDataDirectory(true)
              .setPGStartupWait(PATIENCE)
              .setServerConfig("fsync", "off")
              .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
              .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("the demo database does not start", e);
    }
  }

  /// The connection string, with Vault's places for the user name and password.
  public String url() {
    return "postgresql://{{username}}:{{password}}@127.0.0.1:"
        + server.getPort()
        + "/postgres?sslmode=disable";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the demo database does not stop", e);
    }
  }
}

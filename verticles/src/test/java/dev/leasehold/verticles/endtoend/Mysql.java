package dev.leasehold.verticles.endtoend;

import dev.leasehold.verticles.outbound.mysql.MariaDbServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The MySQL of the dev stack, which here is a MariaDB. It has one `root`, who may come from
/// anywhere with the password that the stack says.
final class Mysql implements AutoCloseable {
  private final MariaDbServer server;

  /// Starts it with its data in a folder.
  Mysql(Path folder, String rootPassword) throws Exception {
    server = new MariaDbServer(folder);
    try {
      ask(
          """
          DELETE FROM mysql.global_priv WHERE user = 'root';
          FLUSH PRIVILEGES;
          CREATE USER root@'%%' IDENTIFIED BY '%s';
          GRANT ALL ON *.* TO root@'%%' WITH GRANT OPTION;
          """
              .formatted(rootPassword));
    } catch (Exception | Error e) {
      server.close();
      throw e;
    }
  }

  int port() {
    return server.port();
  }

  boolean has(String user) throws Exception {
    return ask("SELECT user FROM mysql.user WHERE user LIKE 'v-%';").lines().anyMatch(user::equals);
  }

  /// What the client program prints, which reads the statements from its input.
  private String ask(String sql) throws IOException, InterruptedException {
    ProcessBuilder client =
        server.client(
            "--no-defaults",
            "--skip-ssl",
            "--batch",
            "--skip-column-names",
            "--host=127.0.0.1",
            "--port=" + server.port(),
            "--user=" + MariaDbServer.ADMINISTRATOR);
    client.environment().put("MYSQL_PWD", MariaDbServer.PASSWORD);
    Process process = client.start();
    try (OutputStream input = process.getOutputStream()) {
      input.write(sql.getBytes(StandardCharsets.UTF_8));
    }
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("MariaDB's client failed: " + told);
    }
    return told;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

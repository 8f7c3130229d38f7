package dev.leasehold.verticles.endtoend;

import dev.leasehold.verticles.outbound.mysql.MariaDbServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// MariaDB among the targets of [CrashTest].
final class MariaDbTarget implements CrashTarget {
  private static final String CREATE =
      "CREATE USER '{{name}}'@'%' IDENTIFIED BY '{{password}}';"
          + " GRANT SELECT ON *.* TO '{{name}}'@'%';";

  private final MariaDbServer server;
  private final FaultyWire wire;

  MariaDbTarget(Path folder) throws Exception {
    server = new MariaDbServer(folder);
    wire = new FaultyWire(server.port());
  }

  @Override
  public String mount() {
    return "mariadb";
  }

  @Override
  public FaultyWire wire() {
    return wire;
  }

  @Override
  public void prepare(Client root, Set<String> ttls) throws IOException {
    root.done("sys/mounts/mariadb", Map.of("type", "database"));
    root.done(
        "mariadb/config/mariadb",
        Map.of(
            "plugin_name",
            "mysql-database-plugin",
            "allowed_roles",
            "*",
            "connection_url",
            "{{username}}:{{password}}@tcp(127.0.0.1:" + wire.port() + ")/",
            "username",
            MariaDbServer.ADMINISTRATOR,
            "password",
            MariaDbServer.PASSWORD));
    for (String ttl : ttls) {
      root.done("mariadb/roles/" + ttl, CrashTarget.role("mariadb", ttl, CREATE));
    }
  }

  @Override
  public Set<String> users() throws Exception {
    ProcessBuilder client =
        server.client(
            "--host=127.0.0.1",
            "--port=" + server.port(),
            "--user=" + MariaDbServer.ADMINISTRATOR,
            "--batch",
            "--skip-column-names",
            "--execute=SELECT user FROM mysql.user WHERE user LIKE 'v-%'");
    client.environment().put("MYSQL_PWD", MariaDbServer.PASSWORD);
    Process asked = client.start();
    String told = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.waitFor() != 0) {
      throw new IOException("MariaDB does not tell its users: " + told);
    }
    // The program says more than it is asked for.
    return new TreeSet<>(told.lines().filter(line -> line.startsWith("v-")).toList());
  }

  @Override
  public boolean restarts() {
    return true;
  }

  @Override
  public void stop() throws Exception {
    server.kill();
  }

  @Override
  public void startAgain() throws Exception {
    server.restart();
  }

  @Override
  public void close() throws IOException {
    wire.close();
    server.close();
  }
}

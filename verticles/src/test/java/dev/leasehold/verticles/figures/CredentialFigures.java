package dev.leasehold.verticles.figures;

import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Prints what a PostgreSQL credential costs over our HTTP API at 1, 16 and 64 connections, beside
/// the same SQL sent straight through the Vert.x client in the same run, and the ratio of the two.
/// The database forces each commit to its disk, as our journal does. Everything is measured in
/// turn, several times, and the round with the median ratio is shown: on a busy machine only what
/// was measured next to each other can be compared. A second table has the passwords hashed by us.
///
/// Arguments: the launcher, then the seconds of each cell (default 5), then the rounds (default 3).
public final class CredentialFigures {
  private static final int[] CONNECTIONS = {1, 16, 64};

  /// At a few hundred requests a second the compiler of the JVM takes a third of the server's time
  /// in the first minute.
  private static final double WARM_UP_SECONDS = 60;

  /// How many connections to the database both ways may have open.
  private static final int POOL = 16;

  private CredentialFigures() {}

  /// @param cpu milliseconds of the server's CPU for a credential
  private record Round(Load.Outcome ours, double cpu, Load.Outcome plain) {
    double ratio() {
      return ours.perSecond() / plain.perSecond();
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path launcher = Path.of(arguments[0]).toAbsolutePath();
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 5;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Path folder = Files.createTempDirectory("leasehold-figures");
    Vertx vertx = Vertx.vertx();
    try (EmbeddedPostgres postgres = postgres();
        PlainSql plain = new PlainSql(vertx, postgres.getPort(), POOL);
        Rival server = Rival.leasehold(launcher, folder, Figures.freePort())) {
      prepare(postgres, server);
      for (String role : List.of("app", "hashed")) {
        byte[] request = Connection.request("GET", "database/creds/" + role, server.token(), "");
        Load.run(server.port, 64, WARM_UP_SECONDS, n -> request);
        plain.run(16, WARM_UP_SECONDS / 20, role.equals("hashed"));
        System.out.printf(
            "%n%-26s | %8s %8s %8s %6s | %8s %8s %8s | ratio%n",
            role.equals("app") ? "password in clear" : "scram-sha-256, hashed here",
            "ours/s",
            "p50 ms",
            "p99 ms",
            "cpu ms",
            "SQL/s",
            "p50 ms",
            "p99 ms");
        for (int connections : CONNECTIONS) {
          print(connections, rounds(server, plain, request, connections, seconds, rounds, role));
        }
        for (int group : new int[] {1, 8}) {
          System.out.printf(
              "plain SQL, %d users in a transaction, %d clients: %.0f users/s%n",
              group, POOL, plain.run(POOL, seconds, role.equals("hashed"), group).perSecond());
        }
      }
    } finally {
      vertx.close().await();
      Figures.delete(folder);
    }
  }

  private static EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("max_connections", "200")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private static void prepare(EmbeddedPostgres postgres, Rival server) throws Exception {
    run(postgres, "CREATE ROLE readers");
    server.database(postgres.getPort(), "postgres", "postgres");
    server.call("POST", "database/config/hashed", hashed(postgres));
    List<String> creation = List.of(Rival.CREATION, "GRANT readers TO \"{{name}}\"");
    server.call(
        "POST", "database/roles/app", Map.of("db_name", "pg", "creation_statements", creation));
    server.call(
        "POST",
        "database/roles/hashed",
        Map.of("db_name", "hashed", "default_ttl", "1h", "creation_statements", creation));
  }

  private static Map<String, ?> hashed(EmbeddedPostgres postgres) {
    return Map.of(
        "plugin_name",
        "postgresql-database-plugin",
        "allowed_roles",
        "*",
        "max_open_connections",
        POOL,
        "password_authentication",
        "scram-sha-256",
        "username",
        "postgres",
        "password",
        "postgres",
        "connection_url",
        "postgresql://{{username}}:{{password}}@127.0.0.1:"
            + postgres.getPort()
            + "/postgres?sslmode=disable");
  }

  private static List<Round> rounds(
      Rival server,
      PlainSql plain,
      byte[] request,
      int connections,
      double seconds,
      int rounds,
      String role)
      throws Exception {
    List<Round> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      double before = server.cpuSeconds();
      Load.Outcome ours = Load.run(server.port, connections, seconds, n -> request);
      double cpu = (server.cpuSeconds() - before) * 1000 / ours.answers();
      all.add(new Round(ours, cpu, plain.run(connections, seconds, role.equals("hashed"))));
    }
    return all.stream().sorted(Comparator.comparingDouble(Round::ratio)).toList();
  }

  private static void print(int connections, List<Round> sorted) {
    Round median = sorted.get(sorted.size() / 2);
    System.out.printf("%-26s", connections + " connections");
    System.out.print(shown(median.ours()) + " %6.2f".formatted(median.cpu()));
    System.out.print(shown(median.plain()));
    System.out.printf(
        " | %.2f (%.2f to %.2f)%s%n",
        median.ratio(),
        sorted.getFirst().ratio(),
        sorted.getLast().ratio(),
        median.ours().failures() == 0 ? "" : ", " + median.ours().failures() + " failed");
  }

  private static String shown(Load.Outcome way) {
    return " | %8.0f %8.2f %8.2f"
        .formatted(
            way.perSecond(),
            way.micros().getValueAtPercentile(50) / 1000.0,
            way.micros().getValueAtPercentile(99) / 1000.0);
  }

  private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (java.sql.Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

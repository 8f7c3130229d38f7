package dev.leasehold.verticles.figures;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Prints how many PostgreSQL users a second are gone once a prefix of their leases is revoked,
/// from the request to the last user's end in `pg_roles`, beside plain `DROP ROLE` on one
/// connection in the same run. Where `bao` is on the `PATH` it does the same, with fewer users.
///
/// Arguments: the launcher, then the number of users (default 3000).
public final class Revocations {
  private static final String USER = "postgres";
  private static final String PREFIX = "sys/leases/revoke-prefix/database/creds/app";
  private static final int ISSUING = 16;
  private static final long LOOK_NANOS = 10_000_000;

  /// A peer revokes some forty a second: more users would only take longer.
  private static final int MOST_OF_PEER = 400;

  private Revocations() {}

  public static void main(String[] arguments) throws Exception {
    Path launcher = Path.of(arguments[0]).toAbsolutePath();
    int users = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_000;
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start()) {
      for (int round = 0; round < 2; round++) {
        print("plain DROP ROLE, one connection", plain(postgres.getPort(), users), users);
      }
      for (boolean ours : new boolean[] {false, true}) {
        if (ours || Figures.onPath("bao")) {
          measure(ours, launcher, postgres.getPort(), ours ? users : MOST_OF_PEER);
        }
      }
      print("plain DROP ROLE, one connection", plain(postgres.getPort(), users), users);
    }
  }

  private static void measure(boolean ours, Path launcher, int postgres, int users)
      throws Exception {
    Path folder = Files.createTempDirectory("leasehold-revocations");
    try (Rival rival =
        ours
            ? Rival.leasehold(launcher, folder, Figures.freePort())
            : Rival.bao(folder, Figures.freePort(), Figures.freePort())) {
      rival.database(postgres, USER, USER);
      for (int round = 1; round <= (ours ? 3 : 1); round++) {
        int made = issue(rival, postgres, users);
        double cpu = rival.cpuSeconds();
        double seconds = revoke(rival, postgres);
        print(rival.name + ", by prefix, round " + round, seconds, made);
        System.out.printf(
            "    CPU of the server %.2f s, %d MB resident%n",
            rival.cpuSeconds() - cpu, rival.residentMegabytes());
      }
    } finally {
      Figures.delete(folder);
    }
  }

  private static int issue(Rival rival, int postgres, int users) throws Exception {
    byte[] credential =
        dev.leasehold.verticles.figures.Connection.request(
            "GET", "database/creds/app", rival.token(), "");
    try (Connection connection = open(postgres)) {
      int made = 0;
      while (made < users) {
        Load.Outcome outcome = Load.run(rival.port, ISSUING, 1, n -> credential);
        if (outcome.failures() > 0) {
          throw new IllegalStateException(outcome.failures() + " credentials were refused");
        }
        made = left(connection);
      }
      return made;
    }
  }

  private static double revoke(Rival rival, int postgres) throws Exception {
    try (Connection connection = open(postgres)) {
      long begun = System.nanoTime();
      rival.call("POST", PREFIX, Map.of("sync", false));
      while (left(connection) > 0) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      return (System.nanoTime() - begun) / 1e9;
    }
  }

  /// Makes users as a role's statements do, without a password, which is what takes long, and drops
  /// them again one by one; gives the seconds that dropping took.
  private static double plain(int postgres, int users) throws SQLException {
    try (Connection connection = open(postgres);
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < users; i++) {
        statement.execute("CREATE ROLE \"v-plain-" + i + "\" WITH LOGIN");
      }
      long begun = System.nanoTime();
      for (int i = 0; i < users; i++) {
        statement.execute("DROP ROLE \"v-plain-" + i + "\"");
      }
      return (System.nanoTime() - begun) / 1e9;
    }
  }

  private static int left(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'v-%'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection open(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable", USER, USER);
  }

  private static void print(String what, double seconds, int users) {
    System.out.printf(
        "%-40s %,6d users in %6.2f s: %,6.0f a second%n", what, users, seconds, users / seconds);
  }
}

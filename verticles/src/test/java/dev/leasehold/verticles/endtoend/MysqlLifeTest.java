package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.outbound.mysql.MariaDbServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client sees of a credential of MariaDB from its making to its end, with a real server and
/// the embedded broker. Who logs in is MariaDB's own client program.
class MysqlLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CREATE =
      "CREATE USER '{{name}}'@'%' IDENTIFIED BY '{{password}}';"
          + " GRANT SELECT ON *.* TO '{{name}}'@'%';";

  @TempDir static Path folder;
  private static MariaDbServer database;
  private static Running server;
  private static Client root;

  private record Credential(String lease, String user, String password) {}

  @BeforeAll
  static void start() throws Exception {
    database = new MariaDbServer(folder.resolve("mariadb"));
    server = Running.embedded(folder.resolve("leasehold"));
    root = server.client();
    root.done("sys/mounts/db", Map.of("type", "database"));
    root.done("db/config/my", connection("mysql-database-plugin", MariaDbServer.PASSWORD));
    role("app", "1h", CREATE);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    database.close();
  }

  private static Map<String, Object> connection(String plugin, String password) {
    return Map.of(
        "plugin_name",
        plugin,
        "allowed_roles",
        "*",
        "connection_url",
        "{{username}}:{{password}}@tcp(127.0.0.1:" + database.port() + ")/",
        "username",
        MariaDbServer.ADMINISTRATOR,
        "password",
        password);
  }

  private static void role(String name, String ttl, String creation) throws IOException {
    root.done(
        "db/roles/" + name,
        Map.of("db_name", "my", "creation_statements", List.of(creation), "default_ttl", ttl));
  }

  /// What the client program prints, its password in its environment.
  private static String ask(String user, String password, String sql) throws Exception {
    ProcessBuilder client =
        database.client(
            "--no-defaults",
            "--skip-ssl",
            "--batch",
            "--skip-column-names",
            "--host=127.0.0.1",
            "--port=" + database.port(),
            "--user=" + user,
            "--execute=" + sql);
    client.environment().put("MYSQL_PWD", password);
    Process process = client.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return told.strip();
  }

  private static boolean lets(Credential credential) throws Exception {
    return ask(credential.user(), credential.password(), "SELECT 41 + 1").equals("42");
  }

  private static String users() throws Exception {
    return ask(
        MariaDbServer.ADMINISTRATOR,
        MariaDbServer.PASSWORD,
        "SELECT user FROM mysql.user WHERE user LIKE 'v-%'");
  }

  private static Credential issue(String role) throws Exception {
    Client.Answer answer = root.get("db/creds/" + role);
    assertEquals(200, answer.status(), answer.toString());
    Credential credential =
        new Credential(
            answer.text("/lease_id"), answer.text("/data/username"), answer.text("/data/password"));
    assertTrue(lets(credential), "the credential works");
    return credential;
  }

  private static void assertGone(Credential credential) throws Exception {
    assertFalse(users().contains(credential.user()), "the user is gone");
    assertFalse(lets(credential), "the login fails");
  }

  @Test
  void a_credential_works_until_it_is_revoked() throws Exception {
    Credential credential = issue("app");
    assertTrue(credential.user().matches("v-[a-z]+-app-.*"), credential.user());
    assertTrue(credential.user().length() <= 32);

    Client.Answer renewed =
        root.done("sys/leases/renew", Map.of("lease_id", credential.lease(), "increment", "2h"));
    assertEquals(7200, renewed.body().path("lease_duration").asInt());
    assertTrue(lets(credential));

    root.done("sys/leases/revoke", Map.of("lease_id", credential.lease(), "sync", true));
    assertGone(credential);
  }

  @Test
  void a_credential_is_gone_after_its_time() throws Exception {
    role("brief", "2s", CREATE);

    Credential credential = issue("brief");

    Eventually.is("the user is gone", PATIENCE, () -> !users().contains(credential.user()));
    assertGone(credential);
  }

  @Test
  void a_role_that_fails_half_way_leaves_nobody_and_tells_no_password() throws Exception {
    role("half", "1h", CREATE.replace("SELECT", "SELEKT"));

    Client.Answer answer = root.get("db/creds/half");

    assertEquals(500, answer.status());
    assertTrue(answer.toString().contains("Error 1064: "), answer.toString());
    assertFalse(users().contains("-half-"));
    assertEquals(404, root.list("sys/leases/lookup/db/creds/half/").status());
  }

  @Test
  void names_of_the_older_plugins_are_short() throws Exception {
    root.done("db/config/old", connection("mysql-legacy-database-plugin", MariaDbServer.PASSWORD));
    root.done(
        "db/roles/old",
        Map.of("db_name", "old", "creation_statements", List.of(CREATE), "default_ttl", "1h"));

    Credential credential = issue("old");

    assertEquals(16, credential.user().length(), credential.user());
    root.done("sys/leases/revoke", Map.of("lease_id", credential.lease(), "sync", true));
    assertGone(credential);
  }

  @Test
  void the_root_password_is_changed_and_still_revokes() throws Exception {
    String first = "first-Password-1";
    ask(
        MariaDbServer.ADMINISTRATOR,
        MariaDbServer.PASSWORD,
        "CREATE USER rotor@'%' IDENTIFIED BY '"
            + first
            + "'; GRANT ALL ON *.* TO rotor@'%' WITH GRANT OPTION");
    Map<String, Object> connection = new HashMap<>(connection("mysql-database-plugin", first));
    connection.put("username", "rotor");
    root.done("db/config/rotated", connection);
    root.done(
        "db/roles/rotated",
        Map.of("db_name", "rotated", "creation_statements", List.of(CREATE), "default_ttl", "1h"));
    Credential before = issue("rotated");

    root.done("db/rotate-root/rotated", Map.of());

    assertFalse(lets(new Credential("", "rotor", first)), "the first password is over");
    Credential after = issue("rotated");
    root.done("sys/leases/revoke-prefix/db/creds/rotated", Map.of("sync", true));
    assertGone(before);
    assertGone(after);
  }

  @Test
  void a_wrong_password_is_told_in_vaults_words() throws Exception {
    Client.Answer answer =
        root.post("db/config/wrong", connection("mysql-database-plugin", "wrong-Password-1"));

    assertEquals(400, answer.status());
    assertTrue(
        answer
            .toString()
            .contains(
                "error creating database object: error verifying - ping: Error 1045: Access denied"
                    + " for user 'administrator'@'"),
        answer.toString());
  }
}

package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passwords that are rotated, by policies and as verifiers, with a real PostgreSQL server that
/// asks for them, and the embedded broker.
class StaticRoleLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Postgres postgres;
  private static LossyProxy proxy;
  private static Running server;
  private static Client root;

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres(folder.resolve("postgres"));
    postgres.askForPasswords();
    proxy = new LossyProxy(postgres.port(), "COMMIT");
    server = Running.embedded(folder.resolve("leasehold"));
    root = server.client();
    root.done("sys/mounts/db", Map.of("type", "database"));
    root.done("db/config/pg", postgres.connection());
    root.done("db/config/lossy", Postgres.connection(proxy.port()));
    root.done(
        "sys/policies/password/wild",
        Map.of(
            "policy",
            "length=40\nrule \"charset\" { charset=\"abc'\\\"\\\\$;-/*%{}\" min-chars=9 }"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    proxy.close();
    postgres.close();
  }

  private static void make(String role, String connection, Map<String, Object> more)
      throws Exception {
    postgres.run("CREATE ROLE \"" + role + "\" LOGIN PASSWORD 'before'");
    Map<String, Object> form = new java.util.HashMap<>();
    form.put("db_name", connection);
    form.put("username", role);
    form.put("rotation_period", "1h");
    form.putAll(more);
    root.done("db/static-roles/" + role, form);
  }

  private static String password(String role) throws Exception {
    Client.Answer answer = root.get("db/static-creds/" + role);
    assertEquals(200, answer.status(), answer.toString());
    return answer.text("/data/password");
  }

  @Test
  void a_static_role_has_a_password_that_works_and_that_alone() throws Exception {
    make("app", "pg", Map.of());
    String first = password("app");
    assertTrue(postgres.lets("app", first));
    assertFalse(postgres.lets("app", "before"));

    root.done("db/rotate-role/app", Map.of());

    assertNotEquals(first, password("app"));
    assertTrue(postgres.lets("app", password("app")));
    assertFalse(postgres.lets("app", first));
  }

  @Test
  void a_password_is_rotated_by_itself_when_it_is_due() throws Exception {
    make("often", "pg", Map.of("rotation_period", 5));
    String first = password("often");

    Eventually.is("the password is another", PATIENCE, () -> !password("often").equals(first));

    String second = password("often");
    assertTrue(postgres.lets("often", second) || !password("often").equals(second));
  }

  @Test
  void a_rotation_whose_answer_is_lost_settles_by_itself() throws Exception {
    make("lost", "lossy", Map.of());
    String first = password("lost");

    proxy.loseNext();
    Client.Answer answer = root.post("db/rotate-role/lost", Map.of());

    assertEquals(500, answer.status());
    assertTrue(answer.errors().contains("the outcome is unknown"), answer.errors());
    assertFalse(postgres.lets("lost", first));
    Eventually.is(
        "the new password is found out", PATIENCE, () -> postgres.lets("lost", password("lost")));
  }

  @Test
  void a_root_rotation_whose_answer_is_lost_settles_by_itself() throws Exception {
    postgres.run("CREATE ROLE chief SUPERUSER LOGIN PASSWORD 'before'");
    Map<String, Object> form = new java.util.HashMap<>(Postgres.connection(proxy.port()));
    form.put("username", "chief");
    form.put("password", "before");
    root.done("db/config/chief", form);
    root.done(
        "db/roles/of-chief",
        Map.of("db_name", "chief", "creation_statements", List.of(Postgres.CREATE)));

    proxy.loseNext();
    assertEquals(500, root.post("db/rotate-root/chief", Map.of()).status());

    assertFalse(postgres.lets("chief", "before"));
    root.post("db/reset/chief", Map.of());
    Eventually.is(
        "credentials are made with the new password",
        PATIENCE,
        () -> root.get("db/creds/of-chief").status() == 200);
  }

  @Test
  void a_password_of_any_characters_works() throws Exception {
    make("wild", "pg", Map.of("credential_config", Map.of("password_policy", "wild")));
    assertEquals(40, password("wild").length());
    assertTrue(postgres.lets("wild", password("wild")));

    root.done(
        "db/roles/wilder",
        Map.of(
            "db_name",
            "pg",
            "credential_config",
            Map.of("password_policy", "wild"),
            "creation_statements",
            List.of(Postgres.CREATE)));
    for (int i = 0; i < 20; i++) {
      Client.Answer answer = root.get("db/creds/wilder");
      assertTrue(
          postgres.lets(answer.text("/data/username"), answer.text("/data/password")),
          answer.text("/data/password"));
    }
  }

  @Test
  void a_verifier_that_we_make_is_one_that_the_server_takes() throws Exception {
    Map<String, Object> form = new java.util.HashMap<>(postgres.connection());
    form.put("password_authentication", "scram-sha-256");
    root.done("db/config/scram", form);
    make(
        "hashed",
        "scram",
        Map.of(
            "rotation_statements",
            List.of("DO $$ BEGIN EXECUTE 'ALTER ROLE hashed PASSWORD ''{{password}}'''; END $$")));
    assertTrue(postgres.lets("hashed", password("hashed")));

    root.done(
        "db/roles/scram",
        Map.of("db_name", "scram", "creation_statements", List.of(Postgres.CREATE)));
    Client.Answer answer = root.get("db/creds/scram");

    assertEquals(200, answer.status(), answer.toString());
    assertTrue(postgres.lets(answer.text("/data/username"), answer.text("/data/password")));
  }
}

package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client sees of a credential from its making to its end, with a real PostgreSQL server and
/// the embedded broker.
class CredentialLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static Postgres postgres;
  private static Running server;
  private static Client root;

  private record Credential(String lease, String user, String password) {}

  @BeforeAll
  static void start() throws IOException {
    postgres = new Postgres(folder.resolve("postgres"));
    server = Running.embedded(folder.resolve("leasehold"));
    root = server.client();
    mount("db");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    postgres.close();
  }

  private static void mount(String path) throws IOException {
    root.done("sys/mounts/" + path, Map.of("type", "database"));
    root.done(path + "/config/pg", postgres.connection());
    role(path + "/roles/app", "1h", List.of(Postgres.CREATE));
  }

  private static void role(String path, String ttl, List<String> creation) throws IOException {
    root.done(
        path,
        Map.of(
            "db_name",
            "pg",
            "creation_statements",
            creation,
            "default_ttl",
            ttl,
            "max_ttl",
            "24h"));
  }

  private static Credential issue(Client client, String path) throws IOException {
    return credential(client.get(path));
  }

  private static Credential credential(Client.Answer answer) {
    assertEquals(200, answer.status(), answer.toString());
    Credential credential =
        new Credential(
            answer.text("/lease_id"), answer.text("/data/username"), answer.text("/data/password"));
    assertTrue(postgres.lets(credential.user(), credential.password()), "the credential works");
    return credential;
  }

  private static void assertGone(Credential credential) throws Exception {
    assertFalse(postgres.has(credential.user()), "the role is gone");
    assertFalse(postgres.lets(credential.user(), credential.password()), "the login fails");
    assertEquals(
        400,
        root.post("sys/leases/lookup", Map.of("lease_id", credential.lease())).status(),
        "the lease is gone");
  }

  private static void awaitGone(Credential credential) throws Exception {
    Eventually.is("the role is gone", PATIENCE, () -> !postgres.has(credential.user()));
    Eventually.is(
        "the lease is gone",
        PATIENCE,
        () -> !root.post("sys/leases/lookup", Map.of("lease_id", credential.lease())).good());
    assertGone(credential);
  }

  @Test
  void a_credential_is_gone_after_its_time() throws Exception {
    role("db/roles/brief", "2s", List.of(Postgres.CREATE));

    Credential credential = issue(root, "db/creds/brief");

    awaitGone(credential);
  }

  @Test
  void a_wrapped_credential_works_once_it_is_unwrapped() throws Exception {
    Client.Answer wrapped = root.wrapped("GET", "db/creds/app", null);
    assertEquals(200, wrapped.status(), wrapped.toString());
    assertTrue(wrapped.body().path("data").isNull(), "only the wrapping token is told");
    assertEquals("", wrapped.text("/lease_id"));

    Client.Answer unwrapped =
        root.as(wrapped.text("/wrap_info/token")).post("sys/wrapping/unwrap", Map.of());
    Credential credential = credential(unwrapped);

    assertEquals(3600, unwrapped.body().path("lease_duration").asInt());
    root.done("sys/leases/renew", Map.of("lease_id", credential.lease()));
    root.done("sys/leases/revoke", Map.of("lease_id", credential.lease(), "sync", true));
    assertGone(credential);
  }

  @Test
  void a_credential_that_nobody_unwraps_ends_with_its_own_lease() throws Exception {
    role("db/roles/unseen", "1h", List.of(Postgres.CREATE));
    Client.Answer wrapped = root.wrapped("GET", "db/creds/unseen", null);
    root.done("auth/token/revoke", Map.of("token", wrapped.text("/wrap_info/token")));
    String lease = root.list("sys/leases/lookup/db/creds/unseen/").text("/data/keys/0");

    root.done("sys/leases/revoke", Map.of("lease_id", "db/creds/unseen/" + lease, "sync", true));

    assertTrue(
        postgres.users().stream().noneMatch(user -> user.startsWith("v-root-unseen")),
        "no user was left");
  }

  @Test
  void renewing_moves_the_time_until_which_the_user_is_valid() throws Exception {
    Credential credential = issue(root, "db/creds/app");
    String validUntil =
        "SELECT rolvaliduntil FROM pg_roles WHERE rolname = '" + credential.user() + "'";
    String before = postgres.one(validUntil);

    Client.Answer renewed =
        root.done("sys/leases/renew", Map.of("lease_id", credential.lease(), "increment", "5h"));

    assertEquals(5 * 3600, renewed.body().path("lease_duration").asInt());
    String after = postgres.one(validUntil);
    assertNotEquals(before, after);
    assertTrue(after.compareTo(before) > 0, before + " is before " + after);
    assertTrue(postgres.lets(credential.user(), credential.password()));
  }

  @Test
  void revoking_in_step_has_dropped_the_user_when_it_answers() throws Exception {
    Credential credential = issue(root, "db/creds/app");

    root.done("sys/leases/revoke", Map.of("lease_id", credential.lease(), "sync", true));

    assertGone(credential);
  }

  @Test
  void a_revoked_token_takes_its_credentials_with_it() throws Exception {
    root.done(
        "sys/policies/acl/reader",
        Map.of("policy", "path \"db/creds/*\" { capabilities = [\"read\"] }"));
    String token =
        root.done("auth/token/create", Map.of("policies", List.of("reader")))
            .text("/auth/client_token");
    Credential credential = issue(root.as(token), "db/creds/app");

    root.done("auth/token/revoke", Map.of("token", token));

    awaitGone(credential);
  }

  @Test
  void a_revoked_prefix_has_dropped_its_users_when_it_answers() throws Exception {
    role("db/roles/many", "1h", List.of(Postgres.CREATE));
    List<Credential> many = List.of(issue(root, "db/creds/many"), issue(root, "db/creds/many"));
    Credential other = issue(root, "db/creds/app");

    root.done("sys/leases/revoke-prefix/db/creds/many", Map.of("sync", true));

    for (Credential one : many) {
      assertGone(one);
    }
    assertTrue(postgres.lets(other.user(), other.password()), "another role's user stays");
  }

  @Test
  void disabling_the_mount_drops_its_users() throws Exception {
    mount("brief");
    Credential credential = issue(root, "brief/creds/app");

    assertEquals(204, root.delete("sys/mounts/brief").status());

    awaitGone(credential);
  }

  @Test
  void a_role_whose_sql_fails_half_way_leaves_nothing() throws Exception {
    role("db/roles/broken", "1h", List.of(Postgres.CREATE, "SELECT 1/0;"));
    Client.Answer answer = root.get("db/creds/broken");

    assertEquals(500, answer.status(), answer.toString());
    assertTrue(answer.errors().contains("division by zero"), answer.errors());
    assertTrue(
        postgres.users().stream().noneMatch(user -> user.startsWith("v-root-broken")),
        "no user was left");
    assertEquals(404, root.list("sys/leases/lookup/db/creds/broken/").status());
  }

  @Test
  void a_connection_that_does_not_connect_is_refused_as_vault_refuses_it() throws Exception {
    Map<String, Object> wrong = new HashMap<>(postgres.connection());
    wrong.put(
        "connection_url", "postgresql://{{username}}:{{password}}@127.0.0.1:1/db?sslmode=disable");

    Client.Answer answer = root.post("db/config/wrong", wrong);

    assertEquals(400, answer.status(), answer.toString());
    assertTrue(
        answer.errors().contains("error creating database object: error verifying connection:"),
        answer.errors());
    assertEquals(404, root.get("db/config/wrong").status());
  }

  @Test
  void a_user_whose_database_is_down_is_dropped_when_it_is_back() throws Exception {
    try (Postgres other = new Postgres(folder.resolve("other"))) {
      root.done("sys/mounts/down", Map.of("type", "database"));
      root.done("down/config/pg", other.connection());
      role("down/roles/app", "1h", List.of(Postgres.CREATE));
      Client.Answer credential = root.get("down/creds/app");
      String lease = credential.text("/lease_id");
      other.stop();

      Client.Answer refused =
          root.post("sys/leases/revoke", Map.of("lease_id", lease, "sync", true));
      assertEquals(400, refused.status(), refused.toString());
      assertEquals(
          400,
          root.post("sys/leases/renew", Map.of("lease_id", lease)).status(),
          "what is being revoked cannot be renewed");
      other.startAgain();

      Eventually.is(
          "the user is dropped",
          Duration.ofSeconds(60),
          () -> !other.has(credential.text("/data/username")));
    }
  }

  @Test
  void a_user_that_no_lease_knows_is_found_and_taken_away_when_asked() throws Exception {
    Credential ours = issue(root, "db/creds/app");
    postgres.execute("CREATE ROLE \"v-token-app-stray\" LOGIN");

    Client.Answer report = root.get("db/reconcile/pg?prefix=v-token-app-s");
    Client.Answer removed = root.done("db/reconcile/pg", Map.of("remove", true, "limit", 10_000));

    assertEquals("[\"v-token-app-stray\"]", report.body().at("/data/users").toString());
    assertEquals("[\"v-token-app-stray\"]", removed.body().at("/data/removing").toString());
    Eventually.is("it is gone", PATIENCE, () -> !postgres.has("v-token-app-stray"));
    assertTrue(postgres.lets(ours.user(), ours.password()));
  }
}

package dev.leasehold.verticles.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.certificate.DevCertificate;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CassandraKindTest {
  private static final Map<String, Object> CONNECTION =
      Map.of(
          "plugin_name", "cassandra-database-plugin",
          "allowed_roles", "*",
          "hosts", "one.example,two.example:9142",
          "username", "admin",
          "password", "open-sesame");

  private static final String CREATING = "error creating database object: ";
  private static final String INITIALIZING = CREATING + "failed to initialize: ";
  private static final String SESSION = "error creating session: gocql: unable to create session: ";

  private static final Reveal TO_COMPARE = Reveal.because("a test compares");

  private DatabaseMount mount;

  @BeforeEach
  void configure() {
    mount = new DatabaseMount();
    mount.write("config/ring", CONNECTION);
  }

  private static Map<String, Object> with(String name, Object value) {
    Map<String, Object> other = new HashMap<>(CONNECTION);
    other.put(name, value);
    return other;
  }

  private String refused(Map<String, Object> settings) {
    Refusal refusal =
        assertThrows(Refusal.class, () -> mount.plan(Operation.UPDATE, "config/other", settings));
    return refusal.errors().getFirst();
  }

  private String refusedWith(String name, Object value) {
    return refused(with(name, value));
  }

  private DatabaseTarget targetOf(Map<String, Object> settings) {
    return assertInstanceOf(
            DatabaseEffect.Verify.class,
            mount.plan(Operation.UPDATE, "config/other", settings).effect())
        .database();
  }

  private static List<String> shapes(List<Statement> statements) {
    return statements.stream()
        .map(statement ->
            statement
                .text()
                .replaceAll("v_[a-z0-9_]+", "USER")
                .replaceAll("PASSWORD '[^']{20}'", "PASSWORD 'PASS'"))
        .toList();
  }

  @Test
  void what_is_missing_or_wrong_is_refused_in_vaults_words() {
    assertEquals(INITIALIZING + "hosts cannot be empty", refusedWith("hosts", ""));
    assertEquals(INITIALIZING + "username cannot be empty", refusedWith("username", ""));
    assertEquals(INITIALIZING + "password cannot be empty", refusedWith("password", ""));
    assertEquals(
        INITIALIZING + "unrecognized TLS version [9]", refusedWith("tls_min_version", "9"));
    assertEquals(
        INITIALIZING + "error verifying connection: invalid consistency \"OFTEN\"",
        refusedWith("consistency", "often"));
    assertEquals(
        INITIALIZING + "invalid connect_timeout: time: invalid duration \"often\"",
        refusedWith("connect_timeout", "often"));
    assertEquals(
        INITIALIZING + "invalid socket_keep_alive: time: invalid duration \"often\"",
        refusedWith("socket_keep_alive", "often"));
    assertTrue(
        refusedWith("username_template", "{{")
            .startsWith(CREATING + "unable to initialize username template: "));
  }

  @Test
  void what_cannot_be_dialled_is_refused() {
    assertTrue(refusedWith("port", 70_000).startsWith(INITIALIZING + "port must be"));
    assertTrue(refusedWith("hosts", "one:0").startsWith(INITIALIZING + "hosts must be"));
    assertTrue(refusedWith("hosts", "x,".repeat(33)).startsWith(INITIALIZING + "hosts cannot be"));
    assertTrue(refusedWith("protocol_version", 2).startsWith(INITIALIZING + "protocol_version"));
  }

  @Test
  void a_bundle_that_cannot_be_used_is_refused_in_vaults_words() {
    String bundle = INITIALIZING + "failed to parse pem_bundle: ";
    String json = INITIALIZING + "failed to parse pem_json: ";
    assertEquals(bundle + "no data found in PEM block", refusedWith("pem_bundle", "x"));
    assertEquals(
        bundle + "unsupported PEM block type [CERTIFICATE REQUEST]",
        refusedWith(
            "pem_bundle",
            "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"));
    assertEquals(
        bundle + "found private key for client-side TLS authentication but no certificate",
        refusedWith(
            "pem_bundle", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
    assertTrue(refusedWith("pem_json", "{").startsWith(json + "failed to parse JSON: "));
    assertEquals(
        json + "found certificate for client-side TLS authentication but no private key",
        refusedWith("pem_json", "{\"certificate\":\"a\"}"));
    assertEquals(
        json + "issuing_ca and ca_chain cannot both be specified",
        refusedWith("pem_json", "{\"issuing_ca\":\"a\",\"ca_chain\":[\"b\"]}"));
    Map<String, Object> both = with("pem_json", "{}");
    both.put("pem_bundle", "x");
    assertEquals(INITIALIZING + "cannot specify both pem_json and pem_bundle", refused(both));
  }

  @Test
  void a_bundle_is_parted_and_its_key_kept_as_a_secret() {
    DevCertificate made =
        DevCertificate.issue(
            List.of("one.example"), DatabaseMount.NOW, Duration.ofDays(1), new SeededEntropy(3));
    String key = made.privateKeyPem().revealUtf8(TO_COMPARE);
    String pem = key + made.authorityPem() + made.certificatePem();

    DatabaseTarget target = targetOf(with("pem_bundle", pem));

    assertEquals("true", target.settings().get("tls"));
    assertEquals(made.authorityPem().strip(), Objects.requireNonNull(target.tlsCa()).strip());
    assertEquals(
        made.certificatePem() + key,
        Objects.requireNonNull(target.tlsKey()).revealUtf8(TO_COMPARE));
    mount.write("config/keyed", with("pem_bundle", pem));
    Object shown = Objects.requireNonNull(mount.read(Operation.READ, "config/keyed").data());
    assertFalse(String.valueOf(shown).contains("pem_bundle"), String.valueOf(shown));
  }

  @Test
  void tls_is_tls_however_it_is_asked_for() {
    assertEquals("false", targetOf(CONNECTION).settings().get("tls"));
    assertEquals("true", targetOf(with("tls", true)).settings().get("tls"));
    assertEquals("true", targetOf(with("insecure_tls", "1")).settings().get("tls"));
  }

  @Test
  void another_server_does_not_get_the_password_that_was_given_for_this_one() {
    for (Map<String, Object> change :
        List.<Map<String, Object>>of(
            Map.of("hosts", "rogue.example"),
            Map.of("port", 9999),
            Map.of("insecure_tls", true),
            Map.of("tls_server_name", "rogue.example"))) {
      Refusal refusal =
          assertThrows(Refusal.class, () -> mount.plan(Operation.UPDATE, "config/ring", change));
      assertTrue(refusal.errors().getFirst().contains("password is required"), change.toString());
    }
  }

  @Test
  void a_role_that_says_nothing_makes_a_user_as_vault_does() {
    mount.write("roles/app-role", Map.of("db_name", "ring"));

    DatabaseEffect.CreateUser made =
        assertInstanceOf(
            DatabaseEffect.CreateUser.class,
            mount.plan(Operation.READ, "creds/app-role", Map.of()).effect());

    assertEquals(
        List.of("CREATE USER 'USER' WITH PASSWORD 'PASS' NOSUPERUSER"), shapes(made.statements()));
    assertTrue(made.userName().matches("v_token_app_role_[0-9a-z]{20}_[0-9]{10}"), made.userName());
  }

  @Test
  void rollback_statements_go_along() {
    mount.write(
        "roles/app",
        Map.of(
            "db_name", "ring",
            "creation_statements", "CREATE ROLE \"{{username}}\"; GRANT x TO {{name}}",
            "rollback_statements", "DROP ROLE {{username}};"));

    DatabaseEffect.CreateUser made =
        assertInstanceOf(
            DatabaseEffect.CreateUser.class,
            mount.plan(Operation.READ, "creds/app", Map.of()).effect());

    assertEquals(List.of("CREATE ROLE \"USER\"", "GRANT x TO 'USER'"), shapes(made.statements()));
    assertEquals(List.of("DROP ROLE 'USER'"), shapes(made.undo()));
  }

  @Test
  void a_user_is_renewed_without_an_act() {
    mount.write("roles/app", Map.of("db_name", "ring"));
    Decision issued = mount.perform(Operation.READ, "creds/app", Map.of(), new Outcome.Done());
    LeaseRow row =
        Objects.requireNonNull(Leases.find(mount.head, issued.response().lease().leaseId()));

    assertNull(mount.engine.renewal(row.lease(), DatabaseMount.NOW.plusSeconds(60), mount.head));
  }

  @Test
  void the_root_password_is_changed_as_vault_does() {
    DatabaseEffect.ChangeUser change =
        assertInstanceOf(
            DatabaseEffect.ChangeUser.class,
            mount.plan(Operation.UPDATE, "rotate-root/ring", Map.of()).effect());

    assertEquals(List.of("ALTER USER 'admin' WITH PASSWORD 'PASS'"), shapes(change.statements()));
  }

  @Test
  void what_the_target_says_is_told_in_vaults_words() {
    assertEquals(
        INITIALIZING
            + "error verifying connection: "
            + SESSION
            + "control: unable to connect to initial hosts: Provided username x and/or password"
            + " are incorrect",
        verified(new Outcome.Refused("0100", "Provided username x and/or password are incorrect")));
    assertEquals(
        INITIALIZING
            + "error verifying connection: "
            + SESSION
            + "control: unable to connect to initial hosts: dial tcp one.example:9042: connect:"
            + " connection refused",
        verified(new Outcome.Refused("unreachable", "connection refused")));
    assertEquals(
        INITIALIZING
            + "error verifying connection: "
            + SESSION
            + "failed to resolve any of the provided hostnames",
        verified(new Outcome.Refused("unreachable", "unknown host")));
    assertEquals(
        INITIALIZING
            + "error verifying connection: error validating connection info: No role create"
            + " permissions found, previous error: no",
        verified(
            new Outcome.Refused("2100", "No role create permissions found, previous error: no")));
  }

  private String verified(Outcome outcome) {
    return assertThrows(
            Refusal.class,
            () -> mount.perform(Operation.UPDATE, "config/other", CONNECTION, outcome))
        .errors()
        .getFirst();
  }

  @Test
  void a_statement_that_fails_is_told_as_the_server_says_it() {
    mount.write("roles/app", Map.of("db_name", "ring"));
    Outcome no = new Outcome.Refused("2000", "line 1:0 no viable alternative at input 'BAD'");

    Refusal refusal = mount.perform(Operation.READ, "creds/app", Map.of(), no).refusal();

    assertEquals(
        List.of("line 1:0 no viable alternative at input 'BAD'"),
        Objects.requireNonNull(refusal).errors());
  }

  @Test
  void a_password_that_is_not_changed_is_told_as_vault_tells_it() {
    Outcome no = new Outcome.Refused("2000", "no");

    Refusal refusal = mount.perform(Operation.UPDATE, "rotate-root/ring", Map.of(), no).refusal();

    assertEquals(
        List.of("failed to update user: 1 error occurred:\n\t* no\n\n"),
        Objects.requireNonNull(refusal).errors());
  }
}

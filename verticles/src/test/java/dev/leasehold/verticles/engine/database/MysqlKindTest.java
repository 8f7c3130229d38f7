package dev.leasehold.verticles.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlKindTest {
  private static final Reveal TO_COMPARE = Reveal.because("a test looks whether it is right");
  private static final String URL = "{{username}}:{{password}}@tcp(db:3306)/";
  private static final String KEY =
      """
      -----BEGIN CERTIFICATE-----
      A
      -----END CERTIFICATE-----
      -----BEGIN PRIVATE KEY-----
      sesame-key
      -----END PRIVATE KEY-----
      """;

  private DatabaseMount mount;

  @BeforeEach
  void configure() {
    mount = new DatabaseMount();
    mount.write("config/my", connection("mysql-database-plugin"));
    mount.write(
        "roles/app",
        Map.of(
            "db_name",
            "my",
            "creation_statements",
            List.of(
                "CREATE USER '{{name}}'@'%' IDENTIFIED BY '{{password}}';"
                    + " GRANT SELECT ON *.* TO {{name}}@'%'"),
            "rollback_statements",
            List.of("DROP USER '{{name}}'@'%'")));
  }

  private static Map<String, Object> connection(String plugin) {
    Map<String, Object> data = new HashMap<>();
    data.put("plugin_name", plugin);
    data.put("connection_url", URL);
    data.put("username", "root");
    data.put("password", "open-sesame");
    data.put("allowed_roles", "*");
    return data;
  }

  private DatabaseEffect.CreateUser issue() {
    Handler.Planned planned = mount.plan(Operation.READ, "creds/app", Map.of());
    mount.replay(planned.intent());
    return assertInstanceOf(DatabaseEffect.CreateUser.class, planned.effect());
  }

  private Lease lease(Handler.Planned planned) {
    return planned.intent().events().stream()
        .filter(LeaseEvent.CredentialIntended.class::isInstance)
        .map(event -> ((LeaseEvent.CredentialIntended) event).lease())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_user_is_made_by_single_statements_and_unmade_by_the_roles_own() {
    DatabaseEffect.CreateUser made = issue();

    assertTrue(made.userName().matches("v-[a-z]+-app-[A-Za-z0-9]{20}.*"), made.userName());
    assertTrue(made.userName().length() <= 32);
    assertEquals(2, made.statements().size());
    assertEquals(
        "GRANT SELECT ON *.* TO `" + made.userName() + "`@'%'", made.statements().getLast().text());
    assertEquals("DROP USER '" + made.userName() + "'@'%'", made.undo().getFirst().text());
  }

  @ParameterizedTest
  @CsvSource({
    "mysql-legacy-database-plugin",
    "mysql-aurora-database-plugin",
    "mysql-rds-database-plugin"
  })
  void short_names_still_have_64_random_bits(String plugin) {
    mount.write("config/my", connection(plugin));

    String name = issue().userName();

    assertTrue(name.matches("v-ap-[A-Za-z0-9]{11}"), name);
  }

  @Test
  void renewing_needs_no_act_and_revoking_drops_the_user() {
    Handler.Planned planned = mount.plan(Operation.READ, "creds/app", Map.of());
    mount.replay(planned.intent());
    Lease lease = lease(planned);

    assertNull(mount.engine.renewal(lease, DatabaseMount.NOW.plusSeconds(9), mount.head));
    DatabaseEffect.DropUser drop =
        assertInstanceOf(DatabaseEffect.DropUser.class, mount.engine.revocation(lease, mount.head));
    assertEquals(List.of(), drop.statements());
    assertEquals(lease.userName(), drop.userName());
  }

  @Test
  void a_key_is_kept_with_the_password_and_shown_to_nobody() {
    Map<String, Object> data = connection("mysql-database-plugin");
    data.put("tls_certificate_key", KEY);

    Decision written = mount.write("config/my", data);

    assertFalse(written.events().toString().contains("sesame-key"));
    assertFalse(
        String.valueOf(mount.read(Operation.READ, "config/my").data()).contains("sesame-key"));
    SecretBytes key = issue().database().tlsKey();
    assertNotNull(key);
    assertEquals(KEY, key.revealUtf8(TO_COMPARE));
  }

  @Test
  void a_password_in_the_url_is_taken_out_of_it() {
    Map<String, Object> data = connection("mysql-database-plugin");
    data.put("connection_url", "me:sesame@2:x@tcp(db:3306)/app?tls=true");
    data.remove("password");

    Decision written = mount.write("config/my", data);

    assertFalse(written.events().toString().contains("sesame@2"));
    Map<?, ?> details =
        (Map<?, ?>)
            Objects.requireNonNull(
                Objects.requireNonNull(mount.read(Operation.READ, "config/my").data())
                    .get("connection_details"));
    assertEquals("me:xxxxx@tcp(db:3306)/app?tls=true", details.get("connection_url"));
    assertEquals("sesame@2:x", issue().database().password().revealUtf8(TO_COMPARE));
    assertEquals("me", issue().database().userName());
  }

  @ParameterizedTest
  @CsvSource({
    "connection_url,{{username}}:{{password}}@tcp(other:3306)/",
    "connection_url,{{username}}:{{password}}@tcp(db:3307)/",
    "connection_url,{{username}}:{{password}}@tcp(db:3306)/?tls=skip-verify",
    "connection_url,{{username}}:{{password}}@tcp(db:3306)/?allowCleartextPasswords=true",
    "tls_server_name,other",
    "tls_skip_verify,true",
    "tls_ca,-----BEGIN CERTIFICATE-----"
  })
  void another_server_does_not_get_the_password_that_was_given_for_this_one(
      String name, String value) {
    Refusal refusal =
        assertThrows(
            Refusal.class, () -> mount.plan(Operation.UPDATE, "config/my", Map.of(name, value)));

    assertEquals(
        "error creating database object: password is required where the host, the port or the"
            + " TLS mode changes",
        refusal.errors().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connection_url||connection_url cannot be empty
          connection_url|nonsense|error verifying - connection: unable to parse connectionURL: \
          invalid DSN: missing the slash separating the database name
          connection_url|u@tcp(h)/?allowAllFiles=1|error verifying - connection: unable to parse \
          connectionURL: parameter "allowAllFiles" is not supported
          tls_ca|junk|failed to append CA to client options
          tls_certificate_key|junk|unable to load tls_certificate_key_data: tls: failed to find \
          any PEM data in certificate input
          """)
  void what_cannot_be_used_is_refused_in_vaults_words(String name, String value, String told) {
    Map<String, Object> data = connection("mysql-database-plugin");
    data.put(name, value == null ? "" : value);

    Refusal refusal =
        assertThrows(Refusal.class, () -> mount.plan(Operation.UPDATE, "config/new", data));

    assertEquals("error creating database object: " + told, refusal.errors().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1064|Error 1064: You have an error|Error 1064: You have an error
          login_1045|Error 1045: Access denied|Error 1045: Access denied
          unreachable|connection refused|dial tcp db:3306: connect: connection refused
          unreachable|unknown host|dial tcp: lookup db: no such host
          """)
  void refusals_are_told_in_the_words_of_vaults_driver(
      String errorClass, String error, String told) {
    Outcome refused = new Outcome.Refused(errorClass, error);

    Decision issued = mount.perform(Operation.READ, "creds/app", Map.of(), refused);
    Decision rotated = mount.perform(Operation.UPDATE, "rotate-root/my", Map.of(), refused);

    assertEquals(told, DatabaseMount.refusal(issued));
    assertEquals(
        "failed to update user: failed to change password: " + told,
        DatabaseMount.refusal(rotated));
  }
}

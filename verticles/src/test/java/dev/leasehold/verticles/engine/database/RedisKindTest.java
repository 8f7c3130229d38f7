package dev.leasehold.verticles.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisKindTest {
  private static final Map<String, Object> CONNECTION =
      Map.of(
          "plugin_name", "redis-database-plugin",
          "allowed_roles", "*",
          "host", "cache",
          "port", 6379,
          "username", "admin",
          "password", "open-sesame");

  private DatabaseMount mount;

  @BeforeEach
  void configure() {
    mount = new DatabaseMount();
    mount.write("config/redis", CONNECTION);
  }

  private String refusedWith(String name, Object value) {
    Map<String, Object> wrong = new HashMap<>(CONNECTION);
    wrong.put(name, value);
    Refusal refusal =
        assertThrows(Refusal.class, () -> mount.plan(Operation.UPDATE, "config/other", wrong));
    return refusal.errors().getFirst();
  }

  private DatabaseEffect.CreateUser creation(Map<String, Object> role) {
    mount.write("roles/app", role);
    return assertInstanceOf(
        DatabaseEffect.CreateUser.class,
        mount.plan(Operation.READ, "creds/app", Map.of()).effect());
  }

  private static List<String> shapes(List<Statement> statements) {
    return statements.stream()
        .map(statement ->
            statement.text().replaceAll("V_[A-Z0-9_]+", "USER").replaceAll(">[^\"]{20}", ">PASS"))
        .toList();
  }

  @Test
  void what_is_missing_or_wrong_is_refused_in_vaults_words() {
    String creating = "error creating database object: ";
    assertEquals(creating + "host cannot be empty", refusedWith("host", ""));
    assertEquals(creating + "port cannot be empty", refusedWith("port", 0));
    assertEquals(creating + "username cannot be empty", refusedWith("username", ""));
    assertEquals(creating + "password cannot be empty", refusedWith("password", ""));
    assertEquals(creating + "ca_cert cannot be empty", refusedWith("tls", true));
    assertTrue(refusedWith("port", 70_000).startsWith(creating + "port must be"));
    assertTrue(refusedWith("persistence_mode", "DISK").startsWith(creating + "persistence_mode"));
  }

  @Test
  void a_user_gets_the_rules_of_its_role() {
    DatabaseEffect.CreateUser made =
        creation(
            Map.of("db_name", "redis", "creation_statements", List.of("[\"~app:*\", \"+get\"]")));

    assertEquals(
        List.of("[\"ACL\",\"SETUSER\",\"USER\",\"ON\",\">PASS\",\"~app:*\",\"+get\"]"),
        shapes(made.statements()));
    assertTrue(made.userName().matches("V_TOKEN_APP_[0-9A-Z]{20}_[0-9]{10}"), made.userName());
    assertFalse(made.toString().contains(made.statements().getFirst().text()));
  }

  @Test
  void a_role_that_says_nothing_lets_its_users_read() {
    assertEquals(
        List.of("[\"ACL\",\"SETUSER\",\"USER\",\"ON\",\">PASS\",\"~*\",\"+@read\"]"),
        shapes(creation(Map.of("db_name", "redis")).statements()));
  }

  @Test
  void rules_that_are_no_list_of_texts_are_refused_when_they_are_used() {
    for (String rules : List.of("+@read", "{}", "[1]", "[\"~*\"")) {
      mount.write("roles/app", Map.of("db_name", "redis", "creation_statements", List.of(rules)));

      assertThrows(Refusal.class, () -> mount.plan(Operation.READ, "creds/app", Map.of()), rules);
    }
  }

  @Test
  void a_user_is_deleted_whatever_its_role_says_and_renewed_without_an_act() {
    mount.write(
        "roles/app", Map.of("db_name", "redis", "revocation_statements", List.of("anything")));
    Decision issued = mount.perform(Operation.READ, "creds/app", Map.of(), new Outcome.Done());
    LeaseRow row =
        Objects.requireNonNull(Leases.find(mount.head, issued.response().lease().leaseId()));

    DatabaseEffect.DropUser drop =
        assertInstanceOf(
            DatabaseEffect.DropUser.class, mount.engine.revocation(row.lease(), mount.head));

    assertEquals(List.of(), drop.statements());
    assertEquals(
        null, mount.engine.renewal(row.lease(), DatabaseMount.NOW.plusSeconds(60), mount.head));
  }

  @Test
  void the_root_password_is_replaced_and_no_other_is_kept() {
    DatabaseEffect.ChangeUser change =
        assertInstanceOf(
            DatabaseEffect.ChangeUser.class,
            mount.plan(Operation.UPDATE, "rotate-root/redis", Map.of()).effect());

    assertEquals(
        List.of("[\"ACL\",\"SETUSER\",\"admin\",\"RESETPASS\",\">PASS\"]"),
        shapes(change.statements()));
  }
}

package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Static roles and the rotation of a connection's own password, in a real server of each kind but
/// PostgreSQL, see [StaticRoleLifeTest]. Whether a password is let in is asked by a connection that
/// is verified as it is configured.
class StaticRolesOfEachKindTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LONG = "1h";
  private static final Set<String> ELSEWHERE = Set.of("astra", "pg");

  @TempDir private static Path folder;
  private static List<CrashTarget> targets;
  private static Running server;
  private static Client root;

  /// A user of a database, and the password that it was made with.
  private record Made(String user, String password) {}

  @BeforeAll
  static void start() throws Exception {
    targets = CrashTargets.start(folder);
    server = Running.inMemory();
    root = server.client();
    for (CrashTarget target : targets) {
      target.prepare(root, Set.of(LONG));
    }
    root.done("redis/roles/" + LONG, CrashTarget.role("redis", LONG, "[\"~*\", \"+@all\"]"));
    root.post(
        "cassandra/roles/" + LONG,
        CrashTarget.role(
            "ring", LONG, "CREATE USER '{{username}}' WITH PASSWORD '{{password}}' SUPERUSER"));
    String user = "'{{name}}'@'%'";
    root.done(
        "mariadb/roles/" + LONG,
        CrashTarget.role(
            "mariadb",
            LONG,
            "CREATE USER " + user + " IDENTIFIED BY '{{password}}'",
            "GRANT CREATE USER ON *.* TO " + user));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    for (CrashTarget target : targets) {
      target.close();
    }
  }

  private static List<String> mounts() {
    return targets.stream()
        .map(CrashTarget::mount)
        .filter(mount -> !ELSEWHERE.contains(mount))
        .toList();
  }

  @Test
  void a_static_role_has_a_password_that_works_and_that_alone() throws Exception {
    for (String mount : mounts()) {
      Made made = made(mount);
      assertEquals(204, lets(mount, made.user(), made.password()).status(), mount);

      root.done(mount + "/static-roles/app", role(mount, made, "1h"));
      String first = password(mount, "app");
      assertNotEquals(made.password(), first, mount);
      assertEquals(204, lets(mount, made.user(), first).status(), mount);
      assertEquals(400, lets(mount, made.user(), made.password()).status(), mount);

      root.done(mount + "/rotate-role/app", Map.of());
      String second = password(mount, "app");
      assertEquals(204, lets(mount, made.user(), second).status(), mount);
      assertEquals(400, lets(mount, made.user(), first).status(), mount);
    }
  }

  @Test
  void a_password_is_rotated_by_itself_when_it_is_due() throws Exception {
    Map<String, Made> first = new HashMap<>();
    for (String mount : mounts()) {
      Made made = made(mount);
      root.done(mount + "/static-roles/often", role(mount, made, "5s"));
      first.put(mount, new Made(made.user(), password(mount, "often")));
    }
    for (Map.Entry<String, Made> each : first.entrySet()) {
      String mount = each.getKey();
      Made before = each.getValue();
      Eventually.is(
          "the password in " + mount + " is another",
          PATIENCE,
          () -> !password(mount, "often").equals(before.password()));
      assertEquals(400, lets(mount, before.user(), before.password()).status(), mount);
    }
  }

  @Test
  void a_connection_rotates_its_own_password() throws Exception {
    for (String mount : mounts()) {
      Made made = made(mount);
      root.done(mount + "/config/own", connection(mount, made.user(), made.password()));

      Client.Answer rotated = root.post(mount + "/rotate-root/own", Map.of());

      assertEquals(204, rotated.status(), mount + " answered " + rotated.errors());
      assertEquals(400, lets(mount, made.user(), made.password()).status(), mount);
      Client.Answer reset = root.post(mount + "/reset/own", Map.of());
      assertEquals(204, reset.status(), mount + " answered " + reset.errors());
    }
  }

  @Test
  void a_user_that_is_not_there_makes_no_static_role() throws Exception {
    for (String mount : mounts()) {
      Made nobody = new Made("nobody", "");

      Client.Answer answer = root.post(mount + "/static-roles/none", role(mount, nobody, "1h"));

      assertEquals(500, answer.status(), mount + " answered " + answer);
      assertEquals(404, root.get(mount + "/static-roles/none").status(), mount);
    }
  }

  private static Made made(String mount) throws IOException {
    Client.Answer issued = root.get(mount + "/creds/" + LONG);
    assertEquals(200, issued.status(), mount + " answered " + issued.errors());
    return new Made(issued.text("/data/username"), issued.text("/data/password"));
  }

  private static Map<String, Object> role(String mount, Made made, String period)
      throws IOException {
    return Map.of(
        "db_name", connectionOf(mount), "username", made.user(), "rotation_period", period);
  }

  /// The first that a mount has: others are made beside it.
  private static String connectionOf(String mount) throws IOException {
    List<String> names = new ArrayList<>();
    root.list(mount + "/config").body().at("/data/keys").forEach(one -> names.add(one.asText()));
    names.removeAll(Set.of("own", "probe"));
    return names.getFirst();
  }

  private static String password(String mount, String role) throws IOException {
    Client.Answer answer = root.get(mount + "/static-creds/" + role);
    assertEquals(200, answer.status(), mount + " answered " + answer.errors());
    return answer.text("/data/password");
  }

  private static Client.Answer lets(String mount, String user, String password) throws IOException {
    return root.post(mount + "/config/probe", connection(mount, user, password));
  }

  /// The mount's connection as another user.
  private static Map<String, Object> connection(String mount, String user, String password)
      throws IOException {
    Client.Answer read = root.get(mount + "/config/" + connectionOf(mount));
    Map<String, Object> form = new HashMap<>();
    read.body()
        .at("/data/connection_details")
        .properties()
        .forEach(one -> form.put(one.getKey(), one.getValue()));
    form.put("plugin_name", read.text("/data/plugin_name"));
    form.put("allowed_roles", "*");
    form.put("username", user);
    form.put("password", password);
    return form;
  }
}

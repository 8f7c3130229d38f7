package dev.leasehold.verticles.cli;

import static dev.leasehold.verticles.cli.CannedServer.Outcome.done;
import static dev.leasehold.verticles.cli.CannedServer.Outcome.failed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the commands about mounts, devices and plugins send, print and return, compared with what
/// the reference `vault` was seen to do.
final class MountCommandsTest {
  @TempDir private Path home;
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_auth_method_is_tuned_by_what_is_given() {
    server.answers("POST /v1/sys/mounts/auth/userpass/tune", 204, "");
    String[] line = {
      "auth",
      "tune",
      "-default-lease-ttl=72h",
      "-max-lease-ttl=system",
      "-description=",
      "-token-type=batch",
      "-user-lockout-threshold=7",
      "-user-lockout-duration=10m",
      "-user-lockout-disable=false",
      "userpass"
    };
    assertEquals(done("Success! Tuned the auth method at: userpass/"), server.run(line));
    assertEquals(
        List.of(
            "POST /v1/sys/mounts/auth/userpass/tune {\"options\":null,"
                + "\"default_lease_ttl\":\"72h0m0s\",\"description\":\"\","
                + "\"max_lease_ttl\":\"system\",\"force_no_cache\":false,\"token_type\":\"batch\","
                + "\"user_lockout_config\":{\"lockout_threshold\":\"7\","
                + "\"lockout_duration\":\"10m0s\",\"lockout_disable\":false}}"),
        server.requests);
    assertEquals(
        failed(
            1,
            "invalid value \"x\" for flag -user-lockout-threshold: strconv.ParseUint: parsing"
                + " \"x\": invalid syntax"),
        server.run("auth", "tune", "-user-lockout-threshold=x", "userpass"));
  }

  @Test
  void a_secrets_engine_is_enabled_and_tuned() {
    server
        .answers("POST /v1/sys/mounts/kv", 204, "")
        .answers("POST /v1/sys/mounts/kv/tune", 204, "");
    assertEquals(
        done("Success! Enabled the kv secrets engine version v1.0 at: kv/"),
        server.run("secrets", "enable", "-plugin-version=v1.0", "-allowed-managed-keys=a", "kv"));
    assertTrue(
        server.requests.getLast().contains("\"allowed_managed_keys\":[\"a\"]"),
        server.requests.getLast());
    assertEquals(
        done("Success! Tuned the secrets engine at: kv/"),
        server.run("secrets", "tune", "-allowed-managed-keys=a", "kv"));
    assertEquals(
        failed(1, "flag provided but not defined: -token-type"),
        server.run("secrets", "enable", "-token-type=batch", "kv"));
  }

  @Test
  void a_move_is_waited_for() {
    server
        .answers("POST /v1/sys/remount", 200, "{\"data\":{\"migration_id\":\"m\"}}")
        .answersInTurn(
            "GET /v1/sys/remount/status/m",
            "{\"data\":{\"migration_info\":{\"status\":\"in-progress\"}}}",
            "{\"data\":{\"migration_info\":{\"status\":\"success\"}}}",
            "{\"data\":{\"migration_info\":{\"status\":\"failure\"}}}");
    String move = " secrets engine a/ to b/, with migration ID m\n";
    assertEquals(
        new CannedServer.Outcome(
            0,
            ("Started moving%sWaiting for terminal status in migration of%s"
                    + "Success! Finished moving%s")
                .formatted(move, move, move),
            ""),
        server.run("secrets", "move", "a", "b/"));
    assertEquals(List.of(Duration.ofSeconds(10)), server.pauses);
    assertEquals(
        "POST /v1/sys/remount {\"from\":\"a/\",\"to\":\"b/\"}", server.requests.getFirst());
    String auth = " auth method auth/a/ to auth/b/, with migration ID m\n";
    assertEquals(
        new CannedServer.Outcome(
            0, "Started moving" + auth, "Failure! Error encountered moving" + auth),
        server.run("auth", "move", "auth/a", "auth/b"));
  }

  @Test
  void a_refused_move_is_told() {
    server.answers("POST /v1/sys/remount", 400, "{\"errors\":[\"no\"]}");
    CannedServer.Outcome outcome = server.run("secrets", "move", "a", "b");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().startsWith("Error moving secrets engine a/ to b/: "), outcome.err());
  }

  @Test
  void help_on_a_method_is_found_by_type_or_by_path() {
    server.answers(
        "GET /v1/sys/auth",
        200,
        "{\"data\":{\"people/\":{\"type\":\"userpass\"},\"apps/\":{\"type\":\"approle\"}}}");
    String byType = server.run("auth", "help", "userpass").out();
    assertTrue(byType.startsWith("Usage: vault login -method=userpass"), byType);
    assertEquals(List.of(), server.requests);
    assertEquals(byType, server.run("auth", "help", "people").out());
    assertEquals(
        failed(1, "No auth method available on the server at \"none/\""),
        server.run("auth", "help", "none"));
    assertEquals(
        failed(2, "No method-specific CLI handler available for auth method \"apps\""),
        server.run("auth", "help", "apps"));
  }

  @Test
  void audit_devices_are_listed_in_the_order_of_their_parts() {
    server.answers(
        "GET /v1/sys/audit",
        200,
        "{\"data\":{\"file/\":{\"path\":\"file/\",\"local\":true,\"type\":\"file\","
            + "\"description\":\"\",\"options\":{\"b\":\"2\",\"a\":\"1\"}}}}");
    String json =
        """
        {
          "file/": {
            "type": "file",
            "description": "",
            "options": {
              "a": "1",
              "b": "2"
            },
            "local": true,
            "path": "file/"
          }
        }
        """;
    assertEquals(json, server.run("audit", "list", "-format=json").out());
  }

  @Test
  void plugins_are_listed_by_type() {
    server.answers(
        "GET /v1/sys/plugins/catalog",
        200,
        "{\"data\":{\"auth\":[\"ldap\"],\"secret\":[\"kv\"],\"detailed\":["
            + "{\"type\":\"auth\",\"name\":\"ldap\",\"version\":\"v1\",\"builtin\":true},"
            + "{\"type\":\"secret\",\"name\":\"kv\",\"version\":\"v2\",\"builtin\":true,"
            + "\"deprecation_status\":\"supported\"}]}}");
    assertEquals(
        """
        Name    Type      Version
        ----    ----      -------
        ldap    auth      v1
        kv      secret    v2
        """,
        server.run("plugin", "list").out());
    assertEquals(
        "Name    Version\n----    -------\nkv      v2\n",
        server.run("plugin", "list", "secret").out());
    assertEquals(
        """
        Name    Type      Version    Deprecation Status
        ----    ----      -------    ------------------
        kv      secret    v2         supported
        """,
        server.run("plugin", "list", "-detailed", "secret").out());
    assertTrue(server.run("plugin", "list", "-format=json").out().contains("\"details\": ["));
    assertEquals(
        failed(2, "Error parsing type: \"x\" is not a supported plugin type"),
        server.run("plugin", "list", "x"));
  }

  @Test
  void a_plugin_is_shown_registered_deregistered_and_reloaded() {
    server
        .answers(
            "GET /v1/sys/plugins/catalog/secret/kv",
            200,
            "{\"data\":{\"name\":\"kv\",\"args\":[]}}")
        .answers("PUT /v1/sys/plugins/catalog/secret/mine", 204, "")
        .answers("DELETE /v1/sys/plugins/catalog/secret/mine?version=", 204, "")
        .answers("PUT /v1/sys/plugins/reload/backend", 204, "");
    assertEquals("kv", server.run("plugin", "info", "-field=name", "secret", "kv").out());
    assertEquals(
        done("Success! Registered plugin: mine"),
        server.run("plugin", "register", "-sha256=ab", "-args=x", "secret", "mine"));
    assertEquals(
        "PUT /v1/sys/plugins/catalog/secret/mine {\"type\":\"secret\",\"args\":[\"x\"],"
            + "\"command\":\"mine\",\"sha256\":\"ab\"}",
        server.requests.getLast());
    assertEquals(
        failed(1, "SHA256 is required for all plugins, please provide -sha256"),
        server.run("plugin", "register", "secret", "mine"));
    assertEquals(
        done("Success! Deregistered plugin (if it was registered): mine"),
        server.run("plugin", "deregister", "secret", "mine"));
    assertEquals(
        failed(2, "version \"x\" is not a valid semantic version: Malformed version: x"),
        server.run("plugin", "deregister", "-version=x", "secret", "mine"));
    assertEquals(
        done("Success! Reloaded plugin: kv"), server.run("plugin", "reload", "-plugin=kv"));
    assertEquals(
        done("Success! Reloaded mounts: [a b]"),
        server.run("plugin", "reload", "-mounts=a", "-mounts=b"));
  }
}

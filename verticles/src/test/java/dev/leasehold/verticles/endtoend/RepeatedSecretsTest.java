package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.verticles.gate.Acls;
import dev.leasehold.verticles.node.EngineList;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.transcript.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checks of THREATS.md about secrets that come back where nobody expects them: in errors (T23)
/// and in the lines of audit devices (T8).
class RepeatedSecretsTest {
  private static final String CANARY = "kanari-q7x2-secret";
  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "token",
          "secret_id",
          "otp",
          "encoded_token",
          "api_token",
          "totp",
          "client_secret",
          "input");

  @TempDir static Path folder;
  private static Running server;
  private static Client root;
  private static Path log;

  @BeforeAll
  static void start() throws IOException {
    server = Running.inMemory();
    root = server.client();
    for (String method : List.of("userpass", "approle", "github", "okta", "app-id")) {
      root.done("sys/auth/" + method, Map.of("type", method));
    }
    root.done("sys/mounts/db", Map.of("type", "database"));
    root.done("sys/mounts/old", Map.of("type", "kv", "options", Map.of("version", "1")));
    root.done("auth/approle/role/app", Map.of("role_id", "app"));
    log = folder.resolve("audit.log");
    root.done("sys/config/auditing/request-headers/X-Canary", Map.of("hmac", true));
    root.done(
        "sys/audit/file", Map.of("type", "file", "options", Map.of("file_path", log.toString())));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void T23_every_field_that_holds_a_secret_says_so() {
    for (MountTable table : MountTable.values()) {
      for (String type :
          List.of(
              "system",
              "identity",
              "kv",
              "database",
              "cubbyhole",
              "token",
              "userpass",
              "approle",
              "github",
              "okta",
              "app-id")) {
        for (Field field : fields(table, type)) {
          assertTrue(
              !SECRETS.contains(field.name()) || field.secret(), type + " repeats " + field.name());
        }
      }
    }
  }

  private static List<Field> fields(MountTable table, String type) {
    var engines = EngineList.with(new Acls(), (device, options, call) -> {});
    if (engines.mountable(table, type) == null && !engines.isBuiltIn(table, type)) {
      return List.of();
    }
    Mount mount =
        new Mount(
            "root",
            table,
            "uuid",
            "a/",
            type,
            "",
            "accessor",
            false,
            false,
            false,
            Map.of("version", "2"),
            MountConfig.DEFAULT);
    return engines.routes(mount).routes().stream().flatMap(one -> one.fields().stream()).toList();
  }

  @Test
  void T23_no_error_repeats_a_secret_that_was_sent_in_another_form() throws Exception {
    for (Map.Entry<String, String> asked :
        Map.ofEntries(
                Map.entry("secret/data/a", "data"),
                Map.entry("auth/userpass/users/u", "password"),
                Map.entry("auth/userpass/login/u", "password"),
                Map.entry("auth/approle/login", "secret_id"),
                Map.entry("auth/approle/role/app/custom-secret-id", "secret_id"),
                Map.entry("auth/approle/role/app/secret-id/lookup", "secret_id"),
                Map.entry("auth/approle/role/app/secret-id/destroy", "secret_id"),
                Map.entry("auth/token/create", "id"),
                Map.entry("auth/token/lookup", "token"),
                Map.entry("auth/token/renew", "token"),
                Map.entry("auth/token/revoke", "token"),
                Map.entry("auth/token/revoke-orphan", "token"),
                Map.entry("auth/github/login", "token"),
                Map.entry("auth/okta/config", "api_token"),
                Map.entry("auth/okta/login/u", "password"),
                Map.entry("auth/app-id/login", "user_id"),
                Map.entry("identity/oidc/introspect", "token"),
                Map.entry("db/config/pg", "password"),
                Map.entry("sys/wrapping/unwrap", "token"),
                Map.entry("sys/wrapping/rewrap", "token"),
                Map.entry("sys/wrapping/lookup", "token"),
                Map.entry("sys/capabilities", "token"),
                Map.entry("sys/audit-hash/file", "input"),
                Map.entry("sys/tools/hash", "input"),
                Map.entry("sys/decode-token", "encoded_token"),
                Map.entry("sys/generate-root/attempt", "otp"),
                Map.entry("sys/generate-root/update", "key"),
                Map.entry("sys/rekey/init", "pgp_keys"),
                Map.entry("sys/rekey/update", "key"),
                Map.entry("sys/rekey/verify", "key"),
                Map.entry("sys/unseal", "key"))
            .entrySet()) {
      for (String form : List.of("\"?\"", "[\"?\"]", "[[\"?\"]]", "{\"a\":\"?\"}", "\"? ?\"")) {
        String body = "{\"" + asked.getValue() + "\":" + form.replace("?", CANARY) + "}";
        for (Client client : List.of(root, root.as(""))) {
          Client.Answer answer = client.ask("POST", asked.getKey(), body);
          assertTrue(
              answer.good() || !answer.body().toString().contains(CANARY),
              asked.getKey() + " with " + body + " was answered " + answer);
        }
      }
    }
    root.delete("sys/generate-root/attempt");
  }

  @Test
  void T23_no_error_repeats_a_body_that_cannot_be_read() throws Exception {
    for (String path : List.of("secret/data/a", "sys/unseal", "auth/userpass/login/u", "none/a")) {
      for (String body :
          List.of("{\"a\":\"?\"", "\"?\"", "[\"?\"]", "?", "{\"a\":?}", "a=?&b=%zz", "{?:1}")) {
        Client.Answer answer = root.ask("POST", path, body.replace("?", CANARY));
        assertFalse(answer.body().toString().contains(CANARY), path + ": " + answer);
      }
    }
  }

  @Test
  void T23_no_error_repeats_a_token() throws Exception {
    for (String path : List.of("secret/data/a", "sys/mounts", "auth/token/lookup-self", "none")) {
      Client.Answer answer = root.as(CANARY + "-none").get(path);
      assertEquals(403, answer.status());
      assertFalse(answer.body().toString().contains(CANARY), answer.toString());
    }
  }

  @Test
  void T8_no_line_of_a_device_shows_what_was_sent_or_answered() throws Exception {
    Map<String, Object> nested =
        Map.of("a", List.of(Map.of("b", List.of(CANARY, List.of(CANARY))), CANARY), "c", CANARY);
    root.done("secret/data/deep", Map.of("data", nested));
    root.get("secret/data/deep");
    root.done("old/deep", nested);
    root.get("old/deep");
    root.ask("PATCH", "secret/data/deep", "{\"data\":{\"c\":\"" + CANARY + "\"}}");
    root.ask("POST", "secret/data/deep", "{\"data\":\"" + CANARY + "\"}");
    root.ask("POST", "secret/data/deep", "{\"data\":[\"" + CANARY + "\"]}");
    root.done("auth/userpass/users/u", Map.of("password", CANARY));
    root.as("").done("auth/userpass/login/u", Map.of("password", CANARY));
    root.as("").post("auth/userpass/login/u", Map.of("password", CANARY + "!"));
    root.as("").post("auth/userpass/login/u", Map.of("password", List.of(CANARY)));
    root.done("auth/token/create", Map.of("id", CANARY));
    root.as(CANARY).get("auth/token/lookup-self");
    root.done("cubbyhole/a", Map.of("v", CANARY));
    root.get("cubbyhole/a");
    Client.Answer wrapped =
        root.wrapped("POST", "sys/wrapping/wrap", "{\"v\":[\"" + CANARY + "\"]}");
    Client.Answer unwrapped =
        root.as(wrapped.text("/wrap_info/token")).post("sys/wrapping/unwrap", Map.of());
    assertEquals(CANARY, unwrapped.text("/data/v/0"));
    sent("POST /v1/old/form", "Content-Type: application/x-www-form-urlencoded\r\n", "v=" + CANARY);
    sent("GET /v1/old/deep?v=" + CANARY, "Authorization: Bearer " + CANARY + "\r\n", "");
    sent("GET /v1/old/deep", "X-Vault-Token: root\r\nX-Canary: " + CANARY + "\r\n", "");

    String lines = Files.readString(log);
    assertTrue(lines.lines().count() > 30, "the device took the lines");
    for (String form : forms()) {
      int at = lines.indexOf(form);
      assertTrue(
          at < 0, () -> "shown: " + lines.substring(Math.max(0, at - 300), at + form.length()));
    }
  }

  private static List<String> forms() {
    byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
    return List.of(
        CANARY,
        HexFormat.of().formatHex(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  private static void sent(String line, String headers, String body) throws IOException {
    try (Wire wire = new Wire("127.0.0.1", server.port())) {
      wire.send(
          line
              + " HTTP/1.1\r\nHost: x\r\n"
              + headers
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      wire.receive();
    }
  }
}

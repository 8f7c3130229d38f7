package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// T2: words that were given to a server as secrets, paths, names and tokens stand in no byte of
/// what it leaves on the disk, in no usual form.
class CanaryTest {
  private static final List<String> KINDS =
      List.of(
          "secret",
          "field",
          "path",
          "token",
          "policy",
          "meta",
          "display",
          "mount",
          "role",
          "user",
          "password",
          "host");

  @TempDir Path folder;

  @Test
  void nothing_that_was_told_can_be_read_on_the_disk() throws IOException {
    Path data = folder.resolve("leasehold");
    Path log = folder.resolve("log");
    List<String> told = new ArrayList<>(KINDS.stream().map(CanaryTest::canary).toList());
    String share;
    String token;
    try (ChildServer server = ChildServer.start(data, log, Duration.ZERO)) {
      Client.Answer born =
          Client.of(server.port(), "")
              .done("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
      share = born.body().at("/keys/0").asText();
      token = born.text("/root_token");
      told.add(token);
      told.add(share);
      tell(Client.of(server.port(), token), share);
      assertEquals(List.of(), found(told, folder), "while it runs, and when it is killed");
    }
    try (ChildServer server = ChildServer.start(data, log, Duration.ZERO)) {
      Client root = Client.of(server.port(), token);
      root.done("sys/unseal", Map.of("key", share));
      String mount = canary("mount");
      assertEquals(
          canary("secret"),
          root.get(mount + "/" + canary("path")).body().at("/data/" + canary("field")).asText(),
          "it was kept");
    }
    assertEquals(List.of(), found(told, folder), "after it was started again");
  }

  @Test
  void what_is_looked_for_would_be_found() throws IOException {
    String canary = canary("secret");
    Path file = folder.resolve("planted");
    for (Map.Entry<String, byte[]> form : forms("xy" + canary + "zzz").entrySet()) {
      Files.write(file, form.getValue());
      assertNotEquals(List.of(), found(List.of(canary), folder), form.getKey());
    }
  }

  private static String canary(String kind) {
    return "kanari" + kind + "q7x2";
  }

  private static void tell(Client root, String share) throws IOException {
    root.done("sys/unseal", Map.of("key", share));
    String mount = canary("mount");
    root.done("sys/mounts/" + mount, Map.of("type", "kv"));
    root.done(mount + "/" + canary("path"), Map.of(canary("field"), canary("secret")));
    root.done(
        "sys/policies/acl/" + canary("policy"),
        Map.of("policy", "path \"" + mount + "/*\" { capabilities = [\"read\"] }"));
    root.done(
        "auth/token/create",
        Map.of(
            "id", canary("token"),
            "policies", List.of(canary("policy")),
            "meta", Map.of("who", canary("meta")),
            "display_name", canary("display")));
    Client named = root.as(canary("token"));
    assertEquals(200, named.get(mount + "/" + canary("path")).status());
    assertEquals(403, named.get("sys/mounts").status());
    assertEquals(404, root.get(mount + "/" + canary("path") + "none").status());
    root.done("sys/mounts/db", Map.of("type", "database"));
    root.done(
        "db/config/pg",
        Map.of(
            "plugin_name",
            "postgresql-database-plugin",
            "verify_connection",
            false,
            "allowed_roles",
            "*",
            "connection_url",
            "postgresql://{{username}}:{{password}}@" + canary("host") + ".invalid:1/db",
            "username",
            canary("user"),
            "password",
            canary("password")));
    root.done(
        "db/roles/" + canary("role"),
        Map.of("db_name", "pg", "creation_statements", List.of(Postgres.CREATE)));
    assertEquals(500, root.get("db/creds/" + canary("role")).status());
  }

  /// Which words stand in which files.
  private static List<String> found(List<String> words, Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String word : words) {
          for (Map.Entry<String, byte[]> form : forms(word).entrySet()) {
            if (bytes.contains(new String(form.getValue(), StandardCharsets.ISO_8859_1))) {
              found.add(word + " as " + form.getKey() + " in " + folder.relativize(file));
            }
          }
        }
      }
    }
    return found;
  }

  private static Map<String, byte[]> forms(String word) {
    byte[] raw = word.getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("text", raw);
    forms.put("hex", ascii(HexFormat.of().formatHex(raw)));
    forms.put("upper hex", ascii(HexFormat.of().formatHex(raw).toUpperCase(Locale.ROOT)));
    forms.put("UTF-16", word.getBytes(StandardCharsets.UTF_16BE));
    forms.put("UTF-16 swapped", word.getBytes(StandardCharsets.UTF_16LE));
    for (int shift = 0; shift < 3; shift++) {
      forms.put("base64 at " + shift, ascii(base64(raw, shift)));
    }
    return forms;
  }

  /// What of the base64 form does not depend on the bytes around, so many bytes into a group.
  private static String base64(byte[] raw, int shift) {
    byte[] shifted = new byte[raw.length + shift];
    System.arraycopy(raw, 0, shifted, shift, raw.length);
    String text = Base64.getEncoder().encodeToString(shifted);
    int whole = shifted.length / 3 * 4;
    return text.substring(shift == 0 ? 0 : 4, whole);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

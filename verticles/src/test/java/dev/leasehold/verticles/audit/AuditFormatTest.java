package dev.leasehold.verticles.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.gate.Entrance;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The lines have the members that a file device of Vault 1.14.9 was seen to write.
class AuditFormatTest {
  private static final String AUTH =
      "\"auth\":{\"client_token\":\"TOKEN\",\"accessor\":\"ACCESSOR\",\"display_name\":\"token\","
          + "\"policies\":[\"default\",\"p\"],\"token_policies\":[\"default\",\"p\"],"
          + "\"policy_results\":{\"allowed\":true,\"granting_policies\":[{\"name\":\"p\","
          + "\"namespace_id\":\"root\",\"type\":\"acl\"}]},\"metadata\":{\"m\":\"v\"},"
          + "\"token_type\":\"service\",\"token_ttl\":3600,"
          + "\"token_issue_time\":\"2026-11-22T10:00:00Z\"}";
  private static final String MOUNT =
      "\"mount_point\":\"secret/\",\"mount_type\":\"kv\",\"mount_accessor\":\"kv_bfed8493\","
          + "\"VERSION\":\"v1.14.9+builtin.vault\",\"mount_class\":\"secret\"";

  private final AuditFormat format = Entries.format();

  @Test
  void of_a_request_that_a_rate_limit_turned_away_there_is_one_line() {
    Refusal refusal =
        Refusal.of(
            Refusal.Kind.TOO_MANY_REQUESTS,
            "request path \"secret/data/a\": rate limit quota exceeded");
    AuditEntry entry =
        Entries.refused(
            Entries.request(Operation.READ, "secret/data/a", Map.of()).anonymous(),
            new Entrance(null, null, null),
            refusal);

    assertEquals(
        "{\"request\":{\"time\":\"2026-11-22T11:21:10.96656Z\",\"type\":\"request\","
            + "\"auth\":{\"token_type\":\"default\"},\"request\":{\"id\":\"request-id\","
            + "\"operation\":\"read\",\"namespace\":{\"id\":\"root\"},"
            + "\"path\":\"secret/data/a\",\"remote_address\":\"127.0.0.1\","
            + "\"remote_port\":39552},"
            + "\"error\":\"request path \\\"secret/data/a\\\": rate limit quota exceeded\"}}",
        new String(format.lines(entry).entry(), StandardCharsets.UTF_8));
  }

  @Test
  void a_read_has_the_members_that_vault_writes() {
    AuditEntry entry = Entries.kvRead();
    String request =
        AUTH
            + ",\"request\":{\"id\":\"request-id\","
            + "\"client_id\":\"O+ATXX0uY7VVRrpcaYZeQlhU+eBW5PuVsUzXnkc7FZo=\","
            + "\"operation\":\"read\","
            + MOUNT.replace("VERSION", "mount_running_version")
            + ",\"client_token\":\"TOKEN\",\"client_token_accessor\":\"ACCESSOR\","
            + "\"namespace\":{\"id\":\"root\"},\"path\":\"secret/data/a\","
            + "\"remote_address\":\"127.0.0.1\",\"remote_port\":39552}";
    String response =
        ",\"response\":{"
            + MOUNT.replace("VERSION", "mount_running_plugin_version")
            + ",\"data\":{\"data\":{\"k\":\"H(canary-value)\",\"n\":1.5},\"metadata\":"
            + "{\"created_time\":\"H(2026-11-22T11:00:00Z)\",\"destroyed\":false,\"version\":1}}}}";
    assertEquals(
        filled(
            "{\"request\":{\"time\":\"2026-11-22T11:21:10.96656Z\",\"type\":\"request\","
                + request
                + "},\"response\":{\"time\":\"2026-11-22T11:21:11Z\",\"type\":\"response\","
                + request
                + response
                + "}"),
        text(format.lines(entry).entry()));
  }

  @Test
  void in_a_request_texts_and_numbers_are_hashed_and_nothing_else() throws IOException {
    Map<String, Object> data =
        Map.of(
            "data",
            Map.of(
                "arr", Arrays.asList("x", new JsonNumber("1.50"), null),
                "b", true,
                "o", Map.of("", "")));
    JsonNode line = line(write(data), true);
    assertEquals(
        filled("{\"data\":{\"arr\":[\"H(x)\",\"H(1.50)\",null],\"b\":true,\"o\":{\"\":\"H()\"}}}"),
        line.at("/request/data").toString());
    assertEquals("create", line.at("/request/operation").asText());
  }

  @Test
  void in_an_answer_secrets_bytes_and_unknown_things_are_hashed_and_times_shown()
      throws IOException {
    Map<String, Object> data =
        Map.of(
            "bytes", "canary-bytes".getBytes(StandardCharsets.UTF_8),
            "number", 5,
            "secret", SecretBytes.ofUtf8("canary-secret"),
            "set", List.of(new StringBuilder("canary-builder")),
            "time", Instant.parse("2026-01-02T03:04:05.600Z"));
    JsonNode line = line(answer(Operation.READ, data), false);
    assertEquals(
        filled(
            "{\"bytes\":\"H(canary-bytes)\",\"number\":5,\"secret\":\"H(canary-secret)\","
                + "\"set\":[\"H(canary-builder)\"],\"time\":\"2026-01-02T03:04:05.6Z\"}"),
        line.at("/response/data").toString());
  }

  @Test
  void no_secret_is_in_any_line() {
    AuthBlock made =
        new AuthBlock(
            SecretBytes.ofUtf8("canary-made"),
            "canary-made-accessor",
            List.of(),
            List.of(),
            List.of(),
            null,
            60,
            true,
            "",
            "service",
            true,
            0);
    List<AuditEntry> entries = new ArrayList<>();
    entries.add(Entries.kvRead());
    entries.add(write(Map.of("password", "canary-password", "pin", new JsonNumber("424242"))));
    entries.add(answer(Operation.READ, Map.of("secret", SecretBytes.ofUtf8("canary-secret"))));
    Request login = Entries.request(Operation.UPDATE, "auth/x/login", Map.of("p", "canary-p"));
    Entrance nobody = new Entrance(null, null, null);
    entries.add(Entries.answered(login, nobody, Response.auth(made, List.of())));
    entries.add(Entries.refused(login, nobody, Refusal.badRequest("bad canary-text")));
    entries.add(Entries.refused(login, nobody, Refusal.internal("canary-internal")));
    entries.add(Entries.refused(login, nobody, null));
    for (AuditEntry entry : entries) {
      String lines = text(format.lines(entry).entry());
      assertFalse(lines.contains("canary"), lines);
      assertFalse(lines.contains("424242"), lines);
      assertFalse(entry.toString().contains("canary"));
    }
  }

  @Test
  void the_request_half_is_the_request_line() {
    AuditEntry entry = write(Map.of("data", Map.of("k", "v")));
    AuditEntry open = Entries.refused(entry.request(), entry.entrance(), null);
    assertEquals(format.lines(entry).requestText(), format.requestHalf(open).text());
  }

  @Test
  void a_half_that_was_made_before_tells_the_same() {
    AuditEntry entry = write(Map.of("data", Map.of("k", "v")));
    AuditEntry open = Entries.refused(entry.request(), entry.entrance(), null);
    AuditEntry denied = Entries.refused(entry.request(), entry.entrance(), Refusal.denied());
    RequestHalf half = format.requestHalf(open);

    assertEquals(text(format.lines(entry).entry()), text(format.lines(entry, half).entry()));
    assertEquals(text(format.lines(denied).entry()), text(format.lines(denied, half).entry()));
  }

  @Test
  void a_denied_request_tells_its_error_in_both_lines() throws IOException {
    AuditEntry denied =
        Entries.refused(
            Entries.request(Operation.READ, "secret/data/b", Map.of()),
            new Entrance(Entries.kv(List.of(), List.of()), Entries.caller(), null),
            Refusal.denied());
    String error = "1 error occurred:\n\t* permission denied\n\n";
    assertEquals(error, line(denied, true).at("/error").asText());
    assertEquals(error, line(denied, false).at("/error").asText());
    assertEquals("{\"allowed\":false}", line(denied, true).at("/auth/policy_results").toString());
    assertEquals(
        filled("{\"error\":\"H(permission denied)\"}"),
        line(denied, false).at("/response/data").toString());
  }

  @Test
  void a_bad_token_is_hashed_and_names_no_caller() throws IOException {
    AuditEntry bad =
        Entries.refused(
            Entries.request(Operation.READ, "secret/data/b", Map.of()),
            new Entrance(null, null, null),
            Refusal.badToken());
    assertEquals("{\"token_type\":\"default\"}", line(bad, true).at("/auth").toString());
    assertEquals("permission denied", line(bad, true).at("/error").asText());
    assertEquals(
        Entries.hashed(Entries.TOKEN), line(bad, true).at("/request/client_token").asText());
  }

  @Test
  void a_refusal_of_the_engine_stands_in_the_response_alone() throws IOException {
    AuditEntry refused =
        Entries.refused(
            Entries.request(Operation.UPDATE, "secret/data/b", Map.of()),
            Entries.admitted(),
            Refusal.badRequest("no data provided"));
    assertTrue(line(refused, true).at("/error").isMissingNode());
    assertEquals(
        "1 error occurred:\n\t* invalid request\n\n", line(refused, false).at("/error").asText());
    assertEquals(
        Entries.hashed("no data provided"),
        line(refused, false).at("/response/data/error").asText());
  }

  @Test
  void a_mount_can_show_values_of_named_keys() throws IOException {
    Entrance entrance =
        new Entrance(Entries.kv(List.of("a"), List.of("b")), Entries.caller(), null);
    Map<String, Object> both = Map.of("a", "A", "b", "B");
    AuditEntry entry =
        Entries.answered(
            Entries.request(Operation.UPDATE, "secret/x", both), entrance, Response.of(both));
    JsonNode line = line(entry, false);
    assertEquals(filled("{\"a\":\"A\",\"b\":\"H(B)\"}"), line.at("/request/data").toString());
    assertEquals(filled("{\"a\":\"H(A)\",\"b\":\"B\"}"), line.at("/response/data").toString());
  }

  @Test
  void options_show_accessors_count_lists_and_hash_nothing() throws IOException {
    AuditEntry entry = answer(Operation.LIST, Map.of("keys", List.of("a", "b")));
    JsonNode plain = line(Entries.choices(AuditHash.of(Entries.key()), false, true, 99_999), entry);
    assertEquals(Entries.ACCESSOR, plain.at("/auth/accessor").asText());
    assertEquals(Entries.ACCESSOR, plain.at("/request/client_token_accessor").asText());
    assertEquals("{\"keys\":2}", plain.at("/response/data").toString());
    JsonNode raw = line(Entries.choices(AuditHash.raw(), true, false, 99_999), entry);
    assertEquals(Entries.TOKEN, raw.at("/request/client_token").asText());
    assertEquals("{\"keys\":[\"a\",\"b\"]}", raw.at("/response/data").toString());
  }

  @Test
  void what_is_too_long_for_the_stream_is_elided() throws IOException {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "name" + i).toList();
    AuditEntry entry = answer(Operation.LIST, Map.of("keys", names));
    JsonNode line = line(Entries.choices(AuditHash.of(Entries.key()), true, false, 20_000), entry);
    assertTrue(line.at("/response/data/elided").asText().startsWith("hmac-sha256:"));
    assertTrue(line.toString().length() < 20_000);
  }

  private static AuditEntry write(Map<String, Object> data) {
    return Entries.answered(
        Entries.request(Operation.CREATE, "secret/data/a", data),
        Entries.admitted(),
        Response.nothing());
  }

  private static AuditEntry answer(Operation operation, Map<String, Object> data) {
    return Entries.answered(
        Entries.request(operation, "secret/data/a", Map.of()),
        Entries.admitted(),
        Response.of(data));
  }

  private JsonNode line(AuditEntry entry, boolean request) throws IOException {
    JsonNode both = new ObjectMapper().readTree(format.lines(entry).entry());
    return both.get(request ? "request" : "response");
  }

  private static JsonNode line(AuditFormat.Choices choices, AuditEntry entry) throws IOException {
    byte[] both = new AuditFormat(choices).lines(entry).entry();
    return new ObjectMapper().readTree(both).get("response");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Puts hashes where `H(text)`, TOKEN and ACCESSOR stand.
  private static String filled(String shape) {
    return java.util.regex.Pattern.compile("H\\(([^)]*)\\)")
        .matcher(shape)
        .replaceAll(found -> Entries.hashed(found.group(1)))
        .replace("\"TOKEN\"", "\"" + Entries.hashed(Entries.TOKEN) + "\"")
        .replace("\"ACCESSOR\"", "\"" + Entries.hashed(Entries.ACCESSOR) + "\"");
  }
}

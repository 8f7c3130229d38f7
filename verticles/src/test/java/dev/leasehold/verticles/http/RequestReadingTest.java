package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.transcript.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What comes through the doorway, by what was sent: the rows of Vault's table of methods.
class RequestReadingTest {
  private static final Reveal IN_TEST = Reveal.because("the test compares it");
  private static final String NOT_JSON = "{\"errors\":[\"error parsing JSON\"]}\n";
  private static final Room room = new Room();

  @BeforeAll
  static void emptyRoom() {
    room.seen.clear();
  }

  @AfterAll
  static void closeRoom() {
    room.close();
  }

  @Test
  void methods_become_operations() throws Exception {
    assertAsks(Operation.READ, "kv/a", Map.of(), room.get("/v1/kv/a"));
    assertAsks(Operation.LIST, "kv/a/", Map.of(), room.get("/v1/kv/a?list=true"));
    assertAsks(Operation.LIST, "kv/a/", Map.of(), room.get("/v1/kv/a/?list=1"));
    assertAsks(Operation.READ, "kv/a", Map.of("list", "f"), room.get("/v1/kv/a?list=f"));
    assertAsks(Operation.LIST, "kv/a/", Map.of(), room.send("LIST", "/v1/kv/a", "", ""));
    assertAsks(Operation.UPDATE, "kv/a", Map.of("x", "y"), put("{\"x\":\"y\"}"));
    assertAsks(
        Operation.UPDATE,
        "kv/a",
        Map.of("x", true),
        room.send("POST", "/v1/kv/a", "", "{\"x\":true}"));
    assertAsks(Operation.DELETE, "kv/a", Map.of(), room.send("DELETE", "/v1/kv/a", "", "{\"bad"));
    assertAsks(
        Operation.PATCH,
        "kv/a",
        Map.of(),
        patch("Content-Type: application/merge-patch+json; charset=utf-8\r\n"));
    assertAsks(Operation.READ, "sys/health", Map.of(), room.get("/v1/sys/health"));
    assertAsks(
        Operation.READ,
        "sys/health",
        Map.of(),
        room.ask("HEAD /v1/sys/health HTTP/1.1\r\nHost: x\r\n\r\n"));
  }

  @Test
  void help_may_be_asked_with_any_method_and_any_value() throws Exception {
    assertAsks(Operation.HELP, "sys/mounts", Map.of(), room.get("/v1/sys/mounts?help=0"));
    assertAsks(Operation.HELP, "kv/a", Map.of(), room.send("POST", "/v1/kv/a?help=1", "", "{}"));
    assertAsks(Operation.READ, "sys/mounts", Map.of(), room.get("/v1/sys/mounts?help"));
  }

  @Test
  void a_query_is_data_and_what_cannot_be_decoded_is_left_out() throws Exception {
    assertAsks(
        Operation.READ,
        "kv/a",
        Map.of("x", List.of("1", "2"), "y", "a b+c", "z", ""),
        room.get("/v1/kv/a?x=1&x=2&y=a+b%2bc&z&bad=%zz&semi=;&&"));
  }

  @Test
  void what_is_no_operation_is_refused() throws Exception {
    assertReply(405, "{\"errors\":[]}\n", room.send("FOO", "/v1/kv/a", "", ""));
    assertReply(405, "{\"errors\":[]}\n", room.send("TRACE", "/v1/kv/a", "", ""));
    assertReply(
        405,
        "{\"errors\":[\"1 error occurred:\\n\\t* unsupported operation\\n\\n\"]}\n",
        room.send("OPTIONS", "/v1/kv/a", "", ""));
    assertEquals(405, room.ask("HEAD /v1/kv/a HTTP/1.1\r\nHost: x\r\n\r\n").status());
    assertReply(400, "{\"errors\":[]}\n", room.get("/v1/kv?list=x"));
    assertReply(
        400,
        "{\"errors\":[\"cannot write to a path ending in '/'\"]}\n",
        room.send("PUT", "/v1/kv/a/", "", "{}"));
    assertReply(404, "{\"errors\":[]}\n", room.get("/v2/kv"));
    assertTrue(room.seen.isEmpty());
  }

  @Test
  void a_patch_must_say_that_it_is_a_merge_patch() throws Exception {
    assertReply(400, "{\"errors\":[\"mime: no media type\"]}\n", patch(""));
    assertReply(
        415,
        "{\"errors\":[\"PATCH requires Content-Type of application/merge-patch+json, provided"
            + " application/json\"]}\n",
        patch("Content-Type: Application/JSON\r\n"));
    assertReply(
        400,
        "{\"errors\":[\"mime: expected slash after first token\"]}\n",
        patch("Content-Type: foo bar\r\n"));
  }

  @Test
  void a_path_in_another_form_is_sent_to_the_canonical_one() throws Exception {
    Wire.Reply page = room.get("/v1/secret/./data/../x?list=true");
    assertReply(301, "<a href=\"/v1/secret/x?list=true\">Moved Permanently</a>.\n\n", page);
    assertEquals("/v1/secret/x?list=true", page.headers().get("location"));
    assertEquals("text/html; charset=utf-8", page.headers().get("content-type"));

    Wire.Reply posted = room.send("POST", "/v1/secret//data/a", "", "{}");
    assertReply(301, "", posted);
    assertEquals("/v1/secret/data/a", posted.headers().get("location"));
    assertNull(posted.headers().get("content-type"));
  }

  @Test
  void a_path_that_is_no_text_is_refused_with_no_text() throws Exception {
    for (String path : List.of("/v1/a%00b", "/v1/%ff", "/v1/a%zz", "/v1/%c0%ae%c0%ae/x")) {
      Wire.Reply reply = room.get(path);
      assertReply(400, "", reply);
      assertNull(reply.headers().get("cache-control"));
    }
  }

  @Test
  void the_token_is_taken_from_either_header_and_is_not_among_the_headers() throws Exception {
    assertEquals("a", token("X-Vault-Token: a\r\nAuthorization: Bearer b\r\n"));
    assertEquals("b", token("Authorization: Bearer b\r\n"));
    assertEquals("b", token("X-Vault-Token: \r\nAuthorization: Bearer b\r\n"));
    assertNull(token("Authorization: bearer b\r\n"));
    assertNull(token("Authorization: Basic b\r\n"));
    assertNull(token(""));

    room.ask("GET /v1/a HTTP/1.1\r\nHost: x\r\nx-vault-token: s.a\r\nX-Foo: 1\r\nX-Foo: 2\r\n\r\n");
    assertEquals(Map.of("host", List.of("x"), "x-foo", List.of("1", "2")), room.last().headers());
  }

  @Test
  void wrapping_is_asked_by_a_duration() throws Exception {
    assertEquals(Duration.ofSeconds(60), wrapTtl("60"));
    assertEquals(Duration.ofDays(1), wrapTtl("1d"));
    assertEquals(Duration.ZERO, wrapTtl("0"));
    assertReply(
        400,
        "{\"errors\":[\"error parsing X-Vault-Wrap-TTL header: requested wrap ttl cannot be"
            + " negative\"]}\n",
        wrapped("-5"));
    assertReply(
        400,
        "{\"errors\":[\"error parsing X-Vault-Wrap-TTL header: time: invalid duration"
            + " \\\"x\\\"\"]}\n",
        wrapped("x"));
  }

  @Test
  void a_namespace_is_echoed_as_sent_and_otherwise_ignored() throws Exception {
    Wire.Reply reply =
        room.ask("GET /v1/a HTTP/1.1\r\nHost: x\r\nX-Vault-Namespace: /foo/bar/\r\n\r\n");
    assertEquals("/foo/bar/", reply.headers().get("x-vault-namespace"));
    assertEquals("root", room.last().namespace());
  }

  @Test
  void who_asks_and_when_is_noted() throws Exception {
    room.get("/v1/a");
    Request request = room.last();
    assertEquals("127.0.0.1", request.remoteAddress());
    assertTrue(request.remotePort() > 0);
    assertEquals(Room.NOW, request.received());
    assertTrue(request.id().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
  }

  @Test
  void json_is_read_as_it_was_written() throws Exception {
    put(
        "{\"n\":1.50,\"e\":1e3,\"big\":12345678901234567890123,"
            + "\"l\":[1,null,{\"a\":[]}],\"z\":null}");
    Map<String, Object> data = room.last().data();
    assertEquals(new JsonNumber("1.50"), data.get("n"));
    assertEquals(new JsonNumber("1e3"), data.get("e"));
    assertEquals(new JsonNumber("12345678901234567890123"), data.get("big"));
    assertEquals(Arrays.asList(new JsonNumber("1"), null, Map.of("a", List.of())), data.get("l"));
    assertTrue(data.containsKey("z"));
    assertNull(data.get("z"));
  }

  @Test
  void bodies_that_say_nothing_or_too_much_are_read() throws Exception {
    assertAsks(Operation.UPDATE, "kv/a", Map.of(), put(""));
    assertAsks(Operation.UPDATE, "kv/a", Map.of(), put(" \n "));
    assertAsks(Operation.UPDATE, "kv/a", Map.of(), put("null"));
    assertAsks(Operation.UPDATE, "kv/a", Map.of("x", "y"), put(" {\"x\":\"y\"} trailing {"));
    assertAsks(Operation.UPDATE, "kv/a", Map.of("x", "2"), put("{\"x\":\"1\",\"x\":\"2\"}"));
    assertAsks(Operation.UPDATE, "kv/a", Map.of("x", "\ufffd"), put("{\"x\":\"\\ud800\"}"));
  }

  @Test
  void what_is_no_json_object_is_refused_without_repeating_it() throws Exception {
    for (String body :
        List.of(
            "{\"x\":",
            "[]",
            "\"x\"",
            "5",
            "true",
            "{x:1}",
            "{'x':1}",
            "{\"x\":01}",
            "{\"x\":NaN}",
            "{\"x\":1,}",
            "{\"x\":\"\n\"}",
            "nul",
            "}",
            "{\"a\" 1}",
            "{\"a\":\"\u00ff\"}")) {
      assertReply(400, NOT_JSON, put(body));
    }
    assertTrue(room.seen.isEmpty());
  }

  @Test
  void T10_json_that_is_too_deep_or_has_too_many_values_is_refused() throws Exception {
    String deep = "{\"a\":".repeat(JsonReader.MAX_DEPTH + 1);
    assertReply(400, NOT_JSON, put(deep + "1" + "}".repeat(JsonReader.MAX_DEPTH + 1)));
    assertReply(400, NOT_JSON, put("{\"a\":[" + "1,".repeat(JsonReader.MAX_VALUES) + "1]}"));
    assertReply(400, NOT_JSON, put("{\"a\":" + "1".repeat(5000) + "}"));
    assertTrue(room.seen.isEmpty(), "nobody was asked for a token yet");

    String allowed = "{\"a\":".repeat(JsonReader.MAX_DEPTH - 1);
    assertEquals(200, put(allowed + "1" + "}".repeat(JsonReader.MAX_DEPTH - 1)).status());
    room.last();
  }

  @Test
  void a_form_is_read_where_the_type_says_so_and_it_is_no_json() throws Exception {
    String form = "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n";
    assertAsks(
        Operation.UPDATE,
        "kv/a",
        Map.of("data", "x", "b", "c,d", "e", "", "f", "ü"),
        room.send("POST", "/v1/kv/a", form, "data=x&b=c&b=d&e=&f=%c3%bc"));
    assertAsks(
        Operation.UPDATE,
        "kv/a",
        Map.of("a", "b"),
        room.send("POST", "/v1/kv/a", form, " {\"a\":\"b\"}"));
  }

  private static Wire.Reply put(String body) throws IOException {
    return room.send("PUT", "/v1/kv/a", "", body);
  }

  private static Wire.Reply patch(String header) throws IOException {
    return room.send("PATCH", "/v1/kv/a", header, "{}");
  }

  private static Wire.Reply wrapped(String ttl) throws IOException {
    return room.ask("GET /v1/a HTTP/1.1\r\nHost: x\r\nX-Vault-Wrap-TTL: " + ttl + "\r\n\r\n");
  }

  private static @Nullable Duration wrapTtl(String ttl) throws Exception {
    wrapped(ttl);
    return room.last().wrapTtl();
  }

  private static @Nullable String token(String headers) throws Exception {
    room.ask("GET /v1/a HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    Request request = room.last();
    assertFalse(request.headers().containsKey("x-vault-token"));
    return request.token() == null
        ? null
        : Objects.requireNonNull(request.token()).revealUtf8(IN_TEST);
  }

  private static void assertAsks(
      Operation operation, String path, Map<String, ?> data, Wire.Reply reply) throws Exception {
    assertEquals(200, reply.status());
    Request request = room.last();
    assertEquals(operation, request.operation());
    assertEquals(path, request.path());
    assertEquals(data, request.data());
  }

  private static void assertReply(int status, String body, Wire.Reply reply) {
    assertEquals(status, reply.status());
    assertEquals(body, reply.body());
  }
}

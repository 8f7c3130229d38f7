package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.LeaseBlock;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Standing;
import dev.leasehold.verticles.transcript.Wire;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The bytes of answers, as a Vault 1.14.9 sends them.
class AnswerBytesTest {
  private static final Room room = new Room();

  @AfterAll
  static void closeRoom() {
    room.close();
  }

  @Test
  void an_envelope_has_eight_keys_in_order_and_a_final_newline() throws Exception {
    Wire.Reply reply = done(Response.of(members("b", 1, "a", "x")));

    assertEquals(200, reply.status());
    assertEquals(
        "{\"request_id\":\""
            + room.last().id()
            + "\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,"
            + "\"data\":{\"b\":1,\"a\":\"x\"},\"wrap_info\":null,\"warnings\":null,"
            + "\"auth\":null}\n",
        reply.body());
    assertEquals(
        Map.of(
            "cache-control", "no-store",
            "content-type", "application/json",
            "strict-transport-security", "max-age=31536000; includeSubDomains",
            "content-length", String.valueOf(reply.body().length())),
        reply.headers());
  }

  @Test
  void a_lease_and_warnings_are_told() throws Exception {
    Response response =
        Response.of(null).leased(new LeaseBlock("db/creds/r/x", true, 3600)).warned(List.of("w<"));

    assertTail(
        "\"lease_id\":\"db/creds/r/x\",\"renewable\":true,\"lease_duration\":3600,\"data\":null,"
            + "\"wrap_info\":null,\"warnings\":[\"w\\u003c\"],\"auth\":null}\n",
        done(response));
  }

  @Test
  void an_auth_block_leaves_out_empty_policies_of_either_kind() throws Exception {
    AuthBlock auth =
        new AuthBlock(
            SecretBytes.ofUtf8("hvs.x"),
            "acc",
            List.of("default"),
            List.of("default"),
            List.of(),
            null,
            60,
            true,
            "",
            "service",
            false,
            0);

    assertTail(
        "\"auth\":{\"client_token\":\"hvs.x\",\"accessor\":\"acc\",\"policies\":[\"default\"],"
            + "\"token_policies\":[\"default\"],\"metadata\":null,\"lease_duration\":60,"
            + "\"renewable\":true,\"entity_id\":\"\",\"token_type\":\"service\",\"orphan\":false,"
            + "\"mfa_requirement\":null,\"num_uses\":0}}\n",
        done(Response.auth(auth, List.of())));
  }

  @Test
  void values_of_all_kinds_are_written_as_go_writes_them() throws Exception {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("text", "<>&\u2028\u00e9\u0001\n\r\t\b\f\"\\/\u007f\ud83d\ude00\ud800");
    data.put("secret", SecretBytes.ofUtf8("p<w\u00e9"));
    data.put("plain", SecretBytes.ofUtf8("p\"w"));
    data.put("json", new JsonNumber("1.50"));
    data.put("doubles", List.of(1.5, 1e21, 9007199254740992.0, 1e-7, -0.000001, 100.0, -2.5e-9));
    data.put("time", Instant.parse("2026-11-22T11:00:40.143160Z"));
    data.put("whole", Instant.parse("2026-11-22T11:00:40Z"));
    data.put("mixed", Arrays.asList(null, true, Map.of("k", List.of())));

    assertTail(
        "\"data\":{\"text\":\"\\u003c\\u003e\\u0026\\u2028\u00e9\\u0001\\n\\r\\t\\b\\f\\\"\\\\/"
            + "\u007f\ud83d\ude00\ufffd\",\"secret\":\"p\\u003cw\u00e9\",\"plain\":\"p\\\"w\","
            + "\"json\":1.50,\"doubles\":[1.5,1e+21,9007199254740992,1e-7,-0.000001,100,-2.5e-9],"
            + "\"time\":\"2026-11-22T11:00:40.14316Z\",\"whole\":\"2026-11-22T11:00:40Z\","
            + "\"mixed\":[null,true,{\"k\":[]}]},"
            + "\"wrap_info\":null,\"warnings\":null,\"auth\":null}\n",
        done(Response.of(data)));
  }

  @Test
  void injected_members_come_first_and_never_twice() throws Exception {
    Wire.Reply reply = done(Response.injected(members("keys", List.of("a"), "data", 1)));

    assertTrue(reply.body().startsWith("{\"keys\":[\"a\"],\"request_id\":\""), reply.body());
    assertTail(
        "\"data\":{\"keys\":[\"a\"],\"data\":1},\"wrap_info\":null,\"warnings\":null,"
            + "\"auth\":null}\n",
        reply);
  }

  @Test
  void each_shape_has_its_status_and_its_end() throws Exception {
    Wire.Reply nothing = done(Response.nothing());
    assertEquals(204, nothing.status());
    assertEquals("application/json", nothing.headers().get("content-type"));
    assertNull(nothing.headers().get("content-length"));

    Wire.Reply missing = done(Response.missing(null, "gone"));
    assertEquals(404, missing.status());
    assertTrue(missing.body().endsWith("\"warnings\":[\"gone\"],\"auth\":null}"), "no newline");

    Wire.Reply bare = done(Response.bare(members("initialized", true)));
    assertEquals(200, bare.status());
    assertEquals("{\"initialized\":true}\n", bare.body());

    assertEquals(202, done(Response.accepted()).status());
    assertEquals("", done(Response.accepted()).body());
    assertTrue(done(Response.accepted("begun")).body().contains("\"warnings\":[\"begun\"]"));
  }

  @Test
  void the_standing_of_the_server_is_told_by_the_status_unless_the_client_wants_another()
      throws Exception {
    Map<Standing.State, Integer> codes =
        Map.of(
            Standing.State.ACTIVE, 200,
            Standing.State.STANDBY, 429,
            Standing.State.DISASTER_RECOVERY_SECONDARY, 472,
            Standing.State.PERFORMANCE_STANDBY, 473,
            Standing.State.UNINITIALIZED, 501,
            Standing.State.SEALED, 503);
    for (Map.Entry<Standing.State, Integer> entry : codes.entrySet()) {
      Wire.Reply reply = health(new Standing(entry.getKey(), null));
      assertEquals(entry.getValue(), reply.status());
      assertEquals("{\"sealed\":true}\n", reply.body());
      assertEquals(299, health(new Standing(entry.getKey(), 299)).status());
    }
    assertEquals("", health(new Standing(Standing.State.SEALED, 204)).body());
  }

  @Test
  void refusals_have_their_status_and_are_counted_only_where_a_path_takes_a_token()
      throws Exception {
    assertRefusal(403, "[\"permission denied\"]", Refusal.badToken(), true);
    assertRefusal(
        403, "[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]", Refusal.denied(), true);
    assertRefusal(403, "[\"permission denied\"]", Refusal.denied(), false);
    assertRefusal(404, "[]", Refusal.notFound(), true);
    assertRefusal(400, "[\"a\",\"b\"]", Refusal.of(Refusal.Kind.BAD_REQUEST, "a", "b"), true);
    assertRefusal(
        405,
        "[\"1 error occurred:\\n\\t* unsupported operation\\n\\n\"]",
        Refusal.unsupportedOperation(),
        true);
    assertRefusal(500, "[\"1 error occurred:\\n\\t* x\\n\\n\"]", Refusal.internal("x"), true);
    assertRefusal(503, "[\"Vault is sealed\"]", Refusal.sealed(), true);
    assertRefusal(429, "[\"full\"]", Refusal.of(Refusal.Kind.TOO_MANY_REQUESTS, "full"), true);
  }

  @Test
  void a_fault_names_the_request_and_nothing_else() throws Exception {
    for (Doorway broken :
        List.<Doorway>of(
            request -> Future.failedFuture(new Fault("the store is gone")),
            request -> {
              throw new IllegalStateException("s3cret");
            },
            request ->
                Future.succeededFuture(
                    new Answered.Done(Response.of(members("x", Thread.currentThread())))))) {
      room.doorway = broken;
      Wire.Reply reply = room.get("/v1/a");
      assertEquals(500, reply.status());
      assertEquals(
          "{\"errors\":[\"internal error (request " + room.last().id() + ")\"]}\n", reply.body());
      assertFalse(reply.body().contains("s3cret"));
    }
  }

  private static void assertRefusal(
      int status, String errors, Refusal refusal, boolean authenticated) throws Exception {
    room.doorway = request -> Future.succeededFuture(new Answered.Refused(refusal, authenticated));
    Wire.Reply reply = room.get("/v1/a");
    room.last();
    assertEquals(status, reply.status());
    assertEquals("{\"errors\":" + errors + "}\n", reply.body());
    if (authenticated) {
      room.doorway = request -> Future.failedFuture(refusal);
      assertEquals(reply.body(), room.get("/v1/a").body());
      room.last();
    }
  }

  private static Wire.Reply health(Standing standing) throws Exception {
    Wire.Reply reply = done(Response.health(members("sealed", true), standing));
    room.last();
    return reply;
  }

  private static Wire.Reply done(Response response) throws Exception {
    room.seen.clear();
    room.doorway = request -> Future.succeededFuture(new Answered.Done(response));
    return room.get("/v1/a");
  }

  private static void assertTail(String tail, Wire.Reply reply) {
    String body = reply.body();
    assertEquals(tail, body.substring(Math.max(0, body.length() - tail.length())));
  }

  private static Map<String, @Nullable Object> members(Object... namesAndValues) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}

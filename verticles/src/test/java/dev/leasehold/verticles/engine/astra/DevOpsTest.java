package dev.leasehold.verticles.engine.astra;

import static dev.leasehold.verticles.engine.astra.AstraMount.answer;
import static dev.leasehold.verticles.engine.astra.AstraMount.later;
import static dev.leasehold.verticles.engine.astra.AstraMount.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Astra's answers mean: done, refused for certain, or nobody knows.
class DevOpsTest {
  private static final String CLIENT = "DTEUyKUZZrvFzzLzPGCbrbHO";
  private static final String TOKEN = "AstraCS:" + CLIENT + ":" + "5".repeat(64);
  private static final String GOOD =
      "{\"clientId\":\""
          + CLIENT
          + "\",\"secret\":\"s\",\"orgId\":\"o\",\"roles\":[\"r\"],\"token\":\""
          + TOKEN
          + "\",\"generatedOn\":\"2025-09-02T19:18:10.799083554Z\"}";

  private final DevOps astra =
      DevOps.at("https://api.example:8443/base/", SecretBytes.ofUtf8("admin"), "mount/O");

  private HttpAct creation(boolean lenient) {
    return astra.act(
        astra.create(
            List.of("x\"],\"orgId\":\"y"),
            "a description",
            null,
            new DevOps.Creation(lenient, HttpStep.Told::new)),
        null,
        false);
  }

  private Outcome created(int status, String body) {
    return talk(creation(false), answer(status, body)).outcome();
  }

  @Test
  void A5_what_is_asked_is_json_whatever_a_role_id_holds() {
    AstraMount.Talk talk = talk(creation(false), answer(201, GOOD));

    assertEquals("POST /base/v2/clientIdSecrets", talk.asked(0));
    assertEquals(
        "{\"roles\":[\"x\\\"],\\\"orgId\\\":\\\"y\"],\"description\":\"a description\"}",
        talk.body(0));
    Made made = assertInstanceOf(Made.class, ((Outcome.Done) talk.outcome()).told());
    assertEquals(CLIENT, made.clientId());
    assertEquals(SecretBytes.ofUtf8(TOKEN), made.token());
  }

  @Test
  void A3_A4_an_answer_without_a_token_is_never_a_token() {
    for (String body :
        List.of(
            "null",
            "{}",
            "[]",
            "",
            "<html>bad gateway</html>",
            "{\"errors\":[{\"ID\":1,\"message\":\"no\"}]}",
            GOOD.substring(0, GOOD.length() - 20),
            GOOD.replace("AstraCS:", "Astra:"),
            GOOD.replace("\"clientId\":\"D", "\"clientId\":\"E"),
            GOOD.replace("5".repeat(64), "5".repeat(63)))) {
      assertInstanceOf(Outcome.Unknown.class, created(200, body), body);
    }
  }

  @Test
  void a_refusal_is_one_for_certain_only_with_4xx() {
    for (int status : List.of(400, 401, 403, 404, 409, 422)) {
      assertInstanceOf(Outcome.Refused.class, created(status, GOOD), "status " + status);
    }
    for (int status : List.of(302, 307, 408, 499, 500, 502, 503, 504)) {
      assertInstanceOf(Outcome.Unknown.class, created(status, GOOD), "status " + status);
    }
  }

  @Test
  void A23_no_answer_is_ever_repeated() {
    String half = GOOD.substring(0, GOOD.length() - 5);
    Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, created(200, half));
    assertEquals(
        "Astra answered 200 with " + half.length() + " bytes, and no token in them",
        unknown.error());
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, created(403, GOOD));
    assertEquals("Astra answered 403 with " + GOOD.length() + " bytes", refused.error());
    assertFalse(String.valueOf(creation(false)).contains("admin"));
  }

  @Test
  void a_short_wait_that_astra_asks_for_is_waited_and_a_long_one_is_a_refusal() {
    AstraMount.Talk talk = talk(creation(false), later("2"), later(""), answer(200, GOOD));
    assertEquals(
        List.of(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(1)), talk.waits());
    assertInstanceOf(Outcome.Done.class, talk.outcome());

    Outcome.Refused refused =
        assertInstanceOf(Outcome.Refused.class, talk(creation(false), later("60")).outcome());
    assertEquals(DevOps.RATE_LIMITED, refused.errorClass());
    assertInstanceOf(
        Outcome.Refused.class,
        talk(creation(false), later("1"), later("1"), later("1"), later("1")).outcome());
  }

  @Test
  void a_lenient_mount_takes_parts_of_other_lengths() {
    String body = GOOD.replace(CLIENT, "short-1").replace("5".repeat(64), "Z".repeat(40));
    assertInstanceOf(Outcome.Unknown.class, created(200, body));
    assertInstanceOf(Outcome.Done.class, talk(creation(true), answer(200, body)).outcome());
  }

  @Test
  void names_of_fields_are_read_in_either_spelling() {
    String body = GOOD.replace("clientId", "ClientID").replace("\"token\"", "\"Token\"");
    assertInstanceOf(Outcome.Done.class, created(200, body));
    HttpAct who = astra.act(astra.currentOrg(HttpStep.Told::new, HttpStep.Over::new), null, false);
    for (String id : List.of("id", "ID", "Id")) {
      Outcome outcome = talk(who, answer(200, "{\"" + id + "\":\"o\"}")).outcome();
      assertEquals("o", assertInstanceOf(Outcome.Done.class, outcome).told());
    }
  }

  @Test
  void a_list_that_is_none_is_no_empty_list() {
    HttpAct list = astra.act(astra.list(HttpStep.Told::new), null, true);
    for (String body :
        List.of("null", "{}", "{\"clients\":null}", "{\"clients\":[{}]}", "{\"cli")) {
      assertInstanceOf(Outcome.Refused.class, talk(list, answer(200, body)).outcome(), body);
    }
    Outcome outcome =
        talk(
                list,
                answer(
                    200,
                    "{\"Clients\":[{\"ClientId\":\"c\",\"Description\":null,"
                        + "\"roles\":[\"r\",1]}]}"))
            .outcome();
    assertEquals(
        List.of(new Reply.Listed("c", null, "", List.of("r"))),
        assertInstanceOf(Outcome.Done.class, outcome).told());
  }

  @Test
  void a_client_id_never_leads_to_another_path() {
    assertTrue(DevOps.isClientId("abc-DEF_1"));
    for (String text : List.of("", "a/b", "..", "a?b", "a b", "a%2f", "a".repeat(129))) {
      assertFalse(DevOps.isClientId(text), text);
    }
  }

  private Outcome deleted(int status, String body) {
    HttpAct deletion = astra.act(astra.delete(CLIENT, new HttpStep.Told(1)), null, true);
    return talk(deletion, answer(status, body)).outcome();
  }

  @Test
  void A9_what_says_that_a_token_is_gone_is_believed() {
    assertInstanceOf(Outcome.Done.class, deleted(204, ""));
    assertInstanceOf(Outcome.Done.class, deleted(200, ""));
    assertInstanceOf(Outcome.Done.class, deleted(202, "{}"));
    assertInstanceOf(Outcome.Done.class, deleted(404, "invalid"));
    assertInstanceOf(
        Outcome.Done.class, deleted(404, "{\"errors\":[{\"ID\":1,\"message\":\"no\"}]}"));
  }

  @Test
  void a_good_status_alone_is_not_believed() {
    for (String body :
        List.of("null", "{\"errors\":[]}", "{\"Errors\":[1]}", "<html>", "[1]", "x")) {
      assertInstanceOf(Outcome.Unknown.class, deleted(200, body), body);
    }
    assertInstanceOf(Outcome.Refused.class, deleted(404, " <!doctype html>"));
  }
}

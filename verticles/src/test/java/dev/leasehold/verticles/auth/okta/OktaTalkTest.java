package dev.leasehold.verticles.auth.okta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.okta.OktaConfig;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.request.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Talks with Okta, whose answers are given as they are documented; no server is needed.
final class OktaTalkTest {
  private static final String REQUIRED =
      "{'status':'MFA_REQUIRED','stateToken':'st','_embedded':{'factors':["
          + "{'id':'t1','factorType':'token:software:totp','provider':'GOOGLE'},"
          + "{'id':'p1','factorType':'push','provider':'OKTA'}]}}";
  private static final String WAITING =
      "{'status':'MFA_CHALLENGE','factorResult':'WAITING','stateToken':'st'}";
  private static final String SUCCESS = "{'status':'SUCCESS','_embedded':{'user':{'id':'00u1'}}}";

  private static HttpStep.Ask begin(String key, String totp, boolean bypass) {
    OktaConfig config = new OktaConfig("org", "", null, bypass, TokenParameters.NONE, null);
    return OktaTalk.login(
            "mount", config, SecretBytes.ofUtf8(key), new OktaTalk.Asker("bob", "pw", totp, "", ""))
        .first();
  }

  private static HttpAnswer answer(int status, String json, String... links) {
    return new HttpAnswer(
        status,
        "",
        links.length == 0 ? Map.of() : Map.of("link", List.of(links)),
        SecretBytes.ofUtf8(json.replace('\'', '"')));
  }

  /// Plays a talk with these answers, and says what was asked.
  private static HttpStep play(HttpStep first, HttpAnswer... answers) {
    HttpStep step = first;
    for (HttpAnswer answer : answers) {
      step = assertInstanceOf(HttpStep.Ask.class, step).then().then(answer);
    }
    return step;
  }

  private static Object told(HttpStep step) {
    return assertInstanceOf(HttpStep.Told.class, step).told();
  }

  private static String refusal(HttpStep step) {
    return assertInstanceOf(Refusal.class, told(step)).errors().getFirst();
  }

  private static String asked(HttpStep step) {
    return assertInstanceOf(HttpStep.Ask.class, step).question().uri();
  }

  @Test
  void without_a_key_no_groups_are_asked_for() {
    HttpStep end = play(begin("", "", false), answer(200, SUCCESS));
    assertEquals(new OktaTalk.Known(List.of(), List.of()), told(end));
  }

  @Test
  void all_pages_of_groups_are_read_from_the_same_path() {
    HttpStep next =
        play(
            begin("key", "", false),
            answer(200, SUCCESS),
            answer(
                200,
                "[{'profile':{'name':'a'}}]",
                "<https://org.okta.com/api/v1/users/00u1/groups>; rel=\"self\"",
                "<https://evil.example/elsewhere?after=x1>; rel=\"next\""));
    assertEquals("/api/v1/users/00u1/groups?after=x1", asked(next));
    HttpStep end = play(next, answer(200, "[{'profile':{'name':'b'}}]"));
    assertEquals(new OktaTalk.Known(List.of("a", "b"), List.of()), told(end));
  }

  @Test
  void a_passcode_is_preferred_where_one_is_given() {
    HttpStep verify = play(begin("", "123456", false), answer(200, REQUIRED));
    assertEquals("/api/v1/authn/factors/t1/verify", asked(verify));
    assertEquals(
        new OktaTalk.Known(List.of(), List.of()), told(play(verify, answer(200, SUCCESS))));
  }

  @Test
  void a_push_is_waited_for() {
    HttpStep waiting = play(begin("", "", false), answer(200, REQUIRED), answer(200, WAITING));
    assertEquals("/api/v1/authn/factors/p1/verify", asked(waiting));
    assertEquals(
        "multi-factor authentication denied",
        refusal(
            play(waiting, answer(200, "{'status':'MFA_CHALLENGE','factorResult':'REJECTED'}"))));
    assertEquals(
        "failed to complete multi-factor authentication",
        refusal(play(waiting, answer(200, "{'status':'MFA_CHALLENGE','factorResult':'TIMEOUT'}"))));
  }

  @Test
  void a_number_challenge_needs_a_nonce() {
    String challenge =
        "{'status':'MFA_CHALLENGE','factorResult':'WAITING','_embedded':{'factor':"
            + "{'_embedded':{'challenge':{'correctAnswer':42}}}}}";
    assertEquals(
        "nonce must be provided during login request when presented with number challenge",
        refusal(play(begin("", "", false), answer(200, REQUIRED), answer(200, challenge))));
  }

  @Test
  void a_second_factor_may_be_bypassed() {
    HttpStep end = play(begin("", "", true), answer(200, REQUIRED));
    assertEquals(new OktaTalk.Known(List.of(), List.of()), told(end));
  }

  @Test
  void T16_no_status_but_the_known_good_ones_lets_anybody_in() {
    for (String status : List.of("LOCKED_OUT", "PASSWORD_EXPIRED", "RECOVERY", "")) {
      HttpStep end = play(begin("", "", true), answer(200, "{'status':'" + status + "'}"));
      assertEquals("okta authentication failed", refusal(end));
    }
    assertEquals(
        "okta authentication failed", refusal(play(begin("", "", false), answer(200, "no json"))));
    assertEquals(
        "okta authentication failed: you must complete MFA enrollment to continue",
        refusal(play(begin("", "", false), answer(200, "{'status':'MFA_ENROLL'}"))));
  }

  @Test
  void wrong_credentials_are_told_as_okta_words_them() {
    String error = "{'errorCode':'E0000004','errorSummary':'Authentication failed'}";
    assertEquals(
        "Okta auth failed: the API returned an error: Authentication failed (code=E0000004)",
        refusal(play(begin("", "", false), answer(401, error))));
  }

  @Test
  void factors_that_are_not_known_are_not_asked_for() {
    String sms =
        "{'status':'MFA_REQUIRED','_embedded':{'factors':["
            + "{'id':'s1','factorType':'sms','provider':'OKTA'}]}}";
    assertEquals(
        "Okta Verify Push or TOTP or Google TOTP factor is required in order to perform MFA",
        refusal(play(begin("", "", false), answer(200, sms))));
    String totp =
        "{'status':'MFA_REQUIRED','_embedded':{'factors':["
            + "{'id':'t1','factorType':'token:software:totp','provider':'GOOGLE'}]}}";
    assertEquals(
        "'totp' passcode parameter is required to perform MFA",
        refusal(play(begin("", "", false), answer(200, totp))));
  }
}

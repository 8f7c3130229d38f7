package dev.leasehold.verticles.auth.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.github.GithubConfig;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.request.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Talks with GitHub, whose answers are given as they are documented; no server is needed.
final class GithubTalkTest {
  private static final String USER = "{'login':'octocat','id':7}";
  private static final String OURS = "[{'login':'org','id':1}]";

  private static HttpStep begin() {
    GithubConfig config =
        new GithubConfig("org", 1, "http://ghe.example/api/v3/", TokenParameters.NONE);
    return GithubTalk.member("mount", config, SecretBytes.ofUtf8("t")).first();
  }

  private static HttpAnswer answer(int status, String json, String link) {
    return new HttpAnswer(
        status, "", Map.of("link", List.of(link)), SecretBytes.ofUtf8(json.replace('\'', '"')));
  }

  private static HttpStep play(HttpStep first, HttpAnswer... answers) {
    HttpStep step = first;
    for (HttpAnswer answer : answers) {
      step = assertInstanceOf(HttpStep.Ask.class, step).then().then(answer);
    }
    return step;
  }

  private static HttpAnswer good(String json) {
    return answer(200, json, "");
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
  void teams_of_the_organization_count_by_name_and_slug() {
    String teams =
        "[{'name':'Dev Ops','slug':'dev-ops','organization':{'id':1}},"
            + "{'name':'x','slug':'x','organization':{'id':2}},"
            + "{'name':'qa','slug':'qa','organization':{'id':1}}]";
    assertEquals(
        new GithubTalk.Member("octocat", "org", List.of("Dev Ops", "dev-ops", "qa")),
        told(play(begin(), good(USER), good(OURS), good(teams))));
  }

  @Test
  void of_a_further_page_only_the_number_is_taken() {
    HttpStep next =
        play(
            begin(),
            good(USER),
            answer(200, "[]", "<http://evil.example/x?per_page=100&page=2>; rel=\"next\""));
    assertEquals("/api/v3/user/orgs?per_page=100&page=2", asked(next));
    assertEquals("/api/v3/user/teams?per_page=100", asked(play(next, good(OURS))));
  }

  @Test
  void T16_who_is_no_member_is_refused_whatever_the_organization_is_called() {
    assertEquals(
        "user is not part of required org",
        refusal(play(begin(), good(USER), good("[{'login':'org','id':2}]"))));
    assertEquals("user is not part of required org", refusal(play(begin(), good(USER), good(""))));
  }

  @Test
  void a_bad_token_is_told_as_github_words_it() {
    assertEquals(
        "GET http://ghe.example/api/v3/user: 401 Bad credentials []",
        refusal(play(begin(), answer(401, "{'message':'Bad credentials'}", ""))));
    assertEquals(
        "GET http://ghe.example/api/v3/user: 302  []", refusal(play(begin(), answer(302, "", ""))));
  }

  @Test
  void an_answer_that_is_none_is_refused() {
    assertEquals("the answer names no user", refusal(play(begin(), good("{}"))));
    assertEquals(
        "GET http://ghe.example/api/v3/user: the answer is no JSON",
        refusal(play(begin(), good("<html>"))));
  }
}

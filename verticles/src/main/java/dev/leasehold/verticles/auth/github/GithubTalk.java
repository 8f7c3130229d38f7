package dev.leasehold.verticles.auth.github;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.projections.github.GithubConfig;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.HttpEffect;
import dev.leasehold.verticles.outbound.HttpQuestion;
import dev.leasehold.verticles.outbound.HttpServer;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.Refusal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is asked of GitHub, and how its answers are read. A talk ends with what was asked for, or
/// with a [Refusal]. Immutable and pure.
final class GithubTalk {
  private static final String GITHUB = "https://api.github.com/";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Reveal TO_READ = Reveal.because("an answer of GitHub is read");
  private static final Reveal TO_ASK = Reveal.because("GitHub is asked with the token it gave");
  private static final Pattern NEXT =
      Pattern.compile("<[^>]*[?&]page=(\\d{1,6})[^>]*>\\s*;\\s*rel=\"next\"");

  private static final Map<String, String> HEADERS =
      Map.of("Accept", "application/vnd.github.v3+json", "User-Agent", "go-github");

  private static final int LONGEST_MESSAGE = 300;

  private final URI base;
  private final @Nullable SecretBytes authorization;

  /// Who has shown a token: the login, the organization and the names of its teams.
  record Member(String login, String organization, List<String> teams) {}

  private GithubTalk(String baseUrl, @Nullable SecretBytes token) {
    this.base = URI.create(baseUrl.isEmpty() ? GITHUB : baseUrl);
    this.authorization =
        token == null ? null : SecretBytes.ofUtf8("Bearer " + token.revealUtf8(TO_ASK));
  }

  /// Asks for the id of an organization: a `Long`.
  static HttpEffect organization(Call call, String baseUrl, String organization) {
    GithubTalk talk = of(baseUrl, "orgs/" + organization, null);
    return talk.effect(
        call.mount().uuid(),
        talk.ask(
            "orgs/" + encoded(organization),
            object -> {
              long id = object.get("id") instanceof Number number ? number.longValue() : 0;
              return new HttpStep.Told(
                  id == 0 ? refusal("organization_id not found for " + organization) : (Object) id);
            }));
  }

  /// Asks who has a token, and whether it is a [Member] of the organization.
  static HttpEffect member(String mount, GithubConfig config, SecretBytes token) {
    GithubTalk talk = of(config.baseUrl(), "user", token.length() == 0 ? null : token);
    return talk.effect(
        mount,
        talk.ask(
            "user",
            user ->
                user.get("login") instanceof String login
                    ? talk.organizations(config.organizationId(), login)
                    : new HttpStep.Told(refusal("the answer names no user"))));
  }

  private static GithubTalk of(String baseUrl, String path, @Nullable SecretBytes token) {
    try {
      HttpServer.of(baseUrl.isEmpty() ? GITHUB : baseUrl);
      return new GithubTalk(baseUrl, token);
    } catch (IllegalArgumentException wrong) {
      throw refusal(
          "Get " + GoText.quoted("/" + baseUrl + path) + ": unsupported protocol scheme \"\"");
    }
  }

  private HttpEffect effect(String mount, HttpStep.Ask first) {
    return new HttpEffect(HttpServer.of(base.toString()), mount, first, PATIENCE);
  }

  private HttpStep.Ask organizations(long id, String login) {
    return pages(
        "user/orgs?per_page=100",
        (List<Map<?, ?>> organizations) -> {
          for (Map<?, ?> one : organizations) {
            if (isId(one, id) && one.get("login") instanceof String name) {
              return teams(id, login, name);
            }
          }
          return new HttpStep.Told(refusal("user is not part of required org"));
        });
  }

  private HttpStep.Ask teams(long id, String login, String organization) {
    return pages(
        "user/teams?per_page=100",
        (List<Map<?, ?>> teams) -> {
          List<String> names = new ArrayList<>();
          for (Map<?, ?> team : teams) {
            if (team.get("organization") instanceof Map<?, ?> owner
                && isId(owner, id)
                && team.get("name") instanceof String name) {
              names.add(name);
              if (team.get("slug") instanceof String slug && !slug.equals(name)) {
                names.add(slug);
              }
            }
          }
          return new HttpStep.Told(new Member(login, organization, List.copyOf(names)));
        });
  }

  private static boolean isId(Map<?, ?> object, long id) {
    return object.get("id") instanceof Number number && number.longValue() == id;
  }

  private HttpStep.Ask ask(String path, Function<Map<?, ?>, HttpStep> then) {
    return new HttpStep.Ask(
        question(path),
        answer ->
            read(
                path,
                answer,
                (value, whole) ->
                    then.apply(value instanceof Map<?, ?> object ? object : Map.of())));
  }

  /// Asks for all pages of a list. GitHub says in a header which page is next; only its number is
  /// taken from there.
  private HttpStep.Ask pages(String path, Function<List<Map<?, ?>>, HttpStep> then) {
    return page(path, path, List.of(), then);
  }

  private HttpStep.Ask page(
      String path, String page, List<Map<?, ?>> before, Function<List<Map<?, ?>>, HttpStep> then) {
    return new HttpStep.Ask(
        question(page),
        answer ->
            read(
                page,
                answer,
                (value, whole) -> {
                  List<Map<?, ?>> all = new ArrayList<>(before);
                  if (value instanceof List<?> list) {
                    list.forEach(one -> all.add(one instanceof Map<?, ?> map ? map : Map.of()));
                  }
                  Matcher next = NEXT.matcher(whole.header("link"));
                  return next.find()
                      ? page(path, path + "&page=" + next.group(1), all, then)
                      : then.apply(all);
                }));
  }

  private HttpQuestion question(String path) {
    return HttpQuestion.get(base.getRawPath() + path, HEADERS, authorization);
  }

  private HttpStep read(
      String path, HttpAnswer answer, BiFunction<@Nullable Object, HttpAnswer, HttpStep> then) {
    Object value;
    try {
      value =
          answer.body().length() == 0 ? null : JsonText.readForeign(answer.body().reveal(TO_READ));
    } catch (IllegalArgumentException noJson) {
      if (answer.isGood()) {
        return new HttpStep.Told(refusal("GET " + base + path + ": the answer is no JSON"));
      }
      value = null;
    }
    if (!answer.isGood()) {
      String message =
          value instanceof Map<?, ?> object && object.get("message") instanceof String text
              ? text.substring(0, Math.min(text.length(), LONGEST_MESSAGE))
              : "";
      return new HttpStep.Told(
          refusal("GET " + base + path + ": " + answer.status() + " " + message + " []"));
    }
    return then.apply(value, answer);
  }

  private static Refusal refusal(String text) {
    return Refusal.internal(text);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

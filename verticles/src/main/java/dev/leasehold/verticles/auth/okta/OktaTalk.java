package dev.leasehold.verticles.auth.okta;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.projections.okta.OktaConfig;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.HttpEffect;
import dev.leasehold.verticles.outbound.HttpQuestion;
import dev.leasehold.verticles.outbound.HttpServer;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One login at Okta: name and password, a second factor where Okta asks for one, and the groups
/// where there is a key to Okta's API. A talk ends with [Known] or with a [Refusal]. Immutable and
/// pure.
///
/// ```text
/// authn ─► SUCCESS ────────────────────────────► groups ─► Known
///   └────► MFA_REQUIRED ─► verify ─► WAITING ─┐    ▲
///                             ▲───────────────┘    │
///                             └─► SUCCESS ─────────┘
/// ```
final class OktaTalk {
  private static final Duration PATIENCE = Duration.ofSeconds(75);
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Reveal TO_READ = Reveal.because("an answer of Okta is read");
  private static final Reveal TO_ASK = Reveal.because("Okta asks who asks");
  private static final Map<String, String> HEADERS =
      Map.of("Accept", "application/json", "Content-Type", "application/json");
  private static final Pattern NEXT =
      Pattern.compile("<[^>?]*\\?([\\w=&%.~+-]*)>\\s*;\\s*rel=\"next\"");
  private static final Pattern ID = Pattern.compile("[\\w-]{1,100}");
  private static final String DENIED = "okta authentication failed";

  private final OktaConfig config;
  private final Asker asker;
  private final @Nullable SecretBytes authorization;

  /// Who logs in, and with what.
  record Asker(String name, String password, String totp, String nonce, String provider) {
    @Override
    public String toString() {
      return "Asker[" + name + "]";
    }
  }

  /// Somebody whom Okta knows.
  record Known(List<String> groups, List<String> warnings) {}

  private OktaTalk(OktaConfig config, SecretBytes key, Asker asker) {
    this.config = config;
    this.asker = asker;
    this.authorization =
        key.length() == 0 ? null : SecretBytes.ofUtf8("SSWS " + key.revealUtf8(TO_ASK));
  }

  /// @param key the key to Okta's API, empty for none
  static HttpEffect login(String mount, OktaConfig config, SecretBytes key, Asker asker) {
    String domain = "false".equals(config.production()) ? "oktapreview.com" : "okta.com";
    String host =
        config.organization() + "." + (config.baseUrl().isEmpty() ? domain : config.baseUrl());
    try {
      HttpServer server = HttpServer.of("https://" + host);
      OktaTalk talk = new OktaTalk(config, key, asker);
      return new HttpEffect(server, mount, talk.begin(), PATIENCE);
    } catch (IllegalArgumentException wrong) {
      throw Refusal.internal("the domain of Okta cannot be read");
    }
  }

  private HttpStep.Ask begin() {
    return post(
        "authn",
        Map.of("username", asker.name(), "password", asker.password()),
        Duration.ZERO,
        this::authenticated);
  }

  /// What follows an answer that was good.
  private interface Next {
    HttpStep of(Map<?, ?> result);
  }

  private HttpStep.Ask post(String path, Map<String, Object> body, Duration after, Next next) {
    HttpQuestion question =
        new HttpQuestion(
            "POST",
            "/api/v1/" + path,
            HEADERS,
            authorization,
            SecretBytes.copyOf(JsonText.write(body)));
    return new HttpStep.Ask(question, after, answer -> read(answer, next));
  }

  private static HttpStep read(HttpAnswer answer, Next next) {
    Object value = value(answer);
    Map<?, ?> result = value instanceof Map<?, ?> object ? object : Map.of();
    return answer.isGood() ? next.of(result) : refused(OktaErrors.of(answer, result));
  }

  private static @Nullable Object value(HttpAnswer answer) {
    try {
      return JsonText.readForeign(answer.body().reveal(TO_READ));
    } catch (IllegalArgumentException noJson) {
      return null;
    }
  }

  private HttpStep authenticated(Map<?, ?> result) {
    return switch (text(result, "status")) {
      case "SUCCESS" -> done(result, List.of());
      case "PASSWORD_WARN" ->
          done(
              result,
              List.of("Your Okta password is in warning state and needs to be changed soon."));
      case "MFA_ENROLL", "MFA_ENROLL_ACTIVATE" ->
          config.bypassMfa()
              ? done(result, List.of())
              : refused(DENIED + ": you must complete MFA enrollment to continue");
      case "MFA_REQUIRED" -> config.bypassMfa() ? done(result, List.of()) : factor(result);
      default -> refused(DENIED);
    };
  }

  /// Chooses a factor: a passcode where one was given, else a push.
  private HttpStep factor(Map<?, ?> result) {
    String totp = null;
    String push = null;
    for (Map<?, ?> one : objects(object(result, "_embedded").get("factors"))) {
      String provider = text(one, "provider");
      boolean wanted =
          asker.provider().isEmpty()
              ? provider.equals("OKTA") || provider.equals("GOOGLE")
              : provider.equals(asker.provider());
      if (wanted && ID.matcher(text(one, "id")).matches()) {
        switch (text(one, "factorType")) {
          case "token:software:totp" -> totp = text(one, "id");
          case "push" -> push = provider.equals("OKTA") ? text(one, "id") : push;
          default -> {
            // Other kinds of factors are not asked for.
          }
        }
      }
    }
    String stateToken = text(result, "stateToken");
    if (totp != null && !asker.totp().isEmpty()) {
      return verify(totp, Map.of("stateToken", stateToken, "passCode", asker.totp()));
    }
    if (push != null) {
      return verify(push, Map.of("stateToken", stateToken));
    }
    return refused(
        totp != null
            ? "'totp' passcode parameter is required to perform MFA"
            : "Okta Verify Push or TOTP or Google TOTP factor is required in order to perform MFA");
  }

  private HttpStep.Ask verify(String factor, Map<String, Object> body) {
    return verify("authn/factors/" + factor + "/verify", body, Duration.ZERO);
  }

  private HttpStep.Ask verify(String path, Map<String, Object> body, Duration after) {
    return post(path, body, after, result -> verified(path, body, result));
  }

  private HttpStep verified(String path, Map<String, Object> body, Map<?, ?> result) {
    String status = text(result, "status");
    if (!status.equals("MFA_CHALLENGE")) {
      boolean good = status.equals("SUCCESS") || status.equals("PASSWORD_WARN");
      return good ? done(result, List.of()) : refused(DENIED);
    }
    Map<?, ?> challenge =
        object(object(object(object(result, "_embedded"), "factor"), "_embedded"), "challenge");
    if (challenge.get("correctAnswer") != null && asker.nonce().isEmpty()) {
      return refused(
          "nonce must be provided during login request when presented with number challenge");
    }
    return switch (text(result, "factorResult")) {
      case "WAITING" -> verify(path, body, BETWEEN);
      case "REJECTED" -> refused("multi-factor authentication denied");
      case "TIMEOUT" -> refused("failed to complete multi-factor authentication");
      default -> refused(DENIED);
    };
  }

  private HttpStep done(Map<?, ?> result, List<String> warnings) {
    if (authorization == null) {
      return new HttpStep.Told(new Known(List.of(), warnings));
    }
    String user = text(object(object(result, "_embedded"), "user"), "id");
    if (!ID.matcher(user).matches()) {
      return refused("okta failure retrieving groups: the answer names no user");
    }
    return groups("/api/v1/users/" + user + "/groups", "", List.of(), warnings);
  }

  /// Asks for a page of groups. Okta says in a header which is next; only the query is taken from
  /// there, so no other path and no other server is asked.
  private HttpStep.Ask groups(
      String path, String query, List<String> before, List<String> warnings) {
    return new HttpStep.Ask(
        HttpQuestion.get(path + query, HEADERS, authorization),
        answer -> {
          Object value = value(answer);
          if (!answer.isGood()) {
            Map<?, ?> error = value instanceof Map<?, ?> object ? object : Map.of();
            return refused("okta failure retrieving groups: " + OktaErrors.text(error));
          }
          List<String> names = new ArrayList<>(before);
          objects(value).forEach(group -> names.add(text(object(group, "profile"), "name")));
          for (String link : answer.headers().getOrDefault("link", List.of())) {
            Matcher next = NEXT.matcher(link);
            if (next.find()) {
              return groups(path, "?" + next.group(1), names, warnings);
            }
          }
          return new HttpStep.Told(new Known(names, warned(names, warnings)));
        });
  }

  private static List<String> warned(List<String> groups, List<String> warnings) {
    List<String> all = new ArrayList<>(warnings);
    if (groups.isEmpty()) {
      all.add("no Okta groups found; only policies from locally-defined groups available");
    }
    return all;
  }

  private static HttpStep refused(String text) {
    return new HttpStep.Told(Refusal.badRequest(text));
  }

  private static String text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  private static Map<?, ?> object(Map<?, ?> object, String name) {
    return object.get(name) instanceof Map<?, ?> found ? found : Map.of();
  }

  private static List<Map<?, ?>> objects(@Nullable Object value) {
    List<Map<?, ?>> found = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object one : list) {
        found.add(one instanceof Map<?, ?> map ? map : Map.of());
      }
    }
    return found;
  }
}

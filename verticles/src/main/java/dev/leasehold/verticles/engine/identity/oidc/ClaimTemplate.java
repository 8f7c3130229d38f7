package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.jose.SignedToken;
import dev.leasehold.verticles.policy.IdentityView;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Claims with templates, a JSON text: `{"team":{{identity.entity.metadata.team}}}`.
///
/// A value is put in as JSON, so that nothing that somebody chose for a name or as metadata can
/// become a claim of its own.
final class ClaimTemplate {
  /// Claims that this server makes itself.
  static final List<String> RESERVED =
      List.of(
          "iat",
          "aud",
          "exp",
          "iss",
          "sub",
          "namespace",
          "nonce",
          "auth_time",
          "at_hash",
          "c_hash");

  private static final IdentityView NOBODY =
      new IdentityView("", "", Map.of(), List.of(), List.of());

  /// What is wrong with a template, for the client.
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfit(String why) {
      super(why, null, false, false);
    }
  }

  private ClaimTemplate() {}

  /// Refuses a template that could not give claims.
  static void check(String template, Instant now) {
    if (template.isEmpty()) {
      return;
    }
    String filled;
    try {
      filled = fill(template, NOBODY, now);
    } catch (Unfit unfit) {
      throw Refusal.badRequest("error parsing template: " + unfit.getMessage());
    }
    Map<String, Object> claims = SignedToken.claims(filled);
    if (claims == null) {
      throw Refusal.badRequest("error parsing template JSON: " + GoJson.problem(filled));
    }
    for (String name : claims.keySet()) {
      if (RESERVED.contains(name)) {
        throw Refusal.badRequest(
            "top level key "
                + GoText.quoted(name)
                + " not allowed. Restricted keys: "
                + String.join(", ", RESERVED));
      }
    }
  }

  /// The names of the claims of a template that was checked, sorted.
  static Set<String> names(String template, Instant now) {
    return new TreeSet<>(claims(template, NOBODY, now).keySet());
  }

  /// The claims of a template for somebody; none where it has no value for them.
  static Map<String, Object> claims(String template, IdentityView identity, Instant now) {
    if (template.isEmpty()) {
      return Map.of();
    }
    try {
      Map<String, Object> claims = SignedToken.claims(fill(template, identity, now));
      return claims == null ? Map.of() : claims;
    } catch (Unfit unfit) {
      return Map.of();
    }
  }

  private static String fill(String template, IdentityView identity, Instant now) {
    StringBuilder filled = new StringBuilder();
    int start = 0;
    for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", start)) {
      String before = template.substring(start, open);
      int close = template.indexOf("}}", open);
      if (close < 0 || before.contains("}}")) {
        throw unbalanced();
      }
      String selector = template.substring(open + 2, close).strip();
      filled.append(before).append(ClaimValue.of(selector, identity, now));
      start = close + 2;
    }
    String rest = template.substring(start);
    if (rest.contains("}}")) {
      throw unbalanced();
    }
    return filled.append(rest).toString();
  }

  private static Unfit unbalanced() {
    return new Unfit("unbalanced templating characters");
  }

  /// A list or nothing, as Go shows a list that was never made.
  static @Nullable List<String> orNull(List<String> list) {
    return list.isEmpty() ? null : list;
  }
}

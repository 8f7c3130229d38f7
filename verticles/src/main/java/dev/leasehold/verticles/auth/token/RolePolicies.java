package dev.leasehold.verticles.auth.token;

import dev.leasehold.events.TokenRole;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.util.List;

/// Which policies a token gets that is created by a role that allows or disallows some: those of
/// the parent are no limit then.
final class RolePolicies {
  private RolePolicies() {}

  /// Whether the role has rules of its own.
  static boolean rules(TokenRole role) {
    return !role.allowedPolicies().isEmpty()
        || !role.disallowedPolicies().isEmpty()
        || !role.allowedPoliciesGlob().isEmpty()
        || !role.disallowedPoliciesGlob().isEmpty();
  }

  static List<String> chosen(
      TokenRole role, List<String> asked, List<String> parent, boolean noDefault) {
    boolean addDefault =
        !noDefault
            && !role.parameters().noDefaultPolicy()
            && !role.disallowedPolicies().contains("default")
            && !matches(role.disallowedPoliciesGlob(), "default");
    List<String> chosen = asked.isEmpty() ? List.of() : TokenPolicies.sanitized(asked, addDefault);
    if (role.allowedPolicies().isEmpty() && role.allowedPoliciesGlob().isEmpty()) {
      chosen = chosen.isEmpty() ? TokenPolicies.sanitized(parent, addDefault) : chosen;
    } else {
      List<String> allowed = TokenPolicies.sanitized(role.allowedPolicies(), addDefault);
      if (chosen.isEmpty()) {
        chosen = allowed;
      } else {
        refuseOthers(role, chosen, allowed);
      }
    }
    for (String policy : chosen) {
      if (role.disallowedPolicies().contains(policy)
          || matches(role.disallowedPoliciesGlob(), policy)) {
        throw Refusal.badRequest(
            "token policy " + GoText.quoted(policy) + " is disallowed by this role");
      }
    }
    return chosen;
  }

  private static void refuseOthers(TokenRole role, List<String> chosen, List<String> allowed) {
    for (String policy : chosen) {
      if (!allowed.contains(policy) && !matches(role.allowedPoliciesGlob(), policy)) {
        throw Refusal.badRequest(
            "token policies ("
                + quoted(chosen)
                + ") must be subset of the role's allowed policies ("
                + quoted(allowed)
                + ") or glob policies ("
                + quoted(role.allowedPoliciesGlob())
                + ")");
      }
    }
  }

  private static String quoted(List<String> names) {
    return "[" + String.join(" ", names.stream().map(GoText::quoted).toList()) + "]";
  }

  /// Whether a name matches one of the patterns, whose stars stand for anything.
  static boolean matches(List<String> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String pattern, String name) {
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(name);
    }
    if (!name.startsWith(parts[0]) || !name.endsWith(parts[parts.length - 1])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = name.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at <= name.length() - parts[parts.length - 1].length();
  }
}

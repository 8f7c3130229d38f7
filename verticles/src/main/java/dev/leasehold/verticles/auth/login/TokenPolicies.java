package dev.leasehold.verticles.auth.login;

import dev.leasehold.verticles.request.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Which policies a new token gets. Names are compared after they were trimmed and put in lower
/// case, so that ` Root ` is `root` and never slips through (THREATS T7).
public final class TokenPolicies {
  /// Policies that no token may be given by name.
  private static final Set<String> NOT_ASSIGNABLE = Set.of("response-wrapping", "control-group");

  private TokenPolicies() {}

  /// Trimmed, lower case, sorted, without empty names or repeats; `root` drives out all others.
  public static List<String> sanitized(List<String> names, boolean addDefault) {
    TreeSet<String> clean = new TreeSet<>();
    for (String name : names) {
      String plain = name.strip().toLowerCase(Locale.ROOT);
      if (plain.equals("root")) {
        return List.of("root");
      }
      if (!plain.isEmpty()) {
        clean.add(plain);
      }
    }
    if (addDefault) {
      clean.add("default");
    }
    return List.copyOf(clean);
  }

  /// As a user or role keeps a list that came by an older name: sanitized, without `default` added.
  public static List<String> parsed(List<String> names) {
    return sanitized(names, false);
  }

  /// Whether two lists give the same rights: the policy `default`, order and repeats do not count.
  public static boolean equivalent(List<String> one, List<String> other) {
    return distinct(one).equals(distinct(other));
  }

  private static Set<String> distinct(List<String> names) {
    Set<String> set = new TreeSet<>(names);
    set.remove("default");
    return set;
  }

  /// That no policy is among these which nobody is given by name.
  public static void refuseUnassignable(List<String> policies) {
    for (String policy : policies) {
      if (NOT_ASSIGNABLE.contains(policy)) {
        throw Refusal.badRequest("cannot assign policy \"" + policy + "\"");
      }
    }
  }

  /// What a child gets that asks for these policies.
  ///
  /// @param sudo the caller has sudo on the path, and may give what it has not itself
  public static List<String> ofChild(
      List<String> asked, List<String> parent, boolean sudo, boolean noDefault) {
    return checked(chosen(asked, parent, sudo, noDefault), parent, noDefault);
  }

  /// What is left of what was chosen for a child; refused where nobody may be given that.
  public static List<String> checked(List<String> chosen, List<String> parent, boolean noDefault) {
    List<String> given = sanitized(chosen, false);
    if (noDefault) {
      given = new ArrayList<>(given);
      given.remove("default");
    }
    refuseUnassignable(given);
    if (given.contains("root") && !parent.contains("root")) {
      throw Refusal.badRequest("root tokens may not be created without parent token being root");
    }
    return List.copyOf(given);
  }

  private static List<String> chosen(
      List<String> asked, List<String> parent, boolean sudo, boolean noDefault) {
    if (asked.isEmpty()) {
      return sanitized(parent, false);
    }
    if (sudo) {
      return sanitized(asked, !noDefault);
    }
    if (!sanitized(parent, false).containsAll(sanitized(asked, false))) {
      throw Refusal.badRequest("child policies must be subset of parent");
    }
    return sanitized(asked, !noDefault && parent.contains("default"));
  }
}

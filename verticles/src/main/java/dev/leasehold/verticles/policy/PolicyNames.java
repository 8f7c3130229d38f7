package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.request.GoText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The rules for names of policies, as functions. A reason why not is the text for the client.
public final class PolicyNames {
  public static final String ROOT = "root";
  public static final String DEFAULT = "default";
  public static final String RESPONSE_WRAPPING = "response-wrapping";
  public static final String CONTROL_GROUP = "control-group";

  private static final Set<String> IMMUTABLE = Set.of(ROOT, RESPONSE_WRAPPING, CONTROL_GROUP);
  private static final Set<String> UNASSIGNABLE = Set.of(RESPONSE_WRAPPING, CONTROL_GROUP);

  private PolicyNames() {}

  /// The name that a policy is stored under.
  public static String stored(String asked) {
    return asked.toLowerCase(Locale.ROOT);
  }

  /// The name that a token, role, entity or group gets when it is given a policy. Every comparison
  /// with a built-in name is made with this form, so that ` Root` is root wherever it is refused.
  public static String assigned(String asked) {
    return asked.strip().toLowerCase(Locale.ROOT);
  }

  /// The warning for a write under another name than the one stored.
  public static Optional<String> conversionWarning(String asked) {
    return asked.equals(stored(asked))
        ? Optional.empty()
        : Optional.of("policy name was converted to " + stored(asked));
  }

  public static boolean isRoot(String name) {
    return assigned(name).equals(ROOT);
  }

  public static Optional<String> whyNotUpdate(String name) {
    return IMMUTABLE.contains(assigned(name))
        ? Optional.of("cannot update " + GoText.quoted(assigned(name)) + " policy")
        : Optional.empty();
  }

  public static Optional<String> whyNotDelete(String name) {
    if (IMMUTABLE.contains(assigned(name))) {
      return Optional.of("cannot delete " + GoText.quoted(assigned(name)) + " policy");
    }
    return assigned(name).equals(DEFAULT)
        ? Optional.of("cannot delete default policy")
        : Optional.empty();
  }

  public static Optional<String> whyNotAssign(String name) {
    return UNASSIGNABLE.contains(assigned(name))
        ? Optional.of("cannot assign policy " + GoText.quoted(assigned(name)))
        : Optional.empty();
  }

  /// Stored names as a list answers them: sorted, without the unassignable, with root at the end.
  public static List<String> listed(Collection<String> stored) {
    List<String> names = new ArrayList<>(stored);
    names.removeAll(IMMUTABLE);
    names.sort(null);
    names.add(ROOT);
    return List.copyOf(names);
  }
}

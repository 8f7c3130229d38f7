package dev.leasehold.verticles.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fills `{{identity…}}` in the paths of a policy with what is known of the caller.
///
/// A stanza with a template that has no value is left out, also one that denies. So is one whose
/// value holds `*`, `+` or `/`: whoever chooses a name or metadata must not choose what a rule
/// covers (THREATS T13).
public final class PolicyTemplate {
  private PolicyTemplate() {}

  /// The policy as it is for one caller; without an entity no template has a value.
  public static Policy resolve(Policy policy, @Nullable IdentityView identity) {
    if (!policy.templated()) {
      return policy;
    }
    List<PathRules> rules = new ArrayList<>();
    for (PathRules rule : policy.rules()) {
      if (!rule.templated()) {
        rules.add(rule);
      } else if (identity != null) {
        fill(rule.written(), identity)
            .filter(path -> !path.contains("+*"))
            .map(path -> new PathRules(path, false, RulePath.of(path), rule.permissions()))
            .ifPresent(rules::add);
      }
    }
    return new Policy(policy.name(), rules);
  }

  /// Whether a path holds templates. Throws `PolicyError` where the braces do not match.
  static boolean isTemplate(String path) {
    List<String> pieces = pieces(path);
    boolean balanced = !pieces.getFirst().contains("}}");
    for (String piece : pieces.subList(1, pieces.size())) {
      int end = piece.indexOf("}}");
      balanced &= end >= 0 && piece.indexOf("}}", end + 2) < 0;
    }
    if (!balanced) {
      throw new PolicyError(
          "failed to validate policy templating: unbalanced templating characters");
    }
    return pieces.size() > 1;
  }

  private static Optional<String> fill(String path, IdentityView identity) {
    List<String> pieces = pieces(path);
    StringBuilder filled = new StringBuilder(pieces.getFirst());
    for (String piece : pieces.subList(1, pieces.size())) {
      int end = piece.indexOf("}}");
      Optional<String> value = TemplateValue.of(piece.substring(0, end).strip(), identity);
      if (value.isEmpty() || reachesFurther(value.get())) {
        return Optional.empty();
      }
      filled.append(value.get()).append(piece, end + 2, piece.length());
    }
    return Optional.of(filled.toString());
  }

  private static boolean reachesFurther(String value) {
    return value.indexOf('*') >= 0 || value.indexOf('+') >= 0 || value.indexOf('/') >= 0;
  }

  private static List<String> pieces(String path) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int open = path.indexOf("{{"); open >= 0; open = path.indexOf("{{", start)) {
      pieces.add(path.substring(start, open));
      start = open + 2;
    }
    pieces.add(path.substring(start));
    return pieces;
  }
}

package dev.leasehold.verticles.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules with wildcards of an access list, prefixes and `+` paths, in order of priority.
/// Immutable. The `+` rules are tried from the top and only while they outrank the prefix found.
final class WildcardRules {
  private final PrefixRules prefixes;
  private final int[] outranking;
  private final List<SegmentRule> segments;

  WildcardRules(Map<RulePath, Rule> rules) {
    Map<String, Rule> byPrefix = new HashMap<>();
    rules.forEach((path, rule) -> {
      if (path.kind() == RulePath.Kind.PREFIX) {
        byPrefix.put(path.text(), rule);
      }
    });
    this.prefixes = new PrefixRules(byPrefix);
    this.segments =
        rules.entrySet().stream()
            .filter(entry -> entry.getKey().kind() == RulePath.Kind.SEGMENTS)
            .map(entry -> SegmentRule.of(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparing(SegmentRule::priority).reversed())
            .toList();
    this.outranking = new int[prefixes.size()];
    for (int i = 0; i < outranking.length; i++) {
      outranking[i] = countAbove(new RulePath(prefixes.prefix(i), RulePath.Kind.PREFIX));
    }
  }

  private int countAbove(RulePath prefix) {
    Priority own = Priority.of(prefix);
    return (int) segments.stream().filter(rule -> rule.priority().compareTo(own) > 0).count();
  }

  @Nullable Rule find(String path) {
    int prefix = prefixes.find(path);
    int limit = prefix == PrefixRules.NONE ? segments.size() : outranking[prefix];
    for (int i = 0; i < limit; i++) {
      SegmentRule candidate = segments.get(i);
      if (candidate.path().matches(path)) {
        return candidate.rule();
      }
    }
    return prefix == PrefixRules.NONE ? null : prefixes.rule(prefix);
  }

  private record SegmentRule(SegmentPath path, Priority priority, Rule rule) {
    static SegmentRule of(RulePath path, Rule rule) {
      return new SegmentRule(SegmentPath.of(path.text()), Priority.of(path), rule);
    }
  }
}

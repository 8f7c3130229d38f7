package dev.leasehold.verticles.policy;

import java.util.List;

/// A policy, read. Immutable; two policies are equal when they say the same.
public record Policy(String name, List<PathRules> rules) {
  public Policy {
    rules = List.copyOf(rules);
  }

  /// Whether what it allows depends on who asks.
  public boolean templated() {
    return rules.stream().anyMatch(PathRules::templated);
  }
}

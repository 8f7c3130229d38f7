package dev.leasehold.verticles.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rules for prefixes, arranged to find the longest that a path starts with.
///
/// They stand in order of their text, and each knows the longest other one that it starts with. A
/// binary search finds the last rule not above the path; the answer is that rule or one of those
/// above it, since every text between a prefix of the path and the path starts with that prefix.
final class PrefixRules {
  static final int NONE = -1;

  private final String[] prefixes;
  private final int[] parents;
  private final List<Rule> rules;

  PrefixRules(Map<String, Rule> byPrefix) {
    TreeMap<String, Rule> sorted = new TreeMap<>(byPrefix);
    this.prefixes = sorted.keySet().toArray(String[]::new);
    this.rules = new ArrayList<>(sorted.values());
    this.parents = new int[prefixes.length];
    for (int i = 0; i < prefixes.length; i++) {
      parents[i] = climb(i - 1, prefixes[i]);
    }
  }

  /// The index of the rule for a path, or `NONE`.
  int find(String path) {
    int found = Arrays.binarySearch(prefixes, path);
    return climb(found >= 0 ? found : -found - 2, path);
  }

  String prefix(int index) {
    return prefixes[index];
  }

  Rule rule(int index) {
    return rules.get(index);
  }

  int size() {
    return prefixes.length;
  }

  private int climb(int index, String path) {
    int candidate = index;
    while (candidate >= 0 && !path.startsWith(prefixes[candidate])) {
      candidate = parents[candidate];
    }
    return candidate;
  }
}

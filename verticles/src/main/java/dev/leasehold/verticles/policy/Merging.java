package dev.leasehold.verticles.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Unites the stanzas that several policies have for one and the same path. For one thread.
///
/// Capabilities add up; a deny ends it all. Of wrapping bounds the lowest counts. Parameters add
/// up, and a parameter that one stanza allows (or denies) with any value is so for all.
final class Merging {
  private final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
  private final Map<Capability, Set<String>> granting = new EnumMap<>(Capability.class);
  private final Map<String, List<ParameterValue>> allowed = new HashMap<>();
  private final Map<String, List<ParameterValue>> denied = new HashMap<>();
  private final Set<String> required = new LinkedHashSet<>();
  private Duration minWrappingTtl = Duration.ZERO;
  private Duration maxWrappingTtl = Duration.ZERO;

  void add(String policy, Permissions more) {
    for (Capability capability : more.capabilities()) {
      capabilities.add(capability);
      granting.computeIfAbsent(capability, _ -> new LinkedHashSet<>()).add(policy);
    }
    minWrappingTtl = lower(minWrappingTtl, more.minWrappingTtl());
    maxWrappingTtl = lower(maxWrappingTtl, more.maxWrappingTtl());
    more.allowed().forEach((key, values) -> addParameter(allowed, key, values));
    more.denied().forEach((key, values) -> addParameter(denied, key, values));
    required.addAll(more.required());
  }

  Rule rule() {
    if (capabilities.contains(Capability.DENY)) {
      return new Rule(Permissions.DENY, Map.of());
    }
    Map<Capability, List<String>> names = new EnumMap<>(Capability.class);
    granting.forEach((capability, policies) -> names.put(capability, List.copyOf(policies)));
    return new Rule(
        new Permissions(
            capabilities, minWrappingTtl, maxWrappingTtl, allowed, denied, List.copyOf(required)),
        names);
  }

  private static Duration lower(Duration one, Duration other) {
    if (!other.isPositive()) {
      return one;
    }
    return one.isZero() || other.compareTo(one) < 0 ? other : one;
  }

  private static void addParameter(
      Map<String, List<ParameterValue>> all, String key, List<ParameterValue> values) {
    List<ParameterValue> before = all.get(key);
    if (before == null) {
      all.put(key, values);
    } else if (before.isEmpty() || values.isEmpty()) {
      all.put(key, List.of());
    } else {
      List<ParameterValue> both = new ArrayList<>(values);
      both.addAll(before);
      all.put(key, both);
    }
  }
}

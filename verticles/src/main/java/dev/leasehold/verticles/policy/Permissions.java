package dev.leasehold.verticles.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one stanza allows. A wrapping bound of zero is none; an empty map of parameters restricts
/// nothing, and an empty list of values stands for any value. Keys of both maps are lower case.
record Permissions(
    Set<Capability> capabilities,
    Duration minWrappingTtl,
    Duration maxWrappingTtl,
    Map<String, List<ParameterValue>> allowed,
    Map<String, List<ParameterValue>> denied,
    List<String> required) {
  static final Permissions DENY =
      new Permissions(
          Set.of(Capability.DENY), Duration.ZERO, Duration.ZERO, Map.of(), Map.of(), List.of());

  Permissions {
    capabilities =
        capabilities.isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(EnumSet.copyOf(capabilities));
    allowed = Map.copyOf(allowed);
    denied = Map.copyOf(denied);
    required = List.copyOf(required);
  }

  boolean denies() {
    return capabilities.contains(Capability.DENY);
  }
}

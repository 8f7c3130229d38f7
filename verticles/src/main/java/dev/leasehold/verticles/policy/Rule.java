package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.request.Operation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that the policies of one access list say to one path. Immutable; its verdicts are made
/// beforehand, so that judging allocates nothing while there are no parameters to compare.
final class Rule {
  private final Permissions permissions;
  private final boolean sudo;
  private final Verdict nothing;
  private final Map<Operation, Verdict> granted = new EnumMap<>(Operation.class);
  private final Map<Operation, Verdict> withheld = new EnumMap<>(Operation.class);
  private final boolean bounded;
  private final List<String> required;

  Rule(Permissions permissions, Map<Capability, List<String>> granting) {
    this.permissions = permissions;
    this.sudo = permissions.capabilities().contains(Capability.SUDO);
    this.nothing = new Verdict(false, sudo, List.of());
    this.bounded =
        permissions.minWrappingTtl().isPositive() || permissions.maxWrappingTtl().isPositive();
    this.required =
        permissions.required().stream().map(key -> key.toLowerCase(Locale.ROOT)).toList();
    for (Operation operation : Operation.values()) {
      Capability.neededFor(operation)
          .map(granting::get)
          .ifPresent(policies -> grant(operation, policies));
    }
  }

  private void grant(Operation operation, List<String> policies) {
    granted.put(operation, new Verdict(true, sudo, policies));
    withheld.put(operation, new Verdict(false, sudo, policies));
  }

  Permissions permissions() {
    return permissions;
  }

  Verdict judge(Operation operation, Map<String, ?> body, @Nullable Duration wrapTtl) {
    Verdict verdict = granted.get(operation);
    if (verdict == null) {
      return nothing;
    }
    boolean met =
        (!bounded || wrapsWithin(wrapTtl)) && (!carriesData(operation) || acceptsData(body));
    return met ? verdict : withheld.getOrDefault(operation, nothing);
  }

  /// Bounds from two policies may leave nothing between them.
  private boolean wrapsWithin(@Nullable Duration wrapTtl) {
    Duration min = permissions.minWrappingTtl();
    Duration max = permissions.maxWrappingTtl();
    return wrapTtl != null
        && (!max.isPositive() || wrapTtl.compareTo(max) <= 0)
        && (!min.isPositive() || wrapTtl.compareTo(min) >= 0);
  }

  private static boolean carriesData(Operation operation) {
    return switch (operation) {
      case CREATE, READ, UPDATE, PATCH -> true;
      case DELETE, LIST, HELP, RENEW, REVOKE, ROLLBACK -> false;
    };
  }

  private boolean acceptsData(Map<String, ?> body) {
    for (String key : required) {
      if (!body.containsKey(key)) {
        return false;
      }
    }
    return body.isEmpty() || (!isDenied(body) && isAllowed(body));
  }

  private boolean isDenied(Map<String, ?> body) {
    Map<String, List<ParameterValue>> denied = permissions.denied();
    if (denied.isEmpty()) {
      return false;
    }
    if (denied.containsKey("*")) {
      return true;
    }
    for (Map.Entry<String, ?> field : body.entrySet()) {
      List<ParameterValue> values = denied.get(field.getKey().toLowerCase(Locale.ROOT));
      if (values != null && isAmong(field.getValue(), values)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAllowed(Map<String, ?> body) {
    Map<String, List<ParameterValue>> allowed = permissions.allowed();
    boolean others = allowed.isEmpty() || allowed.containsKey("*");
    if (allowed.size() <= 1 && others) {
      return true;
    }
    for (Map.Entry<String, ?> field : body.entrySet()) {
      List<ParameterValue> values = allowed.get(field.getKey().toLowerCase(Locale.ROOT));
      if (values == null ? !others : !isAmong(field.getValue(), values)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAmong(@Nullable Object given, List<ParameterValue> values) {
    if (values.isEmpty()) {
      return true;
    }
    for (ParameterValue value : values) {
      if (value.matches(given)) {
        return true;
      }
    }
    return false;
  }
}

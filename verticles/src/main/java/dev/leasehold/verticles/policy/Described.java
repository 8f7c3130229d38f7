package dev.leasehold.verticles.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The rules of an access list as user interfaces are told of them: what is allowed on which path.
final class Described {
  private Described() {}

  static Map<String, Object> of(Permissions permissions) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("capabilities", words(permissions.capabilities()));
    if (permissions.minWrappingTtl().isPositive()) {
      data.put("min_wrapping_ttl", permissions.minWrappingTtl().toSeconds());
    }
    if (permissions.maxWrappingTtl().isPositive()) {
      data.put("max_wrapping_ttl", permissions.maxWrappingTtl().toSeconds());
    }
    if (!permissions.allowed().isEmpty()) {
      data.put("allowed_parameters", parameters(permissions.allowed()));
    }
    if (!permissions.denied().isEmpty()) {
      data.put("denied_parameters", parameters(permissions.denied()));
    }
    if (!permissions.required().isEmpty()) {
      data.put("required_parameters", permissions.required());
    }
    return data;
  }

  /// In Vault's order, which is not quite that of the alphabet.
  private static List<String> words(Set<Capability> capabilities) {
    if (capabilities.isEmpty() || capabilities.contains(Capability.DENY)) {
      return List.of(Capability.DENY.word());
    }
    return List.of(
            Capability.CREATE,
            Capability.DELETE,
            Capability.LIST,
            Capability.READ,
            Capability.SUDO,
            Capability.UPDATE,
            Capability.PATCH)
        .stream()
        .filter(capabilities::contains)
        .map(Capability::word)
        .toList();
  }

  private static Map<String, Object> parameters(Map<String, List<ParameterValue>> parameters) {
    Map<String, Object> shown = new TreeMap<>();
    parameters.forEach(
        (name, values) -> shown.put(name, values.stream().map(Described::value).toList()));
    return shown;
  }

  private static Object value(ParameterValue value) {
    return switch (value) {
      case ParameterValue.Text(String text) -> text;
      case ParameterValue.Flag(boolean on) -> on;
      case ParameterValue.Several(List<ParameterValue> values) ->
          values.stream().map(Described::value).toList();
      case ParameterValue.Fields(Map<String, ParameterValue> fields) -> {
        Map<String, Object> shown = new TreeMap<>();
        fields.forEach((name, one) -> shown.put(name, value(one)));
        yield shown;
      }
      case ParameterValue.Unmatched unmatched -> "";
    };
  }
}

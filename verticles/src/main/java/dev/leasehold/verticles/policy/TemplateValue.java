package dev.leasehold.verticles.policy;

import java.util.Map;
import java.util.Optional;

/// Looks up one selector of a template.
///
/// ```text
/// identity.entity.id | name | metadata.K
/// identity.entity.aliases.ACCESSOR.id | name | metadata.K | custom_metadata.K
/// identity.groups.ids.ID.id | name | metadata.K        likewise groups.names.NAME
/// ```
final class TemplateValue {
  private static final String ENTITY = "identity.entity.";
  private static final String ALIASES = "aliases.";
  private static final String GROUPS = "identity.groups.";
  private static final String METADATA = "metadata.";
  private static final String CUSTOM_METADATA = "custom_metadata.";

  private TemplateValue() {}

  static Optional<String> of(String selector, IdentityView identity) {
    if (selector.startsWith(ENTITY)) {
      return ofEntity(selector.substring(ENTITY.length()), identity);
    }
    if (selector.startsWith(GROUPS)) {
      return ofGroups(selector.substring(GROUPS.length()), identity);
    }
    return Optional.empty();
  }

  private static Optional<String> ofEntity(String selector, IdentityView identity) {
    if (!selector.startsWith(ALIASES)) {
      return ofFields(selector, identity.id(), identity.name(), identity.metadata());
    }
    String alias = selector.substring(ALIASES.length());
    int dot = alias.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String accessor = alias.substring(0, dot);
    return identity.aliases().stream()
        .filter(candidate -> candidate.mountAccessor().equals(accessor))
        .findFirst()
        .flatMap(found -> ofAlias(alias.substring(dot + 1), found));
  }

  private static Optional<String> ofAlias(String selector, IdentityView.Alias alias) {
    return selector.startsWith(CUSTOM_METADATA)
        ? entry(alias.customMetadata(), selector.substring(CUSTOM_METADATA.length()))
        : ofFields(selector, alias.id(), alias.name(), alias.metadata());
  }

  private static Optional<String> ofGroups(String selector, IdentityView identity) {
    String[] parts = selector.split("\\.", 3);
    boolean byId = parts[0].equals("ids");
    if (parts.length < 3 || !(byId || parts[0].equals("names"))) {
      return Optional.empty();
    }
    return identity.groups().stream()
        .filter(group -> (byId ? group.id() : group.name()).equals(parts[1]))
        .findFirst()
        .flatMap(group -> ofFields(parts[2], group.id(), group.name(), group.metadata()));
  }

  private static Optional<String> ofFields(
      String selector, String id, String name, Map<String, String> metadata) {
    return switch (selector) {
      case "id" -> Optional.of(id).filter(value -> !value.isEmpty());
      case "name" -> Optional.of(name).filter(value -> !value.isEmpty());
      default ->
          selector.startsWith(METADATA)
              ? entry(metadata, selector.substring(METADATA.length()))
              : Optional.empty();
    };
  }

  private static Optional<String> entry(Map<String, String> map, String key) {
    return Optional.ofNullable(map.get(key));
  }
}

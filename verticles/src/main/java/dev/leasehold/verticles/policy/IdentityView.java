package dev.leasehold.verticles.policy;

import java.util.List;
import java.util.Map;

/// What templates in paths may know of the entity behind a request. Immutable.
public record IdentityView(
    String id, String name, Map<String, String> metadata, List<Alias> aliases, List<Group> groups) {
  public IdentityView {
    metadata = Map.copyOf(metadata);
    aliases = List.copyOf(aliases);
    groups = List.copyOf(groups);
  }

  /// The entity under the name it has on one auth mount, which the accessor tells.
  public record Alias(
      String mountAccessor,
      String id,
      String name,
      Map<String, String> metadata,
      Map<String, String> customMetadata) {
    public Alias {
      metadata = Map.copyOf(metadata);
      customMetadata = Map.copyOf(customMetadata);
    }
  }

  /// A group that the entity is in, directly or through other groups.
  public record Group(String id, String name, Map<String, String> metadata) {
    public Group {
      metadata = Map.copyOf(metadata);
    }
  }
}

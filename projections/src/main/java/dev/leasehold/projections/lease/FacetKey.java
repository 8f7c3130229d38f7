package dev.leasehold.projections.lease;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.util.List;

/// A lease among those that have something in common: the user name, the entity, or mount and role.
/// What is empty is not kept.
public record FacetKey(Facet facet, String value, String id) implements RowKey {

  /// What leases are found by.
  public enum Facet {
    /// What the credential is called in its target.
    USER_NAME,
    /// The entity that asked for it.
    ENTITY,
    /// Mount and role: see [FacetKey#role].
    ROLE
  }

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(facet.name(), value), KeyPart.blinded(id));
  }

  /// The prefix of all leases that have this in common.
  static List<KeyPart> of(Facet facet, String value) {
    return List.of(KeyPart.blinded(facet.name(), value));
  }

  /// The value for a role of a mount, which is named by its uuid.
  static String role(String mount, String role) {
    return mount + "/" + role;
  }
}

package dev.leasehold.projections.astra;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.util.List;

/// A version of an organization of a mount.
public record VersionKey(String mount, String org, long version) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(mount), KeyPart.blinded(org), KeyPart.number(version));
  }

  /// The prefix of all versions of an organization.
  static List<KeyPart> of(String mount, String org) {
    return List.of(KeyPart.blinded(mount), KeyPart.blinded(org));
  }
}

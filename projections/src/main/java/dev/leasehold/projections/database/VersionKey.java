package dev.leasehold.projections.database;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.util.List;

/// A version of a connection of a mount.
public record VersionKey(String mount, String name, long version) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(mount), KeyPart.blinded(name), KeyPart.number(version));
  }
}

package dev.leasehold.projections.database;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.time.Instant;
import java.util.List;

/// A rotation among those of its target, in the order of what is due there.
///
/// @param target mount uuid, slash, connection name
/// @param account what is rotated, as [RotationQueue] names it
public record DueRotationKey(String target, Instant due, String account) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(target), KeyPart.time(due), KeyPart.blinded(account));
  }
}

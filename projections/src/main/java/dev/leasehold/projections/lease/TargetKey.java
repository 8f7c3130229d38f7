package dev.leasehold.projections.lease;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.time.Instant;
import java.util.List;

/// A lease among those of its target, in the order of what is due there; those in quarantine come
/// last.
public record TargetKey(String target, Instant due, String id) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(target), KeyPart.time(due), KeyPart.blinded(id));
  }
}

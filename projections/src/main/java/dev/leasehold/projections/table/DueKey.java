package dev.leasehold.projections.table;

import java.time.Instant;
import java.util.List;

/// Something that is due at a time; rows lie in the order of those times.
public record DueKey(Instant time, String id) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.time(time), KeyPart.blinded(id));
  }
}

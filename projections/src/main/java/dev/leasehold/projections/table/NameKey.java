package dev.leasehold.projections.table;

import java.util.List;

/// A row called by one name.
public record NameKey(String name) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(name));
  }
}

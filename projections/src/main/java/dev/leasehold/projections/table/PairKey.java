package dev.leasehold.projections.table;

import java.util.List;

/// A row called by what it belongs to and its name there; the rows of one owner lie together.
public record PairKey(String owner, String name) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(owner), KeyPart.blinded(name));
  }

  /// The prefix of all rows of an owner.
  public static List<KeyPart> of(String owner) {
    return List.of(KeyPart.blinded(owner));
  }
}

package dev.leasehold.verticles.hcl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One item of a body: `key = value`, `key { … }` or `key "label" { … }`.
///
/// `keys` holds the key and then the labels, never none. `assigned` is the place of the `=` (of the
/// `:` in JSON) and null for a block. JSON has no labels: an object of nothing but objects becomes
/// one item for each of its members, which take its key before theirs.
public record HclItem(List<String> keys, HclValue value, Position at, @Nullable Position assigned) {
  public HclItem {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("an item has a key");
    }
    keys = List.copyOf(keys);
  }

  public String key() {
    return keys.getFirst();
  }

  public List<String> labels() {
    return keys.subList(1, keys.size());
  }
}

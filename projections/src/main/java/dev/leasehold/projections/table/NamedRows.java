package dev.leasehold.projections.table;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.PayloadName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rows of a type of mount all of whose rows are called by the mount and a name. A row is named
/// by its table, a slash and that name.
///
/// @param kinds a table each, in the order in which they are swept
public record NamedRows(List<Kind<?>> kinds) implements MountRows {
  /// Of a type whose mounts have no rows.
  public static final NamedRows NONE = new NamedRows();

  /// The rows of one table.
  ///
  /// @param payloads what is destroyed where a row is erased
  public record Kind<V>(Table<PairKey, V> table, Function<V, List<PayloadName>> payloads) {

    /// Rows that name no payload.
    public Kind(Table<PairKey, V> table) {
      this(table, row -> List.of());
    }

    private List<PayloadName> payloads(View view, PairKey key) {
      @Nullable V row = view.get(table, key);
      return row == null ? List.of() : payloads.apply(row);
    }
  }

  public NamedRows(Kind<?>... kinds) {
    this(List.of(kinds));
  }

  @Override
  public List<String> names(View view, String mount, int limit) {
    List<String> names = new ArrayList<>();
    for (Kind<?> kind : kinds) {
      view.scan(
          kind.table(),
          PairKey.of(mount),
          (key, row) -> names.size() < limit && names.add(kind.table().name() + "/" + key.name()));
    }
    return names;
  }

  @Override
  public List<PayloadName> payloads(View view, String mount, String name) {
    return kind(name).payloads(view, key(mount, name));
  }

  @Override
  public void erase(String mount, String name, Rows rows) {
    Table<PairKey, ?> table = kind(name).table();
    PairKey key = key(mount, name);
    if (rows.get(table, key) == null) {
      throw new CorruptLog("a sweep erases a row that is not there");
    }
    rows.delete(table, key);
  }

  private Kind<?> kind(String name) {
    String table = name.substring(0, Math.max(0, name.indexOf('/')));
    return kinds.stream()
        .filter(kind -> kind.table().name().equals(table))
        .findFirst()
        .orElseThrow(() -> new CorruptLog("a sweep names rows of a table that is not swept"));
  }

  private static PairKey key(String mount, String name) {
    return new PairKey(mount, name.substring(name.indexOf('/') + 1));
  }
}

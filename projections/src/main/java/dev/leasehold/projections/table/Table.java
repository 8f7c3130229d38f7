package dev.leasehold.projections.table;

/// A typed map over ordered bytes: what rows of one kind are called and hold.
///
/// Keys and values are records of texts, numbers, instants, enums, lists, maps and such records;
/// they hold no secret, since those are payloads. The id is the first two bytes of every stored key
/// and is never reused; the name is repeated inside every sealed row.
public final class Table<K extends RowKey, V> {
  private final int id;
  private final String name;
  private final Class<K> keys;
  private final Class<V> values;
  private final boolean cached;

  private Table(int id, String name, Class<K> keys, Class<V> values, boolean cached) {
    if (id < 1 || id > MAX_ID) {
      throw new IllegalArgumentException("a table's id is from 1 to " + MAX_ID);
    }
    this.id = id;
    this.name = name;
    this.keys = keys;
    this.values = values;
    this.cached = cached;
  }

  /// The greatest id of a table; what lies above is the payloads' key range.
  public static final int MAX_ID = 0x7fff;

  /// A table whose rows are read from the store each time.
  public static <K extends RowKey, V> Table<K, V> of(
      int id, String name, Class<K> keys, Class<V> values) {
    return new Table<>(id, name, keys, values, false);
  }

  /// This table with its opened rows kept in [HotRows]: for what most requests read.
  public Table<K, V> cached() {
    return new Table<>(id, name, keys, values, true);
  }

  public int id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Class<K> keys() {
    return keys;
  }

  public Class<V> values() {
    return values;
  }

  public boolean isCached() {
    return cached;
  }

  @Override
  public String toString() {
    return name;
  }
}

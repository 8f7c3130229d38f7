package dev.leasehold.verticles.engine.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kinds of databases that there are: a new one is a line here and one in `AdapterList`.
final class Kinds {
  private static final List<Kind> ALL =
      List.of(
          new PostgresKind(),
          MysqlKind.CURRENT,
          MysqlKind.SHORT_NAMES,
          new CassandraKind(),
          new RedisKind());

  private Kinds() {}

  /// The kind of a plugin, or null where there is no such plugin.
  static @Nullable Kind find(String plugin) {
    for (Kind kind : ALL) {
      if (kind.plugins().contains(plugin)) {
        return kind;
      }
    }
    return null;
  }

  /// The kind of a connection that was configured.
  static Kind of(String plugin) {
    Kind kind = find(plugin);
    if (kind == null) {
      throw new IllegalStateException("a connection is of a kind that there is not");
    }
    return kind;
  }

  /// The names of all plugins, sorted.
  static List<String> plugins() {
    return ALL.stream().flatMap(kind -> kind.plugins().stream()).sorted().toList();
  }
}

package dev.leasehold.projections.authmap;

import dev.leasehold.events.AuthMapEvent;
import dev.leasehold.events.AuthMapEvent.EntryDeleted;
import dev.leasehold.events.AuthMapEvent.EntryWritten;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.NamedRows;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays the maps of auth methods, and what one may ask about them.
public final class AuthMapProjection implements Projection<AuthMapEvent> {
  /// By the mount's uuid, and the map's name, a slash and the entry's key.
  public static final Table<PairKey, MapEntry> ENTRIES =
      Table.of(220, "auth-map-entry", PairKey.class, MapEntry.class);

  public static final List<Table<?, ?>> ALL = List.of(ENTRIES);

  /// What maps leave behind in a disabled mount.
  public static final NamedRows.Kind<MapEntry> SWEPT_ENTRIES =
      new NamedRows.Kind<>(ENTRIES, entry -> List.of(entry.content()));

  /// What a disabled mount leaves behind that has maps alone.
  public static final NamedRows SWEPT = new NamedRows(SWEPT_ENTRIES);

  @Override
  public void replay(AuthMapEvent event, Moment moment, Rows rows) {
    switch (event) {
      case EntryWritten written ->
          rows.put(
              ENTRIES,
              key(written.mount(), written.map(), written.key()),
              new MapEntry(written.content()));
      case EntryDeleted deleted -> {
        PairKey key = key(deleted.mount(), deleted.map(), deleted.key());
        if (rows.get(ENTRIES, key) == null) {
          throw new CorruptLog("an entry of a map was deleted that is not there");
        }
        rows.delete(ENTRIES, key);
      }
    }
  }

  /// An entry, or null.
  public static @Nullable MapEntry find(View view, String mount, String map, String key) {
    return view.get(ENTRIES, key(mount, map, key));
  }

  /// The keys of a map, sorted; at most `limit` of the entries of the mount are looked at.
  public static List<String> keys(View view, String mount, String map, int limit) {
    List<String> keys = new ArrayList<>();
    int[] seen = {0};
    view.scan(
        ENTRIES,
        PairKey.of(mount),
        (key, entry) -> {
          if (key.name().startsWith(map + "/")) {
            keys.add(key.name().substring(map.length() + 1));
          }
          return ++seen[0] < limit;
        });
    keys.sort(null);
    return keys;
  }

  private static PairKey key(String mount, String map, String key) {
    return new PairKey(mount, map + "/" + key);
  }
}

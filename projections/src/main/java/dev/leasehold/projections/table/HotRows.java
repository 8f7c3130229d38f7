package dev.leasehold.projections.table;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.leasehold.events.PayloadName;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opened rows of the cached tables, the Kafka keys of payloads, and the names in folders that were
/// listed, so that what every request touches is not fetched, opened and decoded each time.
/// Bounded; rows that are absent are remembered too.
///
/// Replay writes a changed row after the store has it. Readers fill only inside [#get], which holds
/// the entry while it loads: a row that was read before a change cannot be put in after it. May be
/// used from any thread.
public final class HotRows {
  /// Stands for a row that is not there, since the cache holds no null.
  private static final Object ABSENT = new Object();

  /// A folder of more names is read anew each time.
  private static final int LARGEST_FOLDER = 10_000;

  /// How many names are kept in all, a folder counting as one more.
  private static final long MOST_NAMES = 500_000;

  private final Cache<Object, Object> rows;
  private final Cache<FolderIndex.Folder, List<String>> folders =
      Caffeine.newBuilder()
          .maximumWeight(MOST_NAMES)
          .<FolderIndex.Folder, List<String>>weigher((folder, names) -> names.size() + 1)
          .executor(Runnable::run)
          .build();

  /// Keeps at most so many rows.
  public HotRows(long mostRows) {
    this.rows = Caffeine.newBuilder().maximumSize(mostRows).executor(Runnable::run).build();
  }

  /// The row, loaded unless it is kept.
  <V> @Nullable V get(RowId id, Class<V> type, Supplier<@Nullable V> loader) {
    return find(id, type, loader);
  }

  /// The Kafka key of a payload, loaded unless it is kept.
  @Nullable String payloadKey(PayloadName name, Supplier<@Nullable String> loader) {
    return find(name, String.class, loader);
  }

  private <V> @Nullable V find(Object id, Class<V> type, Supplier<@Nullable V> loader) {
    Object kept = rows.getIfPresent(id);
    if (kept == null) {
      kept =
          rows.get(
              id,
              missing -> {
                V loaded = loader.get();
                return loaded == null ? ABSENT : loaded;
              });
    }
    return kept == ABSENT ? null : type.cast(kept);
  }

  /// The row is so from now on; null means that it is deleted. Called by replay only.
  public void put(RowId id, @Nullable Object value) {
    rows.put(id, value == null ? ABSENT : value);
  }

  /// The payload has this Kafka key from now on; null means that it is erased, and nobody asks for
  /// it again. Called by replay only; it waits for who loads.
  public void putPayloadKey(PayloadName name, @Nullable String kafkaKey) {
    if (kafkaKey == null) {
      rows.invalidate(name);
    } else {
      rows.put(name, kafkaKey);
    }
  }

  /// The sorted names in a folder, loaded unless they are kept; null where there are too many.
  ///
  /// @param loader gives at most so many names as it is asked for
  @Nullable List<String> children(FolderIndex.Folder folder, IntFunction<List<String>> loader) {
    List<String> kept = folders.getIfPresent(folder);
    return kept == null ? folders.get(folder, missing -> loaded(loader)) : kept;
  }

  private static @Nullable List<String> loaded(IntFunction<List<String>> loader) {
    List<String> names = loader.apply(LARGEST_FOLDER + 1);
    return names.size() > LARGEST_FOLDER ? null : names;
  }

  /// The folder has other children from now on. Called by replay only; it waits for who loads.
  public void changed(FolderIndex.Folder folder) {
    folders.invalidate(folder);
  }

  /// Forgets all rows.
  public void clear() {
    rows.invalidateAll();
    folders.invalidateAll();
  }
}

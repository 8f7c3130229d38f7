package dev.leasehold.projections.table;

import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.store.Store;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Typed reading of a store: opens what it finds and compares names. May be used from any thread.
public final class StoredRows {

  /// What a scan of stored rows shows; the row is opened only when it is asked for.
  public interface StoredVisitor<K extends RowKey, V> {
    boolean visit(byte[] storedKey, Supplier<RowCodec.Opened<K, V>> row);
  }

  private final Store store;
  private final RowCodec codec;
  private final HotRows hot;

  public StoredRows(Store store, RowCodec codec, HotRows hot) {
    this.store = store;
    this.codec = codec;
    this.hot = hot;
  }

  public <K extends RowKey, V> @Nullable V get(Table<K, V> table, K key) {
    return table.isCached()
        ? hot.get(new RowId(table, key), table.values(), () -> load(table, key))
        : load(table, key);
  }

  /// The sorted names in a folder of the view that these rows are shown by; null where there are
  /// too many to be kept.
  public @Nullable List<String> children(View view, FolderIndex index, FolderIndex.Folder folder) {
    return hot.children(folder, limit -> index.scanned(view, folder.scope(), folder.path(), limit));
  }

  /// Shows the rows whose stored keys begin with the prefix and come after that of `after`.
  public <K extends RowKey, V> void scan(
      Table<K, V> table, byte[] prefix, byte @Nullable [] after, StoredVisitor<K, V> visitor) {
    byte[] from = after == null ? prefix : Arrays.copyOf(after, after.length + 1);
    store.scan(
        from,
        end(prefix),
        (storedKey, sealed) ->
            visitor.visit(storedKey, () -> codec.open(table, storedKey, sealed)));
  }

  public RowCodec.@Nullable OpenedPayload payload(PayloadName name) {
    byte[] storedKey = codec.storedKey(name);
    byte[] sealed = store.get(storedKey);
    if (sealed == null) {
      return null;
    }
    RowCodec.OpenedPayload opened = codec.openPayload(storedKey, sealed);
    RowCodec.same(name, opened.name());
    return opened;
  }

  /// The Kafka key of a payload, without its content where the key is known already.
  public @Nullable String payloadKey(PayloadName name) {
    return hot.payloadKey(name, () -> loadPayloadKey(name));
  }

  /// Whether a payload is there. The caches are not asked: a name that was just drawn is in none.
  public boolean hasPayload(PayloadName name) {
    return store.contains(codec.storedKey(name));
  }

  private @Nullable String loadPayloadKey(PayloadName name) {
    RowCodec.OpenedPayload opened = payload(name);
    if (opened == null) {
      return null;
    }
    opened.content().wipe();
    return opened.kafkaKey();
  }

  private <K extends RowKey, V> @Nullable V load(Table<K, V> table, K key) {
    byte[] storedKey = codec.storedKey(table, key.parts());
    byte[] sealed = store.get(storedKey);
    if (sealed == null) {
      return null;
    }
    RowCodec.Opened<K, V> opened = codec.open(table, storedKey, sealed);
    RowCodec.same(key, opened.key());
    return opened.value();
  }

  /// The first key after all that begin with the prefix; the prefix is never all ones.
  private static byte[] end(byte[] prefix) {
    int last = prefix.length - 1;
    while (prefix[last] == (byte) 0xff) {
      last--;
    }
    byte[] end = Arrays.copyOf(prefix, last + 1);
    end[last]++;
    return end;
  }
}

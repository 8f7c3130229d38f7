package dev.leasehold.projections;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.RowBatch.PayloadChange;
import dev.leasehold.projections.store.Store;
import dev.leasehold.projections.table.FolderIndex;
import dev.leasehold.projections.table.HotRows;
import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowChange;
import dev.leasehold.projections.table.RowCodec;
import dev.leasehold.projections.table.RowCodec.OpenedPayload;
import dev.leasehold.projections.table.RowKey;
import dev.leasehold.projections.table.RowVisitor;
import dev.leasehold.projections.table.StoredRows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The committed state of a node: what the journal has said, up to a position.
///
/// One thread applies; any thread reads. A batch is written to the store with its position, then to
/// the hot rows, then the small state and the position are shown: who sees a position sees at least
/// its rows.
public final class Committed implements View {
  private static final byte[] POSITION = {0, 0, 2};
  private static final String POSITION_NAME = "position";

  private record Shown(SmallState small, Position position) {}

  private final Store store;
  private final RowCodec codec;
  private final HotRows hot;
  private final StoredRows rows;
  private volatile Shown shown;

  private Committed(Store store, RowCodec codec, HotRows hot) {
    this.store = store;
    this.codec = codec;
    this.hot = hot;
    this.rows = new StoredRows(store, codec, hot);
    byte[] sealed = store.get(POSITION);
    Position position =
        sealed == null
            ? Position.START
            : codec.openText(POSITION, POSITION_NAME, Position.class, sealed);
    this.shown = new Shown(SmallState.EMPTY, position);
    this.shown = new Shown(SmallChanges.load(this), position);
  }

  /// Opens a store that is new or was left by an earlier run, and keeps at most so many opened
  /// rows. One whose rows an earlier version made otherwise is emptied first. The caller closes the
  /// store, after this.
  public static Committed open(Store store, Keyring keyring, Entropy entropy, long mostHotRows) {
    StoreFormat.prepare(store);
    return new Committed(store, StoreKeys.open(store, keyring, entropy), new HotRows(mostHotRows));
  }

  /// Writes the changes of commits, in order, with the position behind them. The batches may be
  /// empty where only the position has moved.
  public void apply(List<RowBatch> batches, Position position) {
    RowBatch all = new RowBatch(position.sequence());
    batches.forEach(all::addAll);
    store.write(entries(all, position));
    for (RowChange<?, ?> change : all.rows()) {
      if (change.table().isCached()) {
        hot.put(change.id(), change.value());
      }
      if (change.key() instanceof FolderIndex.ChildKey(String scope, String folder, String child)) {
        hot.changed(new FolderIndex.Folder(change.table().id(), scope, folder));
      }
    }
    for (PayloadChange change : all.payloads()) {
      hot.putPayloadKey(change.name(), change.content() == null ? null : change.kafkaKey());
    }
    shown = new Shown(SmallChanges.after(shown.small(), all.rows()), position);
  }

  /// How far into the journal this state is.
  public Position position() {
    return shown.position();
  }

  /// Makes what was applied survive a crash, so that a later start replays from here.
  public void flush() {
    store.flush();
  }

  /// Rewrites the files of the payloads, so that no byte of a destroyed one is left in them.
  public void eraseCompact() {
    store.eraseCompact(RowCodec.payloadsFrom(), RowCodec.payloadsEnd());
  }

  /// Forgets all rows in the heap and zeroes the keys; nothing can be read afterwards.
  public void seal() {
    hot.clear();
    shown = new Shown(SmallState.EMPTY, shown.position());
    codec.wipe();
  }

  @Override
  public <K extends RowKey, V> @Nullable V get(Table<K, V> table, K key) {
    return rows.get(table, key);
  }

  @Override
  public <K extends RowKey, V> void scan(
      Table<K, V> table, List<KeyPart> prefix, @Nullable K after, RowVisitor<K, V> visitor) {
    scanStored(
        table,
        storedKey(table, prefix),
        after == null ? null : storedKey(table, after.parts()),
        (storedKey, row) -> {
          RowCodec.Opened<K, V> opened = row.get();
          return visitor.visit(opened.key(), opened.value());
        });
  }

  @Override
  public @Nullable List<String> children(FolderIndex index, FolderIndex.Folder folder) {
    return rows.children(this, index, folder);
  }

  @Override
  public @Nullable SecretBytes payload(PayloadName name) {
    OpenedPayload opened = rows.payload(name);
    return opened == null ? null : opened.content();
  }

  @Override
  public @Nullable String payloadKey(PayloadName name) {
    return rows.payloadKey(name);
  }

  @Override
  public boolean hasPayload(PayloadName name) {
    return rows.hasPayload(name);
  }

  @Override
  public SmallState small() {
    return shown.small();
  }

  @Override
  public long sequence() {
    return shown.position().sequence();
  }

  /// Shows every payload, for a digest.
  void payloads(Consumer<OpenedPayload> visitor) {
    store.scan(
        RowCodec.payloadsFrom(),
        RowCodec.payloadsEnd(),
        (storedKey, sealed) -> {
          visitor.accept(codec.openPayload(storedKey, sealed));
          return true;
        });
  }

  byte[] storedKey(Table<?, ?> table, List<KeyPart> parts) {
    return codec.storedKey(table, parts);
  }

  <K extends RowKey, V> void scanStored(
      Table<K, V> table,
      byte[] prefix,
      byte @Nullable [] after,
      StoredRows.StoredVisitor<K, V> visitor) {
    rows.scan(table, prefix, after, visitor);
  }

  private List<Store.Entry> entries(RowBatch batch, Position position) {
    List<Store.Entry> entries = new ArrayList<>(batch.rows().size() + 1);
    batch.rows().forEach(change -> entries.add(entry(change)));
    for (PayloadChange change : batch.payloads()) {
      byte[] storedKey = codec.storedKey(change.name());
      SecretBytes content = change.content();
      byte[] sealed =
          content == null ? null : codec.seal(change.name(), storedKey, change.kafkaKey(), content);
      entries.add(new Store.Entry(storedKey, sealed));
    }
    entries.add(new Store.Entry(POSITION, codec.sealText(POSITION, POSITION_NAME, position)));
    return entries;
  }

  private <K extends RowKey, V> Store.Entry entry(RowChange<K, V> change) {
    V value = change.value();
    return new Store.Entry(
        change.storedKey(),
        value == null ? null : codec.seal(change.table(), change.storedKey(), change.key(), value));
  }
}

package dev.leasehold.projections;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.RowBatch.PayloadChange;
import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowChange;
import dev.leasehold.projections.table.RowId;
import dev.leasehold.projections.table.RowKey;
import dev.leasehold.projections.table.RowVisitor;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The state as it will be once every commit in flight is committed: what the writer decides
/// against, and what replay writes to.
///
/// ```text
/// begin(sequence) ─► replay writes rows ─► end() gives a batch ─► append ...
///    acknowledged: Committed.apply(batch), then committed(sequence)
///    claim ended:  drop()
/// ```
///
/// An entry bears the number of its commit and goes only when that commit is committed, so that a
/// later one for the same row stays. Belongs to one thread; only the committed state below may move
/// on another one meanwhile.
public final class Head implements Rows {

  private record Entry(long sequence, RowChange<?, ?> change) {}

  private record PayloadEntry(long sequence, PayloadChange change) {}

  private final Committed committed;
  private final Map<RowId, Entry> entries = new HashMap<>();
  private final NavigableMap<byte[], RowId> ordered = new TreeMap<>(Arrays::compareUnsigned);
  private final Map<PayloadName, PayloadEntry> payloads = new HashMap<>();
  private final Deque<RowBatch> inFlight = new ArrayDeque<>();
  private @Nullable RowBatch open;
  private final Map<RowId, @Nullable Entry> rowsBefore = new HashMap<>();
  private final Map<PayloadName, @Nullable PayloadEntry> payloadsBefore = new HashMap<>();
  private SmallState smallBefore;
  private SmallState small;
  private boolean smallTouched;

  public Head(Committed committed) {
    this.committed = committed;
    this.small = committed.small();
    this.smallBefore = small;
  }

  /// Begins the changes of a commit. One whose changes do not come from a commit, as the reading of
  /// a tombstone, takes the number of the last one.
  public void begin(long sequence) {
    if (open != null || sequence < sequence()) {
      throw new IllegalStateException("a commit begins after the one before has ended");
    }
    if (inFlight.isEmpty()) {
      small = committed.small();
    }
    smallBefore = small;
    rowsBefore.clear();
    payloadsBefore.clear();
    open = new RowBatch(sequence);
  }

  /// Ends the changes of the commit that was begun, and gives them away.
  public RowBatch end() {
    RowBatch batch = Objects.requireNonNull(open, "no commit was begun");
    refreshSmall();
    inFlight.add(batch);
    open = null;
    return batch;
  }

  /// Takes the changes back that were begun: head is as it was before.
  public void abandon() {
    RowBatch batch = Objects.requireNonNull(open, "no commit was begun");
    for (RowChange<?, ?> change : batch.rows()) {
      Entry before = rowsBefore.get(change.id());
      if (before == null) {
        entries.remove(change.id());
        ordered.remove(change.storedKey());
      } else {
        entries.put(change.id(), before);
      }
    }
    payloadsBefore.forEach((name, before) -> payloads.compute(name, (same, now) -> before));
    open = null;
    small = smallBefore;
    smallTouched = false;
  }

  /// Every commit up to this one is in the committed state: its entries go.
  public void committed(long sequence) {
    while (!inFlight.isEmpty() && inFlight.getFirst().sequence() <= sequence) {
      RowBatch batch = inFlight.removeFirst();
      for (RowChange<?, ?> change : batch.rows()) {
        Entry entry = entries.get(change.id());
        if (entry != null && entry.sequence() <= sequence) {
          entries.remove(change.id());
          ordered.remove(change.storedKey());
        }
      }
      batch
          .payloads()
          .forEach(change ->
              payloads.computeIfPresent(
                  change.name(), (name, entry) -> entry.sequence() <= sequence ? null : entry));
    }
  }

  /// Forgets all that is in flight: the claim has ended, and head is what is committed.
  public void drop() {
    entries.clear();
    ordered.clear();
    payloads.clear();
    inFlight.clear();
    open = null;
    smallTouched = false;
    small = committed.small();
  }

  @Override
  public <K extends RowKey, V> void put(Table<K, V> table, K key, V value) {
    change(table, key, value);
  }

  @Override
  public <K extends RowKey, V> void delete(Table<K, V> table, K key) {
    change(table, key, null);
  }

  @Override
  public void bring(PayloadName name, String kafkaKey, SecretBytes content) {
    change(new PayloadChange(name, kafkaKey, content));
  }

  @Override
  public void erase(PayloadName name) {
    change(new PayloadChange(name, "", null));
  }

  @Override
  public <K extends RowKey, V> @Nullable V get(Table<K, V> table, K key) {
    Entry entry = entries.get(new RowId(table, key));
    return entry == null ? committed.get(table, key) : table.values().cast(entry.change().value());
  }

  @Override
  public <K extends RowKey, V> void scan(
      Table<K, V> table, List<KeyPart> prefix, @Nullable K after, RowVisitor<K, V> visitor) {
    byte[] from = committed.storedKey(table, prefix);
    byte[] last = after == null ? null : committed.storedKey(table, after.parts());
    HeadScan<K, V> scan = new HeadScan<>(table, overlay(table, from, last), visitor);
    committed.scanStored(table, from, last, scan);
    scan.finish();
  }

  @Override
  public @Nullable SecretBytes payload(PayloadName name) {
    PayloadEntry entry = payloads.get(name);
    return entry == null ? committed.payload(name) : entry.change().content();
  }

  @Override
  public @Nullable String payloadKey(PayloadName name) {
    PayloadEntry entry = payloads.get(name);
    if (entry == null) {
      return committed.payloadKey(name);
    }
    return entry.change().content() == null ? null : entry.change().kafkaKey();
  }

  @Override
  public boolean hasPayload(PayloadName name) {
    PayloadEntry entry = payloads.get(name);
    return entry == null ? committed.hasPayload(name) : entry.change().content() != null;
  }

  @Override
  public SmallState small() {
    if (open == null && inFlight.isEmpty()) {
      small = committed.small();
    }
    refreshSmall();
    return small;
  }

  @Override
  public long sequence() {
    if (open != null) {
      return open.sequence();
    }
    return inFlight.isEmpty() ? committed.sequence() : inFlight.getLast().sequence();
  }

  private <K extends RowKey, V> void change(Table<K, V> table, K key, @Nullable V value) {
    RowBatch batch = Objects.requireNonNull(open, "no commit was begun");
    RowId id = new RowId(table, key);
    Entry before = entries.get(id);
    byte[] storedKey =
        before == null ? committed.storedKey(table, key.parts()) : before.change().storedKey();
    RowChange<K, V> change = new RowChange<>(table, key, storedKey, value);
    batch.add(change);
    if (!rowsBefore.containsKey(id)) {
      rowsBefore.put(id, before);
    }
    entries.put(id, new Entry(batch.sequence(), change));
    ordered.put(storedKey, id);
    smallTouched |= SmallChanges.touch(change);
  }

  private void change(PayloadChange change) {
    RowBatch batch = Objects.requireNonNull(open, "no commit was begun");
    batch.add(change);
    if (!payloadsBefore.containsKey(change.name())) {
      payloadsBefore.put(change.name(), payloads.get(change.name()));
    }
    payloads.put(change.name(), new PayloadEntry(batch.sequence(), change));
  }

  /// The entries of a range, copied, so that who is shown them may change rows.
  private NavigableMap<byte[], RowChange<?, ?>> overlay(
      Table<?, ?> table, byte[] prefix, byte @Nullable [] after) {
    NavigableMap<byte[], RowChange<?, ?>> found = new TreeMap<>(Arrays::compareUnsigned);
    NavigableMap<byte[], RowId> tail =
        after == null ? ordered.tailMap(prefix, true) : ordered.tailMap(after, false);
    for (Map.Entry<byte[], RowId> each : tail.entrySet()) {
      byte[] key = each.getKey();
      if (key.length < prefix.length
          || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
        break;
      }
      Entry entry = entries.get(each.getValue());
      if (entry != null && entry.change().table() == table) {
        found.put(key, entry.change());
      }
    }
    return found;
  }

  private void refreshSmall() {
    if (smallTouched && open != null) {
      small = SmallChanges.after(small, open.rows());
      smallTouched = false;
    }
  }
}

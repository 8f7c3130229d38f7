package dev.leasehold.projections;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.RowChange;
import dev.leasehold.projections.table.RowId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The row changes of one commit, the last one a row: made once on head, written when the commit is
/// acknowledged. Filled by [Head] on the writer's thread; after that read only, by any thread.
public final class RowBatch {

  /// A payload as a commit leaves it; a null content means that it is erased.
  record PayloadChange(PayloadName name, String kafkaKey, @Nullable SecretBytes content) {}

  private final long sequence;
  private final Map<RowId, RowChange<?, ?>> rows = new LinkedHashMap<>();
  private final Map<PayloadName, PayloadChange> payloads = new LinkedHashMap<>();

  RowBatch(long sequence) {
    this.sequence = sequence;
  }

  /// The number of the commit.
  public long sequence() {
    return sequence;
  }

  void add(RowChange<?, ?> change) {
    rows.put(change.id(), change);
  }

  void add(PayloadChange change) {
    payloads.put(change.name(), change);
  }

  void addAll(RowBatch later) {
    rows.putAll(later.rows);
    payloads.putAll(later.payloads);
  }

  Collection<RowChange<?, ?>> rows() {
    return rows.values();
  }

  Collection<PayloadChange> payloads() {
    return payloads.values();
  }
}

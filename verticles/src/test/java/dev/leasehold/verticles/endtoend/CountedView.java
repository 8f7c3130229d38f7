package dev.leasehold.verticles.endtoend;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.SmallState;
import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import dev.leasehold.projections.table.RowVisitor;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A view that remembers what was looked for, in order, whether or not it was there. One thread.
///
/// @param asked names of tables
record CountedView(View view, List<String> asked) implements View {
  CountedView(View view) {
    this(view, new ArrayList<>());
  }

  @Override
  public <K extends RowKey, V> @Nullable V get(Table<K, V> table, K key) {
    asked.add(table.name());
    return view.get(table, key);
  }

  @Override
  public <K extends RowKey, V> void scan(
      Table<K, V> table, List<KeyPart> prefix, @Nullable K after, RowVisitor<K, V> visitor) {
    asked.add(table.name());
    view.scan(table, prefix, after, visitor);
  }

  @Override
  public @Nullable SecretBytes payload(PayloadName name) {
    return view.payload(name);
  }

  @Override
  public @Nullable String payloadKey(PayloadName name) {
    return view.payloadKey(name);
  }

  @Override
  public SmallState small() {
    return view.small();
  }

  @Override
  public long sequence() {
    return view.sequence();
  }
}

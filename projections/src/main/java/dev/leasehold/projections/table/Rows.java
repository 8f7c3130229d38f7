package dev.leasehold.projections.table;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;

/// What replay writes to: a view that can be changed, and that shows each change at once.
public interface Rows extends View {

  /// Writes a row, whether or not there was one.
  <K extends RowKey, V> void put(Table<K, V> table, K key, V value);

  /// Deletes a row; where there is none, nothing happens.
  <K extends RowKey, V> void delete(Table<K, V> table, K key);

  /// Writes a payload that lies in the journal under this Kafka key.
  void bring(PayloadName name, String kafkaKey, SecretBytes content);

  /// Erases a payload; where there is none, nothing happens.
  void erase(PayloadName name);
}

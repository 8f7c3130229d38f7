package dev.leasehold.projections.table;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.SmallState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be read: the rows, payloads and small state as they are after one commit.
///
/// The committed state may be read by any thread and moves on while it is read; head belongs to the
/// writer's thread.
public interface View {

  /// The row of this key, or null where there is none.
  <K extends RowKey, V> @Nullable V get(Table<K, V> table, K key);

  /// Shows the rows whose stored keys begin with these parts and come after that of `after`, in the
  /// byte order of the stored keys, until the visitor has had enough.
  <K extends RowKey, V> void scan(
      Table<K, V> table, List<KeyPart> prefix, @Nullable K after, RowVisitor<K, V> visitor);

  /// As above, from the first row.
  default <K extends RowKey, V> void scan(
      Table<K, V> table, List<KeyPart> prefix, RowVisitor<K, V> visitor) {
    scan(table, prefix, null, visitor);
  }

  /// The sorted names of all children of a folder, where they are at hand without a scan.
  default @Nullable List<String> children(FolderIndex index, FolderIndex.Folder folder) {
    return null;
  }

  /// The content of a payload, or null where it is destroyed, was never brought, or is missing in
  /// the log because a later commit destroys it.
  @Nullable SecretBytes payload(PayloadName name);

  /// Under which Kafka key a payload lies that is readable here, or null.
  @Nullable String payloadKey(PayloadName name);

  /// Whether a payload of this name is readable here: for who expects that it is not, so that
  /// nothing is kept of the answer.
  default boolean hasPayload(PayloadName name) {
    return payloadKey(name) != null;
  }

  /// The part of the state that every request looks at.
  SmallState small();

  /// The number of the last commit in this view; 0 before the first.
  long sequence();
}

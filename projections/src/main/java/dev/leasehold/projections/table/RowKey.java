package dev.leasehold.projections.table;

import java.util.List;

/// The name of a row in its table: a small immutable record.
///
/// Its parts, in order, are the stored key; rows lie in the order of those bytes, so that a prefix
/// of the parts names a range of rows. Equal keys must have equal parts.
public interface RowKey {

  /// What the store sees of this key.
  List<KeyPart> parts();
}

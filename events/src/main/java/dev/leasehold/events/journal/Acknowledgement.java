package dev.leasehold.events.journal;

import org.jspecify.annotations.Nullable;

/// Is told what became of an appended record. It must be quick, must not throw, and runs on
/// whatever thread the log likes.
@FunctionalInterface
public interface Acknowledgement {

  /// Tells the offset of the stored record, or -1 where it is unknown. With an error the record is
  /// in doubt: it may be stored nevertheless.
  void known(long offset, @Nullable Throwable error);
}

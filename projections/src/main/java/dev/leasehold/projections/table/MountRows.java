package dev.leasehold.projections.table;

import dev.leasehold.events.PayloadName;
import java.util.List;

/// What lies under a mount of one type, and how it is erased once the mount is disabled: rows by
/// name, page by page. The names stand in events, so they stay as they are for ever.
///
/// Pure and stateless; any thread, each with its own rows. Mounts are named by their uuids.
public interface MountRows {

  /// Names of what can be erased now; at most `limit` of them.
  List<String> names(View view, String mount, int limit);

  /// The payloads of what has this name, to be destroyed with it.
  List<PayloadName> payloads(View view, String mount, String name);

  /// Erases what has this name. What is not there, or must not go yet, is a `CorruptLog`.
  void erase(String mount, String name, Rows rows);

  /// Whether nothing with a name is left of the mount.
  default boolean isDone(View view, String mount) {
    return names(view, mount, 1).isEmpty();
  }

  /// Whether the mount has to be looked at again before it may be finished, whatever the next page
  /// erases: where rows are left that are not named before others let go of them.
  default boolean waits(View view, String mount) {
    return false;
  }

  /// Erases what has no name of its own, as settings, when all else is gone.
  default void finish(String mount, Rows rows) {}
}

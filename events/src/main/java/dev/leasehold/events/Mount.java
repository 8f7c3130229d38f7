package dev.leasehold.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An engine or auth method at a path.
///
/// @param uuid drawn when it is enabled, never reused: everything of the mount is kept under it
/// @param path with a slash at the end and without `auth/` in front, as `secret/` or `userpass/`
/// @param type the engine's type, as `kv`
/// @param accessor type, underscore and eight hexadecimal digits
/// @param options as given, null where the mount is built in
public record Mount(
    String namespace,
    MountTable table,
    String uuid,
    String path,
    String type,
    String description,
    String accessor,
    boolean local,
    boolean sealWrap,
    boolean externalEntropyAccess,
    @Nullable Map<String, String> options,
    MountConfig config) {

  /// The path as requests name it: with `auth/` in front for an auth method.
  public String fullPath() {
    return table == MountTable.AUTH ? "auth/" + path : path;
  }
}

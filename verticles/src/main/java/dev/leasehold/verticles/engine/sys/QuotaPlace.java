package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import org.jspecify.annotations.Nullable;

/// What a quota is for: all that there is, a mount, some paths of a mount, or a role of its logins.
///
/// @param mountPath with a slash at the end; empty for all
/// @param pathSuffix below the mount, perhaps ending in `*`; empty for all
/// @param role empty for all
record QuotaPlace(@Nullable Mount mount, String mountPath, String pathSuffix, String role) {

  /// As the fields `path` and `role` say; refused where there is no such mount or role.
  static QuotaPlace of(Call call, View head, Engines engines) {
    String path = sanitized(call.fields().text("path"));
    Mount mount = path.isEmpty() ? null : mount(call, path, head);
    String mountPath = mount == null ? "" : mount.fullPath();
    String suffix = path.length() <= mountPath.length() ? "" : path.substring(mountPath.length());
    suffix = suffix.endsWith("/") ? suffix.substring(0, suffix.length() - 1) : suffix;
    String role = call.fields().text("role");
    if (!role.isEmpty()) {
      refuseRole(mount, mountPath, suffix, engines);
    }
    return new QuotaPlace(mount, mountPath, suffix, role);
  }

  private static String sanitized(String path) {
    String ended = path.endsWith("/") ? path : path + "/";
    return ended.startsWith("/") ? ended.substring(1) : ended;
  }

  private static Mount mount(Call call, String path, View head) {
    Mount mount = head.small().mountFor(call.request().namespace(), path);
    if (mount == null) {
      throw Refusal.badRequest("invalid mount path " + GoText.quoted(path));
    }
    return mount;
  }

  private static void refuseRole(
      @Nullable Mount mount, String mountPath, String suffix, Engines engines) {
    if (!suffix.isEmpty()) {
      throw Refusal.badRequest(
          "Quotas cannot contain both a path suffix and a role. If a role is provided, path must"
              + " be a valid auth mount with a concept of roles");
    }
    if (mount == null || mount.table() != MountTable.AUTH) {
      throw Refusal.badRequest(
          "Mount path "
              + GoText.quoted(mountPath)
              + " is not a valid auth method and therefore unsuitable for use with role-based"
              + " quotas");
    }
    if (!engines.byType(mount.type(), mount.table()).hasRoles()) {
      throw Refusal.badRequest(
          "Mount path "
              + GoText.quoted(mountPath)
              + " does not support use with role-based quotas");
    }
  }

  /// Refuses where another quota is for just the same.
  void refuseRival(String name, String rival) {
    if (!rival.isEmpty() && !rival.equals(name)) {
      throw Refusal.badRequest(
          "quota rule with similar properties exists under the name " + GoText.quoted(rival));
    }
  }
}

package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.table.View;
import java.util.Map;

/// What is told of the mount of an alias: nothing once it is gone.
final class MountNames {
  private MountNames() {}

  static void put(Map<String, Object> data, String accessor, View view) {
    Mount mount = view.small().byAccessor(accessor);
    if (mount != null) {
      data.put("mount_path", mount.fullPath());
      data.put("mount_type", mount.type());
    }
  }
}

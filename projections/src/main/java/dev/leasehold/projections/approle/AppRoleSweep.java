package dev.leasehold.projections.approle;

import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.MountRows;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
import java.util.List;

/// What a disabled approle mount left behind: names of roles. Their secret ids are erased
/// afterwards, as those of any role that is gone.
public final class AppRoleSweep implements MountRows {

  @Override
  public List<String> names(View view, String mount, int limit) {
    return AppRoles.names(view, mount, limit);
  }

  @Override
  public List<PayloadName> payloads(View view, String mount, String name) {
    return List.of();
  }

  @Override
  public void erase(String mount, String name, Rows rows) {
    AppRoleProjection.erase(mount, name, rows);
  }
}

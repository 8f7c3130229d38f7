package dev.leasehold.projections.userpass;

import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.MountRows;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
import java.util.List;

/// What a disabled userpass mount left behind: names of users.
public final class UserSweep implements MountRows {

  @Override
  public List<String> names(View view, String mount, int limit) {
    return UserProjection.names(view, mount, limit);
  }

  @Override
  public List<PayloadName> payloads(View view, String mount, String name) {
    User user = UserProjection.find(view, mount, name);
    return user == null ? List.of() : List.of(user.hash());
  }

  @Override
  public void erase(String mount, String name, Rows rows) {
    UserProjection.erase(mount, name, rows);
  }
}

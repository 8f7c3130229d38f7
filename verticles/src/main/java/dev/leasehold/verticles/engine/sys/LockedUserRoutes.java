package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.LoginEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.login.Logins;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Overdue;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is locked out for too many failed logins, and letting them in again: because someone says
/// so, or because it is long ago.
final class LockedUserRoutes {
  private static final int MAX_LISTED = 100_000;

  List<Route> routes() {
    return List.of(
        Route.at("locked-users")
            .fields(Field.text("mount_accessor", "Names the mount"))
            .read(this::read),
        Route.at("locked-users/{mount_accessor:any}/unlock/{alias_identifier+...}")
            .write(this::unlock));
  }

  /// Failures that are too long ago to count.
  static Overdue overdue(View head, Instant now, int room) {
    return new Overdue(
        Logins.due(head, now, room).stream()
            .map(who -> new LoginEvent.FailuresForgotten(who.owner(), who.name()))
            .toList());
  }

  private Response read(Call call, View state) {
    String accessor = call.fields().text("mount_accessor");
    List<Map<String, Object>> mounts = new ArrayList<>();
    int total = 0;
    for (Mount mount : state.small().mounts()) {
      boolean asked = accessor.isEmpty() || mount.accessor().equals(accessor);
      if (mount.table() == MountTable.AUTH && asked) {
        List<String> names = Logins.locked(state, mount.uuid(), call.now(), MAX_LISTED);
        total += names.size();
        if (!names.isEmpty()) {
          mounts.add(shown(mount.accessor(), names));
        }
      }
    }
    if (mounts.isEmpty() && !accessor.isEmpty()) {
      mounts.add(shown(accessor, null));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("by_namespace", mounts.isEmpty() ? List.of() : List.of(root(total, mounts)));
    data.put("total", total);
    return Response.of(data);
  }

  private static Map<String, Object> root(int total, List<Map<String, Object>> mounts) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("namespace_id", "root");
    root.put("namespace_path", "");
    root.put("counts", total);
    root.put("mount_accessors", mounts);
    return root;
  }

  private static Map<String, Object> shown(String accessor, @Nullable List<String> names) {
    Map<String, Object> mount = new LinkedHashMap<>();
    mount.put("mount_accessor", accessor);
    mount.put("counts", names == null ? 0 : names.size());
    mount.put("alias_identifiers", names);
    return mount;
  }

  private Decision unlock(Call call, View head) {
    Mount mount = head.small().byAccessor(call.fields().text("mount_accessor"));
    String alias = call.fields().text("alias_identifier");
    boolean known = mount != null && Logins.failures(head, mount.uuid(), alias) != null;
    return mount == null || !known
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new LoginEvent.FailuresForgotten(mount.uuid(), alias));
  }
}

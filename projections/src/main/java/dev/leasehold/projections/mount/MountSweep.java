package dev.leasehold.projections.mount;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Mount;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.approle.AppRoleProjection;
import dev.leasehold.projections.approle.AppRoles;
import dev.leasehold.projections.database.DatabaseSweep;
import dev.leasehold.projections.kv.KvSweep;
import dev.leasehold.projections.login.LoginProjection;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.userpass.UserProjection;
import java.util.ArrayList;
import java.util.List;

/// What lay under a disabled mount, page by page. A page is one commit: a `MountSwept` with its
/// rows and `finished`, which destroys its payloads.
public final class MountSweep {

  /// What one commit sweeps.
  ///
  /// @param rows names of what is erased, as the event carries them
  /// @param payloads what the commit destroys
  /// @param finished whether nothing is left afterwards; where it is false and there are no rows,
  ///   the mount waits for leases
  public record Page(List<String> rows, List<PayloadName> payloads, boolean finished) {}

  private MountSweep() {}

  /// The mounts that are to be swept.
  public static List<DisabledMount> disabled(View view) {
    List<DisabledMount> found = new ArrayList<>();
    view.scan(MountProjection.DISABLED, List.of(), (key, mount) -> found.add(mount));
    return found;
  }

  /// The next page of a disabled mount, of at most `limit` rows.
  public static Page page(View view, Mount mount, int limit) {
    List<String> rows = names(view, mount, limit + 1);
    List<String> page = rows.subList(0, Math.min(limit, rows.size()));
    List<PayloadName> payloads = new ArrayList<>();
    page.forEach(row -> payloads.addAll(payloads(view, mount, row)));
    boolean waits =
        rows.isEmpty() && isDatabase(mount) && !DatabaseSweep.isDone(view, mount.uuid());
    boolean pinned = isDatabase(mount) && !rows.isEmpty();
    return new Page(
        List.copyOf(page), List.copyOf(payloads), rows.size() <= limit && !waits && !pinned);
  }

  static void erase(Mount mount, List<String> names, Rows rows) {
    for (String name : names) {
      switch (mount.type()) {
        case KV -> KvSweep.erase(mount.uuid(), name, rows);
        case DATABASE -> DatabaseSweep.erase(mount.uuid(), name, rows);
        case USERPASS -> UserProjection.erase(mount.uuid(), name, rows);
        case APPROLE -> AppRoleProjection.erase(mount.uuid(), name, rows);
        case String type when MethodSweep.sweeps(type) ->
            MethodSweep.erase(type, mount.uuid(), name, rows);
        default -> throw new CorruptLog("a sweep names rows of a mount that has none");
      }
    }
  }

  static void finish(Mount mount, Rows rows) {
    boolean done =
        switch (mount.type()) {
          case KV -> KvSweep.finish(mount.uuid(), rows);
          case DATABASE -> DatabaseSweep.isDone(rows, mount.uuid());
          case USERPASS -> UserProjection.names(rows, mount.uuid(), 1).isEmpty();
          case APPROLE -> AppRoles.names(rows, mount.uuid(), 1).isEmpty();
          default -> MethodSweep.page(rows, mount.type(), mount.uuid(), 1).isEmpty();
        };
    LoginProjection.finish(mount.uuid(), rows);
    if (!done) {
      throw new CorruptLog("a mount was swept that is not empty");
    }
  }

  private static final String KV = "kv";
  private static final String DATABASE = "database";
  private static final String USERPASS = "userpass";
  private static final String APPROLE = "approle";

  private static boolean isDatabase(Mount mount) {
    return mount.type().equals(DATABASE);
  }

  private static List<String> names(View view, Mount mount, int limit) {
    return switch (mount.type()) {
      case KV -> KvSweep.page(view, mount.uuid(), limit);
      case DATABASE -> DatabaseSweep.page(view, mount.uuid(), limit);
      case USERPASS -> UserProjection.names(view, mount.uuid(), limit);
      case APPROLE -> AppRoles.names(view, mount.uuid(), limit);
      default -> MethodSweep.page(view, mount.type(), mount.uuid(), limit);
    };
  }

  private static List<PayloadName> payloads(View view, Mount mount, String name) {
    return switch (mount.type()) {
      case KV -> KvSweep.payloads(view, mount.uuid(), name);
      case DATABASE -> DatabaseSweep.payloads(view, mount.uuid(), name);
      case USERPASS -> UserProjection.payloads(view, mount.uuid(), name);
      case String type when MethodSweep.sweeps(type) ->
          MethodSweep.payloads(view, type, mount.uuid(), name);
      default -> List.of();
    };
  }
}

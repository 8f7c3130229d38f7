package dev.leasehold.projections.mount;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Mount;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.login.LoginProjection;
import dev.leasehold.projections.table.MountRows;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
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
    MountRows left = SweptTypes.rows(mount.type());
    List<String> names = left.names(view, mount.uuid(), limit + 1);
    List<String> page = List.copyOf(names.subList(0, Math.min(limit, names.size())));
    List<PayloadName> payloads = new ArrayList<>();
    page.forEach(name -> payloads.addAll(left.payloads(view, mount.uuid(), name)));
    boolean finished = names.size() <= limit && !left.waits(view, mount.uuid());
    return new Page(page, List.copyOf(payloads), finished);
  }

  static void erase(Mount mount, List<String> names, Rows rows) {
    MountRows left = SweptTypes.rows(mount.type());
    names.forEach(name -> left.erase(mount.uuid(), name, rows));
  }

  static void finish(Mount mount, Rows rows) {
    MountRows left = SweptTypes.rows(mount.type());
    left.finish(mount.uuid(), rows);
    LoginProjection.finish(mount.uuid(), rows);
    if (!left.isDone(rows, mount.uuid())) {
      throw new CorruptLog("a mount was swept that is not empty");
    }
  }
}

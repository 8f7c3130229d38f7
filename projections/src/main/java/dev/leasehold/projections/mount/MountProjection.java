package dev.leasehold.projections.mount;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Mount;
import dev.leasehold.events.SysEvent.MountDisabled;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.events.SysEvent.MountMoved;
import dev.leasehold.events.SysEvent.MountSwept;
import dev.leasehold.events.SysEvent.MountTuned;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// Replays the mounts, by uuid. A disabled one leaves a row until all that lay under it is swept.
public final class MountProjection {
  public static final Table<NameKey, Mount> MOUNTS =
      Table.of(30, "mount", NameKey.class, Mount.class);

  public static final Table<NameKey, DisabledMount> DISABLED =
      Table.of(31, "disabled-mount", NameKey.class, DisabledMount.class);

  public static final Table<NameKey, Migration> MIGRATIONS =
      Table.of(193, "migration", NameKey.class, Migration.class);

  public static final List<Table<?, ?>> ALL = List.of(MOUNTS, DISABLED, MIGRATIONS);

  public void replay(MountEnabled event, Rows rows) {
    Mount mount = event.mount();
    NameKey key = new NameKey(mount.uuid());
    if (rows.get(MOUNTS, key) != null || rows.get(DISABLED, key) != null) {
      throw new CorruptLog("a mount was enabled twice");
    }
    Mount there = rows.small().mountFor(mount.namespace(), mount.fullPath());
    if (there != null && there.fullPath().equals(mount.fullPath())) {
      throw new CorruptLog("a mount was enabled at a path that is taken");
    }
    if (rows.small().byAccessor(mount.accessor()) != null) {
      throw new CorruptLog("a mount was enabled with an accessor that is taken");
    }
    rows.put(MOUNTS, key, mount);
  }

  public void replay(MountTuned event, Rows rows) {
    Mount before = known(event.uuid(), rows);
    rows.put(
        MOUNTS,
        new NameKey(event.uuid()),
        new Mount(
            before.namespace(),
            before.table(),
            before.uuid(),
            before.path(),
            before.type(),
            event.description(),
            before.accessor(),
            before.local(),
            before.sealWrap(),
            before.externalEntropyAccess(),
            event.options(),
            event.config()));
  }

  public void replay(MountMoved event, Rows rows) {
    Mount before = known(event.uuid(), rows);
    Mount moved =
        new Mount(
            before.namespace(),
            before.table(),
            before.uuid(),
            event.path(),
            before.type(),
            before.description(),
            before.accessor(),
            before.local(),
            before.sealWrap(),
            before.externalEntropyAccess(),
            before.options(),
            before.config());
    Mount there = rows.small().mountFor(moved.namespace(), moved.fullPath());
    if (there != null && there.fullPath().equals(moved.fullPath())) {
      throw new CorruptLog("a mount was moved to a path that is taken");
    }
    rows.put(
        MIGRATIONS,
        new NameKey(event.migration()),
        new Migration(before.fullPath(), moved.fullPath()));
    rows.put(MOUNTS, new NameKey(event.uuid()), moved);
  }

  public void replay(MountDisabled event, Moment moment, Rows rows) {
    NameKey key = new NameKey(event.uuid());
    Mount mount = known(event.uuid(), rows);
    rows.delete(MOUNTS, key);
    rows.put(DISABLED, key, new DisabledMount(mount, moment.sequence(), moment.time()));
  }

  public void replay(MountSwept event, Rows rows) {
    NameKey key = new NameKey(event.uuid());
    DisabledMount disabled = rows.get(DISABLED, key);
    if (disabled == null) {
      throw new CorruptLog("a mount was swept that is not disabled");
    }
    MountSweep.erase(disabled.mount(), event.rows(), rows);
    if (event.finished()) {
      MountSweep.finish(disabled.mount(), rows);
      rows.delete(DISABLED, key);
    }
  }

  private static Mount known(String uuid, Rows rows) {
    Mount mount = rows.get(MOUNTS, new NameKey(uuid));
    if (mount == null) {
      throw new CorruptLog("an event names an unknown mount");
    }
    return mount;
  }
}

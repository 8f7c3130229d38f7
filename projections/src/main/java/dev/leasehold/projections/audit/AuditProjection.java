package dev.leasehold.projections.audit;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.SysEvent.AuditDeviceDisabled;
import dev.leasehold.events.SysEvent.AuditDeviceEnabled;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;

/// Replays the audit devices, by path.
public final class AuditProjection {
  public static final Table<NameKey, AuditDevice> DEVICES =
      Table.of(4, "audit-device", NameKey.class, AuditDevice.class);

  public void replay(AuditDeviceEnabled event, Rows rows) {
    NameKey key = new NameKey(event.path());
    if (rows.get(DEVICES, key) != null) {
      throw new CorruptLog("an audit device was enabled twice");
    }
    rows.put(
        DEVICES,
        key,
        new AuditDevice(
            event.path(),
            event.type(),
            event.description(),
            event.options(),
            event.local(),
            event.salt()));
  }

  public void replay(AuditDeviceDisabled event, Rows rows) {
    NameKey key = new NameKey(event.path());
    if (rows.get(DEVICES, key) == null) {
      throw new CorruptLog("an audit device was disabled that is not there");
    }
    rows.delete(DEVICES, key);
  }
}

package dev.leasehold.projections.rotation;

import static dev.leasehold.projections.rotation.Rotations.BACKUP;
import static dev.leasehold.projections.rotation.Rotations.KEY;
import static dev.leasehold.projections.rotation.Rotations.ROTATION;
import static dev.leasehold.projections.rotation.Rotations.TERM;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.SysEvent.RekeyBackupDeleted;
import dev.leasehold.events.SysEvent.RekeyBackupKept;
import dev.leasehold.events.SysEvent.RotationConfigured;
import dev.leasehold.events.SysEvent.TermInstalled;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.table.Rows;

/// Replays terms, their rotation, and the backup of shares.
public final class RotationProjection {
  public void replay(TermInstalled event, Moment moment, Rows rows) {
    Term before = rows.get(TERM, KEY);
    if (before != null && event.term() <= before.number()) {
      throw new CorruptLog("a term does not come after the one before");
    }
    rows.put(TERM, KEY, new Term(event.term(), moment.time(), moment.sequence()));
  }

  public void replay(RotationConfigured event, Rows rows) {
    rows.put(
        ROTATION,
        KEY,
        new Rotation(event.enabled(), event.maxOperations(), event.intervalSeconds()));
  }

  public void replay(RekeyBackupKept event, Rows rows) {
    rows.put(BACKUP, KEY, new RekeyBackup(event.nonce(), event.shares()));
  }

  public void replay(RekeyBackupDeleted event, Rows rows) {
    if (rows.get(BACKUP, KEY) == null) {
      throw new CorruptLog("a backup was deleted that is not there");
    }
    rows.delete(BACKUP, KEY);
  }
}

package dev.leasehold.projections.cubbyhole;

import static dev.leasehold.projections.cubbyhole.CubbyholeTables.ENTRIES;
import static dev.leasehold.projections.cubbyhole.CubbyholeTables.PATHS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.CubbyholeEvent;
import dev.leasehold.events.CubbyholeEvent.CubbyholeErased;
import dev.leasehold.events.CubbyholeEvent.CubbyholeWritten;
import dev.leasehold.events.CubbyholeEvent.ResponseWrapped;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;

/// Replays the cubbyholes.
public final class CubbyholeProjection implements Projection<CubbyholeEvent> {
  @Override
  public void replay(CubbyholeEvent event, Moment moment, Rows rows) {
    switch (event) {
      case CubbyholeWritten written ->
          put(written.cubbyhole(), written.path(), new CubbyholeEntry(written.data(), null), rows);
      case ResponseWrapped wrapped -> wrap(wrapped, rows);
      case CubbyholeErased erased ->
          erased.paths().forEach(path -> erase(erased.cubbyhole(), path, rows));
    }
  }

  private static void wrap(ResponseWrapped event, Rows rows) {
    if (rows.get(ENTRIES, new PairKey(event.cubbyhole(), Cubbyholes.RESPONSE)) != null) {
      throw new CorruptLog("a wrapping token wraps a second answer");
    }
    put(
        event.cubbyhole(),
        Cubbyholes.RESPONSE,
        new CubbyholeEntry(event.response(), event.wrapping()),
        rows);
  }

  private static void put(String cubbyhole, String path, CubbyholeEntry entry, Rows rows) {
    PairKey key = new PairKey(cubbyhole, path);
    if (rows.get(ENTRIES, key) == null) {
      PATHS.add(rows, cubbyhole, path);
    }
    rows.put(ENTRIES, key, entry);
  }

  private static void erase(String cubbyhole, String path, Rows rows) {
    PATHS.remove(rows, cubbyhole, path);
    rows.delete(ENTRIES, new PairKey(cubbyhole, path));
  }
}

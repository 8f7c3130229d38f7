package dev.leasehold.projections;

import dev.leasehold.events.Event;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.astra.AstraSecrets;
import dev.leasehold.projections.database.DatabaseSecrets;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;

/// The secrets that nothing needs any more once events have happened, whoever decided them: the
/// commit that says that a lease is over destroys what was kept for it. Pure.
public final class Released {

  private Released() {}

  /// Their payloads, all of which are there.
  ///
  /// @param view as it is before the events
  public static List<PayloadName> by(View view, List<Event> events) {
    List<PayloadName> all = new ArrayList<>(AstraSecrets.released(view, events));
    all.addAll(DatabaseSecrets.released(view, events));
    return List.copyOf(all);
  }
}

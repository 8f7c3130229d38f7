package dev.leasehold.projections;

import dev.leasehold.events.Event;
import dev.leasehold.events.LeaseEvent;
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
    List<String> leases = ended(events);
    if (leases.isEmpty()) {
      return List.of();
    }
    List<PayloadName> all = new ArrayList<>(AstraSecrets.released(view, leases));
    all.addAll(DatabaseSecrets.released(view, leases));
    return List.copyOf(all);
  }

  /// The ids of the leases that end with these events.
  private static List<String> ended(List<Event> events) {
    List<String> leases = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof LeaseEvent.LeaseRevoked revoked) {
        leases.add(revoked.leaseId());
      } else if (event instanceof LeaseEvent.IntentAborted aborted) {
        leases.add(aborted.leaseId());
      }
    }
    return leases;
  }
}

package dev.leasehold.projections;

import dev.leasehold.events.Event;
import dev.leasehold.projections.table.Rows;

/// What the events of one vocabulary mean for the rows.
///
/// Replay is pure: it parses nothing, checks no permission, has no clock and no randomness. An
/// event that cannot follow on those before it is a [dev.leasehold.events.CorruptLog].
public interface Projection<E extends Event> {

  /// Changes the rows as this event says.
  void replay(E event, Moment moment, Rows rows);
}

package dev.leasehold.verticles.engine;

import dev.leasehold.events.Event;
import dev.leasehold.events.PayloadName;
import java.util.List;

/// The next page of what has come to its end by itself in an engine.
///
/// @param events that say so; none where nothing has
/// @param destroyed payloads that go with the commit of these events
public record Overdue(List<? extends Event> events, List<PayloadName> destroyed) {
  public static final Overdue NONE = new Overdue(List.of());

  public Overdue {
    events = List.copyOf(events);
    destroyed = List.copyOf(destroyed);
  }

  /// Of what has no payloads.
  public Overdue(List<? extends Event> events) {
    this(events, List.of());
  }
}

package dev.leasehold.verticles.route;

import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a call leads to: the events to append as one commit, the payloads that they bring and
/// erase, and the answer, which is let go only when the commit is in the log.
///
/// Where something has happened and the client is refused all the same, as when a database said no
/// to what was intended, the refusal is the answer instead of the response.
///
/// A decision without events appends nothing; its answer still waits for everything that it saw.
public record Decision(
    List<Event> events,
    List<Payload> brings,
    List<PayloadName> destroys,
    Response response,
    @Nullable Refusal refusal) {

  public Decision {
    events = List.copyOf(events);
    brings = List.copyOf(brings);
    destroys = List.copyOf(destroys);
  }

  public static Decision of(Response response, Event... events) {
    return new Decision(List.of(events), List.of(), List.of(), response, null);
  }

  public static Decision of(Response response, List<? extends Event> events) {
    return new Decision(List.copyOf(events), List.of(), List.of(), response, null);
  }

  public Decision bringing(Payload... payloads) {
    return new Decision(events, List.of(payloads), destroys, response, refusal);
  }

  public Decision destroying(List<PayloadName> names) {
    return new Decision(events, brings, names, response, refusal);
  }

  public Decision answering(Response other) {
    return new Decision(events, brings, destroys, other, refusal);
  }

  /// The same, and the client is refused all the same.
  public Decision refusing(Refusal why) {
    return new Decision(events, brings, destroys, response, why);
  }

  /// Events that are appended although the client is refused.
  public static Decision refused(Refusal refusal, Event... events) {
    return new Decision(List.of(events), List.of(), List.of(), Response.nothing(), refusal);
  }

  /// The same with events in front of the others.
  public Decision before(List<Event> first) {
    List<Event> all = new ArrayList<>(first);
    all.addAll(events);
    return new Decision(all, brings, destroys, response, refusal);
  }

  /// The same with an event in front of the others.
  public Decision after(Event first) {
    List<Event> all = new ArrayList<>();
    all.add(first);
    all.addAll(events);
    return new Decision(all, brings, destroys, response, refusal);
  }
}

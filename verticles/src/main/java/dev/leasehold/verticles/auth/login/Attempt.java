package dev.leasehold.verticles.auth.login;

import dev.leasehold.events.Event;
import dev.leasehold.verticles.request.Refusal;
import java.util.List;

/// What an auth method says of someone who wants to log in: a grant or a refusal, never both, so
/// that a login that was refused cannot carry a token (THREATS T16).
public sealed interface Attempt {

  /// Recognized; the events, as that a secret id was used, are appended with those of the token.
  ///
  /// @param warnings told with the token
  record Granted(Grant grant, List<Event> events, List<String> warnings) implements Attempt {
    public Granted {
      events = List.copyOf(events);
      warnings = List.copyOf(warnings);
    }
  }

  /// Not recognized, or not let in.
  ///
  /// @param counts the credentials were wrong: it is a step towards locking the name out
  record Refused(Refusal why, boolean counts, List<Event> events) implements Attempt {
    public Refused {
      events = List.copyOf(events);
    }
  }

  static Attempt granted(Grant grant, Event... events) {
    return new Granted(grant, List.of(events), List.of());
  }

  /// A grant with warnings.
  static Attempt granted(Grant grant, List<String> warnings) {
    return new Granted(grant, List.of(), warnings);
  }

  /// A refusal that says nothing of the credentials.
  static Attempt refused(Refusal why, Event... events) {
    return new Refused(why, false, List.of(events));
  }

  /// A refusal of wrong credentials.
  static Attempt wrong(Refusal why, Event... events) {
    return new Refused(why, true, List.of(events));
  }
}

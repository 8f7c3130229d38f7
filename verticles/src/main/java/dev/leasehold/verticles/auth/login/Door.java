package dev.leasehold.verticles.auth.login;

import dev.leasehold.events.Event;
import dev.leasehold.events.LoginEvent;
import dev.leasehold.projections.login.Lockout;
import dev.leasehold.projections.login.LoginFailures;
import dev.leasehold.projections.login.Logins;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The door of an auth method: makes a handler of what the method says of an attempt. Behind it
/// stands the token, beside it the lock: who gives wrong credentials too often under one name is
/// not heard for a while, whether or not there is such a name, so that nothing is learned by trying
/// (THREATS T4, T5).
///
/// ```text
/// Route.at("login/{username}").unauthenticated().fields(...)
///     .on(DOOR.prepared(this::comparePassword, this::attempt), Operation.CREATE, Operation.UPDATE)
/// ```
///
/// Immutable and pure.
public final class Door {
  private static final int MAX_ALIAS = 512;

  private final @Nullable Naming naming;

  /// The name by which failures are counted, as the method's alias; empty where it cannot be told.
  @FunctionalInterface
  public interface Naming {
    String alias(Call call);
  }

  /// What a method says at once.
  @FunctionalInterface
  public interface Try {
    Attempt attempt(Call call, View head);
  }

  /// What a method says after its slow part.
  @FunctionalInterface
  public interface TryPrepared {
    Attempt attempt(Call call, View head, @Nullable Object prepared);
  }

  /// What a method asks another system.
  @FunctionalInterface
  public interface Ask {
    Effect effect(Call call, View head);
  }

  /// What a method says after its slow part: an attempt at once, or what it asks another system.
  public sealed interface Turn {
    record Settled(Attempt attempt) implements Turn {}

    record Asked(Effect effect, TryAnswered then) implements Turn {}
  }

  /// From the slow part to what a method says.
  @FunctionalInterface
  public interface TakeTurn {
    Turn turn(Call call, View head, @Nullable Object prepared);
  }

  /// What a method says once another system has answered.
  @FunctionalInterface
  public interface TryAnswered {
    Attempt attempt(Outcome outcome, Call call, View head);
  }

  private Door(@Nullable Naming naming) {
    this.naming = naming;
  }

  /// A door that never locks.
  public static Door unlocked() {
    return new Door(null);
  }

  /// A door that locks names out, as Vault's userpass, ldap and approle do.
  public static Door locking(Naming naming) {
    return new Door(naming);
  }

  public Handler write(Try attempt) {
    return new Handler.Write((call, head) -> decide(call, head, () -> attempt.attempt(call, head)));
  }

  /// For what is slow; it is done for a name that is locked out as well, and takes as long.
  public Handler prepared(Handler.Prepare prepare, TryPrepared attempt) {
    return new Handler.Prepared(
        prepare,
        (call, head, prepared) -> decide(call, head, () -> attempt.attempt(call, head, prepared)));
  }

  /// For methods that ask another system. Nobody is asked about a name that is locked out.
  public Handler outbound(Ask ask, TryAnswered attempt) {
    return new Handler.Outbound((call, head) -> {
      refuseLocked(call, head);
      return new Handler.Planned(
          Decision.of(Response.nothing()),
          ask.effect(call, head),
          (outcome, settled, then) ->
              decide(settled, then, () -> attempt.attempt(outcome, settled, then)));
    });
  }

  /// For methods that, after a slow part, may have to ask another system.
  public Handler asking(Handler.Prepare prepare, TakeTurn taking) {
    return new Handler.Outbound(
        prepare,
        (call, head, prepared) -> {
          refuseLocked(call, head);
          return switch (taking.turn(call, head, prepared)) {
            case Turn.Settled(var attempt) ->
                Handler.Planned.answered(decide(call, head, () -> attempt));
            case Turn.Asked(var effect, var then) ->
                new Handler.Planned(
                    Decision.of(Response.nothing()),
                    effect,
                    (outcome, settled, now) ->
                        decide(settled, now, () -> then.attempt(outcome, settled, now)));
          };
        });
  }

  private Decision decide(Call call, View head, java.util.function.Supplier<Attempt> attempt) {
    refuseLocked(call, head);
    return switch (attempt.get()) {
      case Attempt.Granted granted -> {
        Decision made = Grants.granted(call, head, granted.grant());
        yield made.answering(made.response().warned(granted.warnings()))
            .before(granted.events())
            .before(forgotten(call, head));
      }
      case Attempt.Refused refused -> {
        List<Event> events = new ArrayList<>(refused.events());
        if (refused.counts()) {
          events.addAll(counted(call, head));
        }
        yield Decision.refused(refused.why(), events.toArray(new Event[0]));
      }
    };
  }

  private void refuseLocked(Call call, View head) {
    if (naming == null || lockout(call, head).disabled()) {
      return;
    }
    String alias = naming.alias(call);
    if (alias.isEmpty()) {
      throw Refusal.internal("failed to determine alias name from login request");
    }
    LoginFailures failures = Logins.failures(head, call.mount().uuid(), alias);
    if (failures != null && lockout(call, head).locks(failures, call.now())) {
      throw Refusal.badToken();
    }
  }

  private List<Event> counted(Call call, View head) {
    Lockout lockout = lockout(call, head);
    String alias = naming == null ? "" : naming.alias(call);
    if (lockout.disabled() || alias.isEmpty() || alias.length() > MAX_ALIAS) {
      return List.of();
    }
    Instant now = call.now();
    LoginFailures before = Logins.failures(head, call.mount().uuid(), alias);
    int count = before == null ? 1 : lockout.next(before, now);
    return List.of(
        new LoginEvent.LoginFailed(call.mount().uuid(), alias, count, now, lockout.until(now)));
  }

  private List<Event> forgotten(Call call, View head) {
    String alias = naming == null ? "" : naming.alias(call);
    return Logins.failures(head, call.mount().uuid(), alias) == null
        ? List.of()
        : List.of(new LoginEvent.FailuresForgotten(call.mount().uuid(), alias));
  }

  private static Lockout lockout(Call call, View head) {
    return Logins.tuned(head, call.mount().uuid()).effective();
  }
}

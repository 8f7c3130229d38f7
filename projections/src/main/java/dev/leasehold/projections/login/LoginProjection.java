package dev.leasehold.projections.login;

import static dev.leasehold.projections.login.LoginTables.DUE;
import static dev.leasehold.projections.login.LoginTables.FAILURES;
import static dev.leasehold.projections.login.LoginTables.LOCKOUTS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.LoginEvent;
import dev.leasehold.events.LoginEvent.FailuresForgotten;
import dev.leasehold.events.LoginEvent.LockoutTuned;
import dev.leasehold.events.LoginEvent.LoginFailed;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;

/// Replays the logins that failed, and what was tuned about locking names out.
public final class LoginProjection implements Projection<LoginEvent> {

  @Override
  public void replay(LoginEvent event, Moment moment, Rows rows) {
    switch (event) {
      case LoginFailed failed -> fail(failed, rows);
      case FailuresForgotten forgotten ->
          forget(new PairKey(forgotten.mount(), forgotten.alias()), rows);
      case LockoutTuned tuned ->
          rows.put(
              LOCKOUTS,
              new NameKey(tuned.mount()),
              new Lockout(
                  tuned.threshold(),
                  tuned.durationSeconds(),
                  tuned.counterResetSeconds(),
                  tuned.disabled()));
    }
  }

  private static void fail(LoginFailed event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.alias());
    LoginFailures before = rows.get(FAILURES, key);
    if (before != null) {
      rows.delete(DUE, due(key, before));
    }
    LoginFailures after = new LoginFailures(event.count(), event.at(), event.until());
    rows.put(FAILURES, key, after);
    rows.put(DUE, due(key, after), key);
  }

  private static void forget(PairKey key, Rows rows) {
    LoginFailures before = rows.get(FAILURES, key);
    if (before == null) {
      throw new CorruptLog("failures were forgotten that there were not");
    }
    rows.delete(FAILURES, key);
    rows.delete(DUE, due(key, before));
  }

  /// Erases what was tuned on a mount that is gone; failures go by themselves when their time is
  /// up.
  public static void finish(String mount, Rows rows) {
    rows.delete(LOCKOUTS, new NameKey(mount));
  }

  private static DueKey due(PairKey key, LoginFailures failures) {
    return new DueKey(failures.until(), key.owner() + "/" + key.name());
  }
}

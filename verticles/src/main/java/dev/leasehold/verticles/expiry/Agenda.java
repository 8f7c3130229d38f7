package dev.leasehold.verticles.expiry;

import dev.leasehold.events.Event;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.mount.DisabledMount;
import dev.leasehold.projections.mount.MountSweep;
import dev.leasehold.projections.prefix.RevokedPrefix;
import dev.leasehold.projections.prefix.RevokedPrefixes;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.Leasing;
import dev.leasehold.verticles.engine.LeftBehind;
import dev.leasehold.verticles.engine.Overdue;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is over by now, as the next page of events: tokens and leases past their time, what revoked
/// tokens, prefixes and disabled mounts leave behind, and what engines say is over in them. Pure: a
/// function of head and the time. It says that leases are over; dropping them in their targets is
/// the next step.
final class Agenda {
  /// The most events of one page: what the writer does for as many takes it some milliseconds, and
  /// clients wait as long. With ids of a hundred bytes far below what a commit may measure.
  static final int PAGE = 100;

  /// The most characters of clients' paths that one page names, far below what a commit may
  /// measure; a path more may come on top, which is as long as a request's head lets it be.
  private static final int PATH_CHARACTERS = 64 << 10;

  /// How long an intent may be late before it is given up: its act may still be under way.
  static final Duration GRACE = Duration.ofSeconds(30);

  private final Engines engines;
  private final View head;
  private final Instant now;
  private final List<Event> events = new ArrayList<>();
  private final Set<String> named = new LinkedHashSet<>();
  private final List<PayloadName> destroyed = new ArrayList<>();
  private int pathRoom = PATH_CHARACTERS;

  private Agenda(Engines engines, View head, Instant now) {
    this.engines = engines;
    this.head = head;
    this.now = now;
  }

  /// The next page; a decision without events where nothing is over.
  static Decision page(Engines engines, View head, Instant now) {
    Agenda agenda = new Agenda(engines, head, now);
    agenda.tokensPastTheirTime();
    agenda.revokedTokens();
    agenda.revokedPrefixes();
    agenda.leasesPastTheirTime();
    agenda.overdueInEngines();
    if (agenda.events.isEmpty()) {
      agenda.disabledMounts();
    }
    return Decision.of(Response.nothing(), agenda.events).destroying(agenda.destroyed);
  }

  private int room() {
    return PAGE - events.size();
  }

  private void tokensPastTheirTime() {
    Tokens.due(head, now, room()).forEach(this::endToken);
  }

  private void endToken(String id) {
    if (Tokens.find(head, id) != null && named.add(id)) {
      events.add(new TokenEvent.TokenRevoked(id));
    }
  }

  private void revokedTokens() {
    if (room() <= 0) {
      return;
    }
    for (String token : Tokens.sweeps(head, room())) {
      List<String> children = Tokens.children(head, token, null, room());
      children.forEach(this::endToken);
      List<String> leases = Leases.ofToken(head, token, null, Math.max(1, room()));
      leases.forEach(lease -> endLease(lease, "its token was revoked"));
      if (room() <= 0) {
        return;
      }
      boolean erased = eraseLeftBehind(token);
      // An intent that is still open becomes a lease, which must not outlive its token.
      if (children.isEmpty() && leases.isEmpty() && erased) {
        events.add(new TokenEvent.TokenSwept(token));
        PayloadName credential = Tokens.credential(head, token);
        if (credential != null) {
          destroyed.add(credential);
        }
      }
    }
  }

  /// Erases the next page of what an ended token kept in engines; true where nothing was left.
  private boolean eraseLeftBehind(String token) {
    String accessor = Tokens.accessorOfEnded(head, token);
    if (accessor == null) {
      return true;
    }
    boolean nothing = true;
    for (Engine engine : engines.all()) {
      LeftBehind left = engine.leftBehind(accessor, head, pathRoom);
      take(left.overdue());
      pathRoom -= left.characters();
      nothing &= left.isNothing();
    }
    return nothing;
  }

  private boolean endLease(@Nullable LeaseRow row, String reason) {
    if (row == null
        || (row.state() != LeaseState.ACTIVE && row.state() != LeaseState.INTENDED)
        || !named.add(row.lease().id())) {
      return false;
    }
    boolean unknown = row.state() == LeaseState.INTENDED;
    if (unknown && now.isBefore(row.lease().deadline().plus(GRACE))) {
      return false;
    }
    Instant settled = unknown ? now.plus(Leasing.SETTLE_HORIZON) : now;
    events.add(new LeaseEvent.RevocationStarted(row.lease().id(), reason, now, settled));
    return true;
  }

  private void endLease(String id, String reason) {
    endLease(Leases.find(head, id), reason);
  }

  private void revokedPrefixes() {
    for (RevokedPrefix prefix : RevokedPrefixes.unswept(head)) {
      if (room() <= 0) {
        return;
      }
      int before = events.size();
      prefixTokens(prefix);
      boolean whole = prefixLeases(prefix);
      if (whole && events.size() == before) {
        events.add(new LeaseEvent.PrefixSwept(prefix.namespace(), prefix.prefix()));
      }
    }
  }

  /// Ends those leases below a prefix that it covers; true where no intent is left open.
  private boolean prefixLeases(RevokedPrefix prefix) {
    String folder = prefix.prefix() + "/";
    boolean settled = true;
    String after = null;
    List<String> page;
    do {
      page = Leases.openBelow(head, prefix.namespace(), folder, after, PAGE);
      for (String id : page) {
        LeaseRow row = Leases.find(head, id);
        if (row == null || row.sequence() > prefix.sequence()) {
          continue;
        }
        if (room() > 0) {
          endLease(row, "its prefix was revoked");
        }
        settled &= row.state() != LeaseState.INTENDED;
      }
      after = page.isEmpty() ? null : page.getLast();
    } while (room() > 0 && page.size() == PAGE);
    LeaseRow exact = Leases.find(head, prefix.prefix());
    if (exact != null && exact.sequence() <= prefix.sequence()) {
      endLease(exact, "it was revoked");
    }
    return settled;
  }

  private void prefixTokens(RevokedPrefix prefix) {
    String folder = prefix.prefix() + "/";
    String after = null;
    List<String> page;
    do {
      page = Tokens.below(head, prefix.namespace(), folder, after, PAGE);
      for (String path : page) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        TokenRow row = Tokens.find(head, id);
        if (row != null && row.sequence() <= prefix.sequence() && room() > 0) {
          endToken(id);
        }
      }
      after = page.isEmpty() ? null : page.getLast();
    } while (room() > 0 && page.size() == PAGE);
    TokenRow exact = Tokens.at(head, prefix.prefix());
    if (exact != null && exact.sequence() <= prefix.sequence() && room() > 0) {
      endToken(exact.token().id());
    }
  }

  private void leasesPastTheirTime() {
    if (room() <= 0) {
      return;
    }
    for (DueKey due : Leases.due(head, now, null, room())) {
      LeaseRow row = Leases.find(head, due.id());
      if (row != null) {
        endLease(row, row.state() == LeaseState.INTENDED ? "never settled" : "expired");
      }
    }
  }

  private void overdueInEngines() {
    for (Engine engine : engines.all()) {
      if (room() <= 0) {
        return;
      }
      take(engine.overdue(head, now, room()));
    }
  }

  private void take(Overdue overdue) {
    events.addAll(overdue.events());
    destroyed.addAll(overdue.destroyed());
  }

  /// Ends the next leases of a disabled mount; those of another that has taken its path are passed.
  private void endLeases(Mount disabled) {
    String after = null;
    List<String> page;
    do {
      page = Leases.openBelow(head, disabled.namespace(), disabled.fullPath(), after, PAGE);
      for (String id : page) {
        LeaseRow row = Leases.find(head, id);
        if (row != null && row.lease().mount().equals(disabled.uuid()) && room() > 0) {
          endLease(row, "its mount was disabled");
        }
      }
      after = page.isEmpty() ? null : page.getLast();
    } while (events.isEmpty() && page.size() == PAGE);
  }

  private void disabledMounts() {
    for (DisabledMount disabled : MountSweep.disabled(head)) {
      endLeases(disabled.mount());
      if (!events.isEmpty()) {
        return;
      }
      MountSweep.Page page = MountSweep.page(head, disabled.mount(), PAGE);
      if (!page.rows().isEmpty() || page.finished()) {
        destroyed.addAll(page.payloads());
        events.add(new SysEvent.MountSwept(disabled.mount().uuid(), page.rows(), page.finished()));
        return;
      }
    }
  }
}

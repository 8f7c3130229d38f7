package dev.leasehold.verticles.process;

import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What becomes of leases, a line for each event of theirs, as the log tells it. No secret is among
/// it: commits hold none.
///
/// ```text
/// 11:01:25  issued   database/creds/app/…  user v-root-app-…, until 11:02:25
/// ```
///
/// For one thread, the writer's: it keeps of each lease that lives what its later lines repeat.
public final class LeaseLines implements Consumer<Commit> {
  private final Consumer<String> target;
  private final DateTimeFormatter time;
  private final Map<String, Lease> living = new HashMap<>();

  public LeaseLines(Consumer<String> target, ZoneId zone) {
    this.target = target;
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  @Override
  public void accept(Commit commit) {
    for (Event event : commit.events()) {
      if (event instanceof LeaseEvent ofLease) {
        line(ofLease).ifPresent(text -> target.accept(at(commit.time()) + "  " + text));
      }
    }
  }

  private String at(Instant instant) {
    return time.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  private Optional<String> line(LeaseEvent event) {
    return switch (event) {
      case LeaseEvent.CredentialIntended(Lease lease) -> {
        living.put(lease.id(), lease);
        yield Optional.empty();
      }
      case LeaseEvent.LeaseIssued(String id) ->
          lease(id).map(lease -> told("issued", id, who(lease) + "until " + at(lease.expires())));
      case LeaseEvent.LeaseRenewed(String id, Instant expires, Instant renewed) ->
          Optional.of(told("renewed", id, "until " + at(expires)));
      case LeaseEvent.RevocationStarted(String id, String reason, Instant due, Instant settled) ->
          Optional.of(told("revoking", id, reason));
      case LeaseEvent.RevocationFailed failed ->
          Optional.of(told("failed", failed.leaseId(), "next attempt at " + at(failed.nextTry())));
      case LeaseEvent.LeaseRevoked(String id) -> ended("revoked", id);
      case LeaseEvent.IntentAborted(String id) -> ended("aborted", id);
      case LeaseEvent.LeaseQuarantined(String id, String reason) -> ended("quarantined", id);
      case LeaseEvent.PrefixRevoked revoked ->
          Optional.of(told("revoking", revoked.prefix(), "all that begin so"));
      case LeaseEvent.TargetFailed failed ->
          Optional.of(told("target", failed.target(), "does not answer"));
      case LeaseEvent.TargetRecovered(String name) ->
          Optional.of(told("target", name, "answers again"));
      case LeaseEvent.PrefixSwept _ -> Optional.empty();
    };
  }

  private Optional<Lease> lease(String id) {
    return Optional.ofNullable(living.get(id));
  }

  private Optional<String> ended(String what, String id) {
    String user = lease(id).map(LeaseLines::user).orElse("");
    living.remove(id);
    return Optional.of(told(what, id, user));
  }

  private static String who(Lease lease) {
    String user = user(lease);
    return user.isEmpty() ? "" : user + ", ";
  }

  /// Nothing where the credential is named after its lease, which every line tells.
  private static String user(Lease lease) {
    return lease.userName().endsWith(lease.id()) ? "" : "user " + lease.userName();
  }

  private static String told(String what, String id, String more) {
    return "%-9s %s  %s".formatted(what, id, more).stripTrailing();
  }
}

package dev.leasehold.verticles.node;

import dev.leasehold.events.Commit;
import dev.leasehold.events.Entity;
import dev.leasehold.events.Event;
import dev.leasehold.events.IdentityEvent.EntityWritten;
import dev.leasehold.events.LeaseEvent.LeaseIssued;
import dev.leasehold.events.LeaseEvent.LeaseRevoked;
import dev.leasehold.events.LeaseEvent.RevocationFailed;
import dev.leasehold.events.Mount;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent.TokenCreated;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.telemetry.Telemetry;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts what is in the log by now: tokens and credentials that were made, revocations that were
/// tried. Told of each commit on the writer's thread, in order.
///
/// @param state the committed state, which may be a moment behind the commit
record CommitCounts(Telemetry telemetry, View state) {
  private static final String NAMESPACE = "root";
  private static final String REVOCATIONS = "expire.lease_expiration";

  private static final NavigableMap<Long, String> BUCKETS =
      new TreeMap<>(
          Map.of(
              60L, "1m",
              600L, "10m",
              1_200L, "20m",
              3_600L, "1h",
              7_200L, "2h",
              86_400L, "1d",
              172_800L, "2d",
              604_800L, "7d",
              2_592_000L, "30d"));

  void heard(Commit commit) {
    for (Event event : commit.events()) {
      count(event);
    }
  }

  private void count(Event event) {
    if (event instanceof TokenCreated created) {
      count(created.token());
    } else if (event instanceof LeaseIssued issued) {
      count(Leases.find(state, issued.leaseId()));
    } else if (event instanceof LeaseRevoked) {
      telemetry.count(REVOCATIONS, Map.of("namespace", NAMESPACE));
    } else if (event instanceof RevocationFailed) {
      telemetry.count(REVOCATIONS, Map.of("namespace", NAMESPACE));
      telemetry.count(REVOCATIONS + ".error", Map.of("namespace", NAMESPACE));
    } else if (event instanceof EntityWritten(Entity entity)
        && entity.created().equals(entity.updated())) {
      telemetry.count("identity.entity.creation", Map.of("namespace", NAMESPACE));
    }
  }

  private void count(Token token) {
    boolean wraps = token.policies().contains("response-wrapping");
    Mount mount = state.small().mountFor(token.namespace(), token.path());
    telemetry.count(
        "token.creation",
        Map.of(
            "namespace",
            NAMESPACE,
            "auth_method",
            wraps ? "response_wrapping" : mount == null ? "token" : mount.type(),
            "mount_point",
            mount == null ? "auth/token/" : mount.fullPath(),
            "creation_ttl",
            bucket(token.ttlSeconds()),
            "token_type",
            token.type()));
  }

  private void count(@Nullable LeaseRow row) {
    if (row == null) {
      return;
    }
    Mount mount = state.small().byUuid(row.lease().mount());
    if (mount != null) {
      telemetry.count(
          "secret.lease.creation",
          Map.of(
              "namespace", NAMESPACE,
              "secret_engine", mount.type(),
              "mount_point", mount.fullPath(),
              "creation_ttl", bucket(row.lease().ttlSeconds())));
    }
  }

  /// The shortest of Vault's buckets that a time to live fits into.
  private static String bucket(long seconds) {
    Map.Entry<Long, String> bucket = BUCKETS.ceilingEntry(seconds);
    return bucket == null ? "+Inf" : bucket.getValue();
  }
}

package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Lease;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.lease.TargetState;
import dev.leasehold.projections.mount.DisabledMount;
import dev.leasehold.projections.mount.MountSweep;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A lease as an operator is shown it: who holds it, where, until when, and how its revocation
/// fares. No secret: what a lease knows is what the log knows. For one page, on one thread.
final class LeaseDescription {
  private final View view;
  private final Instant now;
  private final Map<String, String> disabled = new HashMap<>();

  LeaseDescription(View view, Instant now) {
    this.view = view;
    this.now = now;
    for (DisabledMount one : MountSweep.disabled(view)) {
      disabled.put(one.mount().uuid(), one.mount().fullPath());
    }
  }

  Map<String, Object> of(LeaseRow row) {
    Lease lease = row.lease();
    String mount = mount(lease.mount());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lease_id", lease.id());
    data.put("mount", mount);
    data.put("role", lease.role());
    data.put("entity_id", lease.entityId());
    data.put("display_name", displayName(lease.token()));
    data.put("target", mount + lease.target().substring(lease.target().indexOf('/') + 1));
    data.put("user_name", lease.userName());
    data.put("issue_time", lease.issued());
    data.put("expire_time", lease.expires());
    data.put("last_renewal", lease.lastRenewal());
    data.put("renewable", lease.renewable());
    data.put("live", Leases.live(view, lease.id(), now) != null);
    data.put("state", LeaseSearchRoutes.name(row.state()));
    revocation(row, data);
    return data;
  }

  /// A target that does not answer holds up its leases without counting against them.
  private void revocation(LeaseRow row, Map<String, Object> data) {
    boolean revoking = row.state() == LeaseState.REVOKING;
    TargetState failed = revoking ? Leases.failed(view, row.lease().target()) : null;
    Instant due = revoking ? row.due() : null;
    Instant next =
        failed != null && due != null && due.isBefore(failed.nextTry()) ? failed.nextTry() : due;
    data.put("reason", row.reason());
    data.put("attempts", row.attempts());
    data.put("error", failed == null ? row.error() : "the target does not answer");
    data.put("error_class", failed == null ? row.errorClass() : failed.errorClass());
    data.put("next_try", next);
  }

  private String mount(String uuid) {
    Mount mount = view.small().byUuid(uuid);
    return mount == null ? disabled.getOrDefault(uuid, "") : mount.fullPath();
  }

  /// Known as long as the token is.
  private String displayName(String token) {
    TokenRow row = token.isEmpty() ? null : Tokens.find(view, token);
    return row == null ? "" : name(row.token().displayName());
  }

  private static String name(@Nullable String text) {
    return text == null ? "" : text;
  }
}

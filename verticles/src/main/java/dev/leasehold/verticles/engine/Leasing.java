package dev.leasehold.verticles.engine;

import dev.leasehold.events.Lease;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.Effect;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an engine adds whose credentials live in another system: how a lease is renewed and revoked
/// there. Both are pure and read what was pinned when the credential was intended.
public interface Leasing extends Engine {
  /// How long the drop of a credential is repeated where nobody knows whether it was made: an actor
  /// that was paused may still make it after a drop.
  Duration SETTLE_HORIZON = Duration.ofDays(1);

  /// The act that revokes; one that finds nothing to revoke has succeeded. Null where what it needs
  /// to know is gone, which makes the lease a case for quarantine.
  @Nullable Effect revocation(Lease lease, View state);

  /// The act that moves the end of the credential in the target; null where the target knows none.
  @Nullable Effect renewal(Lease lease, Instant expires, View state);
}

package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Tokens that Astra has and no lease knows: each is given a lease that is over at once, so that
/// its deletion is in the log and is tried until it succeeds, as that of any other.
final class TakenUp {
  private static final int LEASE_ID_CHARACTERS = 24;
  private static final String REASON = "reconciled";

  private TakenUp() {}

  /// What is decided for one token; the organization must be configured.
  static List<Event> events(
      View head, Mount mount, String org, String clientId, Instant now, Entropy entropy) {
    String id = mount.fullPath() + "org/token/" + entropy.base62(LEASE_ID_CHARACTERS);
    Lease lease =
        new Lease(
            mount.namespace(),
            id,
            mount.uuid(),
            Access.bulkhead(mount, org),
            "",
            "",
            "",
            Access.description(mount.uuid(), id),
            now,
            now,
            now,
            null,
            0,
            0,
            false);
    return List.of(
        new LeaseEvent.CredentialIntended(lease),
        new AstraEvent.TokenPinned(
            mount.uuid(),
            id,
            org,
            Astras.currentVersion(head, mount.uuid(), org),
            "",
            "",
            "",
            Map.of(),
            "",
            "",
            now),
        new AstraEvent.TokenFound(mount.uuid(), id, clientId),
        new LeaseEvent.RevocationStarted(id, REASON, now, now));
  }
}

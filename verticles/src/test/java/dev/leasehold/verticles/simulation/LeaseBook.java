package dev.leasehold.verticles.simulation;

import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.projections.lease.LeaseState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What the log says of leases, told from the events alone, and what must then be true of the users
/// in the target.
final class LeaseBook {
  private final Map<String, Lease> leases = new HashMap<>();
  private final Map<String, LeaseState> states = new HashMap<>();

  void read(Event event) {
    if (event instanceof LeaseEvent lease) {
      read(lease);
    }
  }

  private void read(LeaseEvent event) {
    switch (event) {
      case LeaseEvent.CredentialIntended intended -> {
        leases.put(intended.lease().id(), intended.lease());
        states.put(intended.lease().id(), LeaseState.INTENDED);
      }
      case LeaseEvent.LeaseIssued issued -> states.put(issued.leaseId(), LeaseState.ACTIVE);
      case LeaseEvent.RevocationStarted started ->
          states.put(started.leaseId(), LeaseState.REVOKING);
      case LeaseEvent.LeaseQuarantined quarantined ->
          states.put(quarantined.leaseId(), LeaseState.QUARANTINED);
      case LeaseEvent.IntentAborted aborted -> forget(aborted.leaseId());
      case LeaseEvent.LeaseRevoked revoked -> forget(revoked.leaseId());
      case LeaseEvent.LeaseRenewed _,
          LeaseEvent.RevocationFailed _,
          LeaseEvent.PrefixRevoked _,
          LeaseEvent.PrefixSwept _,
          LeaseEvent.TargetFailed _,
          LeaseEvent.TargetRecovered _ -> {}
    }
  }

  private void forget(String id) {
    leases.remove(id);
    states.remove(id);
  }

  /// The leases in a state.
  Set<Lease> in(LeaseState state) {
    Set<Lease> found = new HashSet<>();
    states.forEach((id, each) -> {
      if (each == state) {
        found.add(leases.get(id));
      }
    });
    return found;
  }

  /// Every user is one that somebody will take away, and every live lease has its user.
  void check(Set<String> users) {
    Set<String> orphans = new HashSet<>(users);
    leases.values().forEach(lease -> orphans.remove(lease.userName()));
    if (!orphans.isEmpty()) {
      throw new AssertionError("users that no lease knows: " + orphans);
    }
    for (Lease active : in(LeaseState.ACTIVE)) {
      if (!users.contains(active.userName())) {
        throw new AssertionError("a live lease without its user: " + active.userName());
      }
    }
  }
}

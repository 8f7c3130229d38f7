package dev.leasehold.verticles.auth.approle;

import dev.leasehold.events.AppRoleEvent.RoleSwept;
import dev.leasehold.events.AppRoleEvent.SecretIdsErased;
import dev.leasehold.events.Event;
import dev.leasehold.events.SecretId;
import dev.leasehold.projections.approle.AppRoles;
import dev.leasehold.projections.approle.SecretIdKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Overdue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Secret ids that are past their time, or whose role is gone. Pure.
final class EndedSecretIds {
  /// The most secret ids that one event erases.
  private static final int MAX_ERASED = 500;

  private EndedSecretIds() {}

  /// The next page of at most so many events.
  static Overdue page(View head, Instant now, int room) {
    List<Event> events = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (SecretIdKey due : AppRoles.due(head, now, room)) {
      events.add(new SecretIdsErased(due.mount(), due.role(), List.of(due.id())));
      named.add(due.id());
    }
    if (events.size() < room) {
      for (PairKey role : AppRoles.sweeps(head, room - events.size())) {
        sweep(head, role, named, events);
      }
    }
    return new Overdue(events);
  }

  private static void sweep(View head, PairKey role, Set<String> named, List<Event> events) {
    List<SecretId> left = AppRoles.secretIds(head, role.name(), MAX_ERASED);
    List<String> ids = left.stream().map(SecretId::id).filter(named::add).toList();
    if (!ids.isEmpty()) {
      events.add(new SecretIdsErased(role.owner(), role.name(), ids));
    } else if (left.isEmpty()) {
      events.add(new RoleSwept(role.owner(), role.name()));
    }
  }
}

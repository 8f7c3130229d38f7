package dev.leasehold.verticles.engine.astra;

import dev.leasehold.events.Lease;
import dev.leasehold.projections.astra.AstraToken;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Term;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.HttpStep;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the token of a lease is taken away at Astra: by its client id, or where nobody knows whether
/// it was made, by its description.
final class Revocation {
  /// Beyond so many tokens of one organization the others are not looked at.
  private static final int MOST_KNOWN = 100_000;

  /// Up to so many tokens of an organization the list is looked through after each deletion, so
  /// that a token that was made twice is found at once; with more, a reconciliation finds it.
  private static final long FEW = 1_000;

  private Revocation() {}

  /// Null where what is needed for it is gone.
  static @Nullable Effect of(Lease lease, View view) {
    AstraToken token = Astras.token(view, lease.id());
    LeaseRow row = Leases.find(view, lease.id());
    DevOps astra =
        token == null ? null : Access.pinned(view, token, row == null ? 0 : row.attempts());
    if (token == null || astra == null) {
      return null;
    }
    if (token.clientId() != null) {
      boolean few = Astras.pins(view, token.mount(), token.org()) <= FEW;
      HttpStep then = few ? Drop.doubles(astra, lease.userName(), "") : new HttpStep.Told(1);
      return astra.act(astra.delete(token.clientId(), then), null, true);
    }
    return new Drop(
            lease.userName(),
            lease.issued(),
            lease.deadline(),
            List.of(token.roleId()),
            known(view, token))
        .at(astra);
  }

  /// Client ids of an organization's tokens whose leases are known.
  private static Set<String> known(View view, AstraToken token) {
    Set<String> known = new HashSet<>();
    Astras.find(
        view,
        token.mount(),
        Term.org(token.org()),
        null,
        lease -> {
          AstraToken other = Astras.token(view, lease);
          if (other != null && other.clientId() != null) {
            known.add(other.clientId());
          }
          return known.size() < MOST_KNOWN;
        });
    return known;
  }
}

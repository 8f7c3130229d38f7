package dev.leasehold.verticles.http;

import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseCount;
import dev.leasehold.events.LeaseEvent.CredentialIntended;
import dev.leasehold.events.Mount;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent.TokenCreated;
import dev.leasehold.events.TokenEvent.TokenGranted;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.quota.LeaseCounts;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import org.jspecify.annotations.Nullable;

/// The lease count quotas, asked on head of each decision that leases something: so two at once
/// cannot both take the last place. Pure.
///
/// Of a token of the policy root there is no count, so that a server whose quotas are used up can
/// be helped; a batch token is refused like others but takes no place, as in Vault.
final class LeaseCap {
  private static final String TOKENS = "auth/token/";

  private LeaseCap() {}

  /// The decision, where there is room for what it makes.
  static Decision kept(Call call, View head, Decision decision) {
    LeaseCounts counts = LeaseCounts.of(head, call.request().namespace());
    if (counts.quotas().isEmpty() || decision.refusal() != null) {
      return decision;
    }
    for (Event event : decision.events()) {
      if (event instanceof CredentialIntended(Lease lease)) {
        check(quota(counts, lease, head), call, head);
      } else if (event instanceof TokenCreated(Token token) && counts(token)) {
        check(quota(counts, granted(decision, token), head), call, head);
      }
    }
    AuthBlock auth = decision.response().auth();
    if (auth != null && auth.tokenType().equals("batch")) {
      check(counts.most(call.mount().fullPath(), "", ""), call, head);
    }
    return decision;
  }

  private static void check(@Nullable LeaseCount quota, Call call, View head) {
    if (quota != null && LeaseCounts.used(head, quota) >= quota.maxLeases()) {
      throw Refusal.of(
          Refusal.Kind.TOO_MANY_REQUESTS,
          "1 error occurred:\n\t* request path "
              + GoText.quoted(call.request().path())
              + ": lease count quota exceeded\n\n");
    }
  }

  private static @Nullable LeaseCount quota(LeaseCounts counts, Lease lease, View head) {
    Mount mount = head.small().byUuid(lease.mount());
    String path = Leases.pathOf(lease.id());
    String mountPath = mount == null ? "" : mount.fullPath();
    String below = path.startsWith(mountPath) ? path.substring(mountPath.length()) : "";
    return counts.most(mountPath, below, "");
  }

  /// Whether a token has what Vault calls a lease: it ends, and stands for no wrapped answer.
  private static boolean counts(Token token) {
    return token.expires() != null
        && !token.policies().contains("root")
        && !token.policies().contains("response-wrapping");
  }

  private static @Nullable TokenGranted granted(Decision decision, Token token) {
    for (Event event : decision.events()) {
      if (event instanceof TokenGranted granted && granted.id().equals(token.id())) {
        return granted;
      }
    }
    return null;
  }

  private static @Nullable LeaseCount quota(
      LeaseCounts counts, @Nullable TokenGranted granted, View head) {
    Mount mount = granted == null ? null : head.small().byUuid(granted.login().mount());
    return mount == null || granted == null
        ? counts.most(TOKENS, "", "")
        : counts.most(mount.fullPath(), "", granted.login().role());
  }
}

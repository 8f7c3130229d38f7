package dev.leasehold.verticles.engine.astra;

import dev.leasehold.events.Lease;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.astra.AstraToken;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Chore;
import dev.leasehold.verticles.engine.Leasing;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tokens of Astra DB, handed out on lease: the paths of DataStax's plugin, in both its
/// generations.
///
/// ```text
/// config              an organization: GET by org_id or logical_name, POST, DELETE
/// configs             LIST
/// config/rotate-root  POST: the admin token is followed by a new one
/// role, roles         which of Astra's roles a token gets, and for how long
/// org/token           POST makes one, GET reads it again, DELETE ends it
/// org/tokens          LIST
/// org/tokens/search   GET by metadata=k=v, role_name, logical_name, owner, org_id, expires_after,
///                     expires_before, expires_within; paged by limit and after
/// reconcile           GET tells what Astra has of ours that no lease knows; POST remove=true
///                     deletes it
/// ```
///
/// Lists, and reads of a configuration, hold no secret, unless the mount has the option
/// `plugin_answers=true`: then they are the plugin's. The option `lenient_tokens=true` takes tokens
/// whose parts have other lengths than Astra's have today.
///
/// How a token is revoked was pinned when it was intended; changing or deleting its role or its
/// organization takes nothing of that away.
public final class AstraEngine implements Leasing {
  /// A mount's option for lists as the plugin's.
  static final String PLUGIN_ANSWERS = "plugin_answers";

  /// A mount's option for tokens that are not quite as Astra's.
  static final String LENIENT_TOKENS = "lenient_tokens";

  private final String type;

  private AstraEngine(String type) {
    this.type = type;
  }

  /// By its own name.
  public static AstraEngine current() {
    return new AstraEngine("astra");
  }

  /// By that of DataStax's plugin, which a mount goes on being called by that was enabled by it.
  public static AstraEngine plugin() {
    return new AstraEngine("vault-plugin-secrets-datastax-astra");
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public MountTable table() {
    return MountTable.SECRET;
  }

  @Override
  public List<Route> routes(Mount mount) {
    return Stream.of(
            ConfigRoutes.all(),
            RootRotation.all(),
            RoleRoutes.all(),
            TokenRoutes.all(),
            SearchRoutes.all(),
            Reconciliation.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public @Nullable Effect revocation(Lease lease, View state) {
    return Revocation.of(lease, state);
  }

  /// Astra knows no way to move the end of a token, which is past the last one that its lease can
  /// have; it is only asked whether the token is still there, where that is wanted.
  @Override
  public @Nullable Effect renewal(Lease lease, Instant expires, View state) {
    AstraToken token = Astras.token(state, lease.id());
    Organization pinned =
        token == null
            ? null
            : Astras.version(state, token.mount(), token.org(), token.orgVersion());
    if (token == null || pinned == null || !pinned.checksRenewals()) {
      return null;
    }
    LeaseRow row = Leases.find(state, lease.id());
    DevOps astra = Access.pinned(state, token, row == null ? 0 : row.attempts());
    String clientId = token.clientId();
    return astra == null
        ? null
        : astra.act(
            astra.list(listed ->
                listed.stream().anyMatch(one -> one.clientId().equals(clientId))
                    ? new HttpStep.Told(1)
                    : new HttpStep.Over(
                        new Outcome.Refused(Outcome.ABSENT, "the token is gone at Astra"))),
            null,
            false);
  }

  @Override
  public @Nullable Chore chore(Mount mount, View state, Instant now) {
    return RotationSteps.chore(mount, state, now);
  }
}

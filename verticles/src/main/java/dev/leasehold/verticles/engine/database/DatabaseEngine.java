package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Lease;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Pin;
import dev.leasehold.projections.database.RotationQueue;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.engine.Leasing;
import dev.leasehold.verticles.engine.Punctual;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Users of databases, handed out on lease: Vault's engine `database`.
///
/// How a credential is renewed and revoked was pinned when it was intended; changing or deleting
/// its role or its connection takes nothing of that away.
public final class DatabaseEngine implements Leasing, Punctual {
  private static final Duration REVOKE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration RENEW_TIMEOUT = Duration.ofSeconds(30);

  @Override
  public String type() {
    return "database";
  }

  @Override
  public List<String> targets() {
    return Kinds.plugins();
  }

  @Override
  public MountTable table() {
    return MountTable.SECRET;
  }

  @Override
  public List<Route> routes(Mount mount) {
    return Stream.of(
            ConnectionRoutes.all(),
            RoleRoutes.all(),
            CredentialRoutes.all(),
            StaticRoleRoutes.all(),
            RootRotation.all(),
            Reconciliation.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public @Nullable Effect revocation(Lease lease, View state) {
    Pin pin = Databases.pin(state, lease.id());
    DatabaseTarget target = pin == null ? null : target(lease, pin, state);
    if (pin == null || target == null) {
      return null;
    }
    return new DatabaseEffect.DropUser(
        target,
        lease.target(),
        lease.userName(),
        Kinds.of(target.plugin()).filled(pin.revocationStatements(), names(lease)),
        REVOKE_TIMEOUT);
  }

  @Override
  public @Nullable Effect renewal(Lease lease, Instant expires, View state) {
    Pin pin = Databases.pin(state, lease.id());
    DatabaseTarget target = pin == null ? null : target(lease, pin, state);
    if (pin == null || target == null) {
      return null;
    }
    Kind kind = Kinds.of(target.plugin());
    List<String> texts = pin.renewStatements().isEmpty() ? kind.renewal() : pin.renewStatements();
    if (texts.isEmpty()) {
      return null;
    }
    List<Statement> statements =
        kind.filled(
            texts,
            Map.of(
                "name", lease.userName(),
                "username", lease.userName(),
                "expiration", CredentialRoutes.expiration(expires)));
    return new DatabaseEffect.ChangeUser(
        target, lease.target(), lease.userName(), statements, null, RENEW_TIMEOUT);
  }

  @Override
  public List<String> dueTargets(View state, Instant now, int limit) {
    return DueRotations.targets(state, now, limit);
  }

  @Override
  public List<String> due(View state, String target, Instant now, int limit) {
    return RotationQueue.due(state, target, now, limit);
  }

  @Override
  public @Nullable Duty duty(String target, String name, View head, Instant now, Entropy entropy) {
    return DueRotations.duty(target, name, head, now, entropy);
  }

  private static @Nullable DatabaseTarget target(Lease lease, Pin pin, View state) {
    LeaseRow row = Leases.find(state, lease.id());
    return Targets.ofPin(state, pin, row == null ? 0 : row.attempts());
  }

  private static Map<String, String> names(Lease lease) {
    return Map.of("name", lease.userName(), "username", lease.userName());
  }
}

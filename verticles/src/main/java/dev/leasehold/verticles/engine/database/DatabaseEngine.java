package dev.leasehold.verticles.engine.database;

import dev.leasehold.events.Lease;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Pin;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Leasing;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.SqlEffect;
import dev.leasehold.verticles.outbound.SqlStatement;
import dev.leasehold.verticles.outbound.SqlTarget;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Users of databases, handed out on lease: Vault's engine `database`, for PostgreSQL.
///
/// How a credential is renewed and revoked was pinned when it was intended; changing or deleting
/// its role or its connection takes nothing of that away.
public final class DatabaseEngine implements Leasing {
  private static final Duration REVOKE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration RENEW_TIMEOUT = Duration.ofSeconds(30);
  private static final String DEFAULT_RENEWAL =
      "ALTER ROLE \"{{name}}\" VALID UNTIL '{{expiration}}'";

  @Override
  public String type() {
    return "database";
  }

  @Override
  public List<String> targets() {
    return List.of("postgresql-database-plugin");
  }

  @Override
  public MountTable table() {
    return MountTable.SECRET;
  }

  @Override
  public List<Route> routes(Mount mount) {
    return Stream.of(
            ConnectionRoutes.all(), RoleRoutes.all(), CredentialRoutes.all(), RootRotation.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public @Nullable Effect revocation(Lease lease, View state) {
    Pin pin = Databases.pin(state, lease.id());
    SqlTarget target = pin == null ? null : target(lease, pin, state);
    if (pin == null || target == null) {
      return null;
    }
    return new SqlEffect.DropUser(
        target,
        lease.target(),
        lease.userName(),
        SqlText.filled(pin.revocationStatements(), names(lease)),
        REVOKE_TIMEOUT);
  }

  @Override
  public @Nullable Effect renewal(Lease lease, Instant expires, View state) {
    Pin pin = Databases.pin(state, lease.id());
    SqlTarget target = pin == null ? null : target(lease, pin, state);
    if (pin == null || target == null) {
      return null;
    }
    List<String> texts =
        pin.renewStatements().isEmpty() ? List.of(DEFAULT_RENEWAL) : pin.renewStatements();
    List<SqlStatement> statements =
        SqlText.filled(
            texts,
            Map.of(
                "name", lease.userName(),
                "username", lease.userName(),
                "expiration", CredentialRoutes.expiration(expires)));
    return new SqlEffect.Run(target, lease.target(), statements, null, RENEW_TIMEOUT, false);
  }

  private static @Nullable SqlTarget target(Lease lease, Pin pin, View state) {
    LeaseRow row = Leases.find(state, lease.id());
    return Targets.ofPin(state, pin, row == null ? 0 : row.attempts());
  }

  private static Map<String, String> names(Lease lease) {
    return Map.of("name", lease.userName(), "username", lease.userName());
  }
}

package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.DatabaseSecrets;
import dev.leasehold.projections.database.DatabaseSweep;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.database.StaticRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The user of a static role.
record StaticAccount(String mount, String role) implements RotatedAccount {

  @Override
  public String bulkhead(View view) {
    StaticRole found = Databases.staticRole(view, mount, role);
    return Targets.bulkhead(mount, found == null ? "" : found.connection());
  }

  @Override
  public @Nullable Rotation pending(View view) {
    return Databases.staticRotation(view, mount, role);
  }

  @Override
  public @Nullable DatabaseTarget login(View view, Rotation pending) {
    StaticRole found = Databases.staticRole(view, mount, role);
    ConnectionVersion version =
        Databases.version(view, mount, pending.connection(), pending.connectionVersion());
    SecretBytes candidate = view.payload(pending.candidate());
    DatabaseTarget own = version == null ? null : Targets.of(view, version);
    return found == null || candidate == null || own == null
        ? null
        : own.as(found.userName(), candidate);
  }

  @Override
  public int failures(View view) {
    StaticRole found = Databases.staticRole(view, mount, role);
    return found == null ? 0 : found.failures();
  }

  @Override
  public Decision taken(View head, Rotation pending, Instant now) {
    StaticRole found = Databases.staticRole(head, mount, role);
    List<PayloadName> destroyed = new ArrayList<>(released(head, pending));
    if (found != null && found.password() != null) {
      destroyed.add(found.password());
    }
    return Decision.of(
            Response.nothing(),
            new DatabaseEvent.StaticRotated(mount, role, pending.candidate(), now))
        .destroying(destroyed);
  }

  /// A role whose first rotation fails was never there.
  @Override
  public Decision notTaken(View head, Rotation pending, Trouble trouble) {
    StaticRole found = Databases.staticRole(head, mount, role);
    if (found == null || !found.ready()) {
      return Decision.of(Response.nothing(), new DatabaseEvent.StaticRoleDeleted(mount, role))
          .destroying(DatabaseSweep.ofStaticRole(head, mount, role));
    }
    List<PayloadName> destroyed = new ArrayList<>(released(head, pending));
    destroyed.add(pending.candidate());
    return Decision.of(
            Response.nothing(),
            new DatabaseEvent.StaticRotationAborted(mount, role),
            failed(trouble))
        .destroying(destroyed);
  }

  @Override
  public Decision postponed(Trouble trouble) {
    return Decision.of(Response.nothing(), failed(trouble));
  }

  @Override
  public boolean replaceable() {
    return true;
  }

  private DatabaseEvent failed(Trouble trouble) {
    return new DatabaseEvent.StaticRotationFailed(
        mount, role, trouble.attempt(), trouble.errorClass(), trouble.error(), trouble.next());
  }

  private List<PayloadName> released(View head, Rotation pending) {
    PayloadName released =
        DatabaseSecrets.unpinned(head, mount, pending.connection(), pending.connectionVersion(), 1);
    return released == null ? List.of() : List.of(released);
  }
}

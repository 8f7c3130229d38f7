package dev.leasehold.verticles.engine.database;

import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The account that a connection logs in as.
record RootAccount(String mount, String connection) implements RotatedAccount {

  @Override
  public String bulkhead(View view) {
    return Targets.bulkhead(mount, connection);
  }

  @Override
  public @Nullable Rotation pending(View view) {
    return Databases.rotation(view, mount, connection);
  }

  @Override
  public @Nullable DatabaseTarget login(View view, Rotation pending) {
    ConnectionVersion version = Databases.current(view, mount, connection);
    return version == null ? null : Targets.of(view, version, pending.candidate());
  }

  @Override
  public int failures(View view) {
    Rotation pending = pending(view);
    return pending == null ? 0 : pending.attempts();
  }

  @Override
  public Decision taken(View head, Rotation pending, Instant now) {
    ConnectionVersion before = Databases.current(head, mount, connection);
    PayloadName old = before == null ? null : before.password();
    return Decision.of(
            Response.nothing(),
            new DatabaseEvent.RootRotated(
                mount,
                connection,
                Databases.nextVersion(head, mount, connection),
                pending.candidate()))
        .destroying(old == null ? List.of() : List.of(old));
  }

  @Override
  public Decision notTaken(View head, Rotation pending, Trouble trouble) {
    return Decision.of(Response.nothing(), new DatabaseEvent.RootRotationAborted(mount, connection))
        .destroying(List.of(pending.candidate()));
  }

  @Override
  public Decision postponed(Trouble trouble) {
    return Decision.of(
        Response.nothing(),
        new DatabaseEvent.RootRotationFailed(
            mount,
            connection,
            trouble.attempt(),
            trouble.errorClass(),
            trouble.error(),
            trouble.next()));
  }

  @Override
  public boolean replaceable() {
    return false;
  }
}

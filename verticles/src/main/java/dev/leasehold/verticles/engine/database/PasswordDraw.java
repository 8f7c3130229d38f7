package dev.leasehold.verticles.engine.database;

import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Role;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.route.Handler;
import org.jspecify.annotations.Nullable;

/// Draws the password of a credential on a worker where that takes its time: by a policy, or with
/// what the server keeps of it. The plan uses it if it would be drawn by the same then.
final class PasswordDraw implements Handler.Prepare {

  @Override
  public boolean isNeeded(Call call, View committed) {
    Role role = role(call, committed);
    ConnectionVersion connection = role == null ? null : connection(call, committed, role);
    return role != null
        && connection != null
        && DrawnPassword.isSlow(role.credentialConfig(), connection);
  }

  @Override
  public @Nullable Object prepare(Call call, View committed) {
    Role role = role(call, committed);
    ConnectionVersion connection = role == null ? null : connection(call, committed, role);
    return role == null || connection == null
        ? null
        : CredentialRoutes.drawn(call, committed, role, connection);
  }

  private static @Nullable Role role(Call call, View view) {
    return Databases.role(view, call.mount().uuid(), call.fields().text("name"));
  }

  private static @Nullable ConnectionVersion connection(Call call, View view, Role role) {
    return Databases.current(view, call.mount().uuid(), role.connection());
  }
}

package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Pin;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.database.RotationQueue;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From connections as the log knows them to targets that can be acted on.
final class Targets {
  private static final SecretBytes NONE = SecretBytes.copyOf(new byte[0]);

  private Targets() {}

  /// The bulkhead of a connection.
  static String bulkhead(String mount, String connection) {
    return RotationQueue.target(mount, connection);
  }

  /// Where a version of a connection leads, or null where its password is gone.
  static @Nullable DatabaseTarget of(View view, ConnectionVersion version) {
    return of(view, version, version.password());
  }

  /// The same with another password.
  static @Nullable DatabaseTarget of(
      View view, ConnectionVersion version, @Nullable PayloadName password) {
    SecretBytes content = password == null ? NONE : view.payload(password);
    return content == null ? null : target(version, content);
  }

  private static DatabaseTarget target(ConnectionVersion version, SecretBytes content) {
    ConnectionDetails details = new ConnectionDetails(version.details());
    return Kinds.of(version.plugin())
        .target(version.plugin(), details, ConnectionSecret.read(details, content));
  }

  /// Where a lease's credential lives. The pinned version says which server and user; where the
  /// connection still means the same, its present password is the one that works. Every second
  /// attempt during a root rotation of unknown outcome is made with the candidate.
  static @Nullable DatabaseTarget ofPin(View view, Pin pin, int attempts) {
    ConnectionVersion pinned =
        Databases.version(view, pin.mount(), pin.connection(), pin.connectionVersion());
    if (pinned == null) {
      return null;
    }
    ConnectionVersion current = Databases.current(view, pin.mount(), pin.connection());
    DatabaseTarget old = of(view, pinned);
    DatabaseTarget now = current == null ? null : of(view, current);
    boolean same = current != null && meansTheSame(pinned, current);
    Rotation rotation = Databases.rotation(view, pin.mount(), pin.connection());
    if (same && rotation != null && attempts % 2 == 1) {
      return of(view, pinned, rotation.candidate());
    }
    return same && now != null ? now : old;
  }

  private static boolean meansTheSame(ConnectionVersion one, ConnectionVersion other) {
    return one.plugin().equals(other.plugin())
        && Kinds.of(one.plugin())
            .sameLogin(
                new ConnectionDetails(one.details()), new ConnectionDetails(other.details()));
  }

  /// The password that nothing needs any more once a connection's present version is replaced by
  /// one with another password, or deleted; nothing where leases are still pinned to it.
  static List<PayloadName> released(
      View view, String mount, String name, @Nullable PayloadName next) {
    ConnectionVersion current = Databases.current(view, mount, name);
    PayloadName password = current == null ? null : current.password();
    if (current == null || password == null || password.equals(next) || current.pins() > 0) {
      return List.of();
    }
    long number = Databases.currentVersion(view, mount, name);
    for (long other : Databases.versions(view, mount, name)) {
      ConnectionVersion version = Databases.version(view, mount, name, other);
      if (other != number && version != null && password.equals(version.password())) {
        return List.of();
      }
    }
    return List.of(password);
  }
}

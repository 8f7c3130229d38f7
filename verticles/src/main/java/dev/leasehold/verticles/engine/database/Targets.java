package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Pin;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.SqlTarget;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// From connections as the log knows them to targets that can be acted on.
final class Targets {
  private static final SecretBytes NONE = SecretBytes.copyOf(new byte[0]);

  private Targets() {}

  /// The bulkhead of a connection.
  static String bulkhead(String mount, String connection) {
    return mount + "/" + connection;
  }

  /// Where a version of a connection leads, or null where its password is gone.
  static @Nullable SqlTarget of(View view, ConnectionVersion version) {
    return of(view, version, version.password());
  }

  /// The same with another password.
  static @Nullable SqlTarget of(
      View view, ConnectionVersion version, @Nullable PayloadName password) {
    SecretBytes content = password == null ? NONE : view.payload(password);
    return content == null
        ? null
        : new ConnectionDetails(version.details()).target(version.plugin(), content);
  }

  /// Where a lease's credential lives. The pinned version says which server and user; where the
  /// connection still means the same, its present password is the one that works. Every second
  /// attempt during a root rotation of unknown outcome is made with the candidate.
  static @Nullable SqlTarget ofPin(View view, Pin pin, int attempts) {
    ConnectionVersion pinned =
        Databases.version(view, pin.mount(), pin.connection(), pin.connectionVersion());
    if (pinned == null) {
      return null;
    }
    ConnectionVersion current = Databases.current(view, pin.mount(), pin.connection());
    SqlTarget old = of(view, pinned);
    SqlTarget now = current == null ? null : of(view, current);
    boolean same = current != null && meansTheSame(pinned, current);
    Rotation rotation = Databases.rotation(view, pin.mount(), pin.connection());
    if (same && rotation != null && attempts % 2 == 1) {
      return of(view, pinned, rotation.candidate());
    }
    return same && now != null ? now : old;
  }

  private static boolean meansTheSame(ConnectionVersion one, ConnectionVersion other) {
    ConnectionDetails mine = new ConnectionDetails(one.details());
    ConnectionDetails theirs = new ConnectionDetails(other.details());
    return mine.sameServer(theirs)
        && mine.url().database().equals(theirs.url().database())
        && Objects.equals(mine.url().userName(), theirs.url().userName());
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

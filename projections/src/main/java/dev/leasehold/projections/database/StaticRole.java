package dev.leasehold.projections.database;

import dev.leasehold.events.PayloadName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A static role as written, and how its rotations have gone.
///
/// @param password what its user logs in with; null before the first rotation is done, when the
///   role is not yet there for clients
/// @param rotated when that became its password
/// @param failures how many rotations have failed since then
/// @param due when it is rotated next, or asked what came of a rotation
public record StaticRole(
    String connection,
    String userName,
    long rotationPeriodSeconds,
    List<String> rotationStatements,
    String credentialType,
    Map<String, String> credentialConfig,
    @Nullable PayloadName password,
    Instant rotated,
    int failures,
    Instant due) {

  /// Whether it is there for clients.
  public boolean ready() {
    return password != null;
  }

  StaticRole dueAt(Instant next, int failed) {
    return new StaticRole(
        connection,
        userName,
        rotationPeriodSeconds,
        rotationStatements,
        credentialType,
        credentialConfig,
        password,
        rotated,
        failed,
        next);
  }

  StaticRole rotatedTo(PayloadName next, Instant at) {
    return new StaticRole(
        connection,
        userName,
        rotationPeriodSeconds,
        rotationStatements,
        credentialType,
        credentialConfig,
        next,
        at,
        0,
        at.plusSeconds(rotationPeriodSeconds));
  }
}

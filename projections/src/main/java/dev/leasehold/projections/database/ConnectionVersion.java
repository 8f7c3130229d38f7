package dev.leasehold.projections.database;

import dev.leasehold.events.PayloadName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A connection as it was configured once; kept while it is current or a lease is pinned to it.
///
/// @param pins how many leases need it for their renewal and revocation
public record ConnectionVersion(
    String plugin,
    Map<String, String> details,
    @Nullable PayloadName password,
    List<String> allowedRoles,
    String passwordPolicy,
    List<String> rootRotationStatements,
    long pins) {

  ConnectionVersion withPins(long count) {
    return new ConnectionVersion(
        plugin, details, password, allowedRoles, passwordPolicy, rootRotationStatements, count);
  }

  ConnectionVersion withPassword(PayloadName next) {
    return new ConnectionVersion(
        plugin, details, next, allowedRoles, passwordPolicy, rootRotationStatements, pins);
  }
}

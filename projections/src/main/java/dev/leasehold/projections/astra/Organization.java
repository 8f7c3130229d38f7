package dev.leasehold.projections.astra;

import dev.leasehold.events.PayloadName;

/// An organization as it was configured once; kept while it is current or a lease is pinned to it.
///
/// @param credential its admin token
/// @param pins how many leases need it for their revocation
public record Organization(
    String url,
    String logicalName,
    String callerMode,
    String renewalTime,
    long renewalSeconds,
    boolean checksRenewals,
    PayloadName credential,
    long pins) {

  Organization withPins(long count) {
    return new Organization(
        url,
        logicalName,
        callerMode,
        renewalTime,
        renewalSeconds,
        checksRenewals,
        credential,
        count);
  }

  Organization withCredential(PayloadName next) {
    return new Organization(
        url, logicalName, callerMode, renewalTime, renewalSeconds, checksRenewals, next, pins);
  }
}

package dev.leasehold.events;

import java.time.Instant;
import java.util.Map;

/// What happened in a mount for Astra DB. An organization is called by the id that its
/// configuration was written under.
public sealed interface AstraEvent extends MountedEvent {

  /// An organization as configured. The admin token is a payload.
  ///
  /// @param version counts from 1 under one id; leases are pinned to the version of their issue
  /// @param callerMode `standard` or `sidecar`
  /// @param renewalTime as it was written; empty where none was
  /// @param checksRenewals whether a renewal asks Astra if the token is still there
  record OrganizationConfigured(
      String mount,
      String org,
      long version,
      String url,
      String logicalName,
      String callerMode,
      String renewalTime,
      long renewalSeconds,
      boolean checksRenewals,
      PayloadName credential)
      implements AstraEvent {}

  /// An organization is configured no longer; its versions stay as long as leases are pinned.
  record OrganizationDeleted(String mount, String org) implements AstraEvent {}

  /// A role as written.
  record RoleWritten(
      String mount, String org, String role, String roleId, long ttlSeconds, long maxTtlSeconds)
      implements AstraEvent {}

  /// A role is gone; leases that were issued for it stay as they are.
  record RoleDeleted(String mount, String org, String role) implements AstraEvent {}

  /// Where a token will be made and by what it is found, whatever becomes of its organization and
  /// role: beside [LeaseEvent.CredentialIntended] in the same commit. What it is described by at
  /// Astra is the lease's user name.
  ///
  /// @param logicalName with org and role, the name that is taken until the lease is over; empty
  ///   where the token takes none
  /// @param ends when Astra ends it by itself, past the last end that the lease can have
  record TokenPinned(
      String mount,
      String leaseId,
      String org,
      long orgVersion,
      String role,
      String roleId,
      String logicalName,
      Map<String, String> metadata,
      String displayName,
      String entityId,
      Instant ends)
      implements AstraEvent {}

  /// Astra made it, under this client id. Token and secret are the payload.
  record TokenMade(
      String mount, String leaseId, String clientId, String generatedOn, PayloadName content)
      implements AstraEvent {}

  /// A token was found at Astra that was made for a lease of ours and that no lease knows: beside
  /// the lease that takes it up to have it deleted.
  record TokenFound(String mount, String leaseId, String clientId) implements AstraEvent {}

  /// A new admin token is about to be made; it is described by the rotation's name at Astra.
  ///
  /// @param oldClient client id of the admin token that it is to follow
  record RootRotationIntended(
      String mount, String org, String rotation, String oldClient, Instant deadline)
      implements AstraEvent {}

  /// The new admin token was made; old and new are both kept until the new one is proven.
  record RootCandidateMade(String mount, String org, String clientId, PayloadName candidate)
      implements AstraEvent {}

  /// The new admin token works: the organization has it as version `version`. The old one is to be
  /// deleted at Astra.
  record RootRotated(String mount, String org, long version) implements AstraEvent {}

  /// The old admin token is gone from Astra.
  record RootRetired(String mount, String org) implements AstraEvent {}

  /// There is no new admin token, for certain; the old one stands.
  record RootRotationAborted(String mount, String org) implements AstraEvent {}
}

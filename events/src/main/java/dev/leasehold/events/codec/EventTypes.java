package dev.leasehold.events.codec;

import static java.util.Map.entry;

import dev.leasehold.events.AppRoleEvent;
import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.AuthMapEvent;
import dev.leasehold.events.CertEvent;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.CubbyholeEvent;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.GithubEvent;
import dev.leasehold.events.IdentityEvent;
import dev.leasehold.events.KvEvent;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.LoginEvent;
import dev.leasehold.events.OidcEvent;
import dev.leasehold.events.OktaEvent;
import dev.leasehold.events.QuotaEvent;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.UserpassEvent;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/// What each event is called in the log: a line an event. A name is never changed and never used
/// again for another event, also when its event is retired. Names given twice fail at start.
/// Immutable.
public final class EventTypes {

  private static final Map<String, Class<? extends Event>> CLASSES =
      Map.ofEntries(
          entry("cluster-initialized", SysEvent.ClusterInitialized.class),
          entry("seal-changed", SysEvent.SealChanged.class),
          entry("leadership-taken", SysEvent.LeadershipTaken.class),
          entry("mount-enabled", SysEvent.MountEnabled.class),
          entry("mount-tuned", SysEvent.MountTuned.class),
          entry("mount-disabled", SysEvent.MountDisabled.class),
          entry("mount-swept", SysEvent.MountSwept.class),
          entry("policy-written", SysEvent.PolicyWritten.class),
          entry("policy-deleted", SysEvent.PolicyDeleted.class),
          entry("audit-device-enabled", SysEvent.AuditDeviceEnabled.class),
          entry("audit-device-disabled", SysEvent.AuditDeviceDisabled.class),
          entry("mount-moved", SysEvent.MountMoved.class),
          entry("audited-header-written", SysEvent.AuditedHeaderWritten.class),
          entry("audited-header-removed", SysEvent.AuditedHeaderRemoved.class),
          entry("cors-configured", SysEvent.CorsConfigured.class),
          entry("ui-header-written", SysEvent.UiHeaderWritten.class),
          entry("ui-header-removed", SysEvent.UiHeaderRemoved.class),
          entry("version-installed", SysEvent.VersionInstalled.class),
          entry("password-policy-written", SysEvent.PasswordPolicyWritten.class),
          entry("password-policy-deleted", SysEvent.PasswordPolicyDeleted.class),
          entry("term-installed", SysEvent.TermInstalled.class),
          entry("rotation-configured", SysEvent.RotationConfigured.class),
          entry("rekey-backup-kept", SysEvent.RekeyBackupKept.class),
          entry("rekey-backup-deleted", SysEvent.RekeyBackupDeleted.class),
          entry("token-created", TokenEvent.TokenCreated.class),
          entry("token-granted", TokenEvent.TokenGranted.class),
          entry("token-credential-kept", TokenEvent.CredentialKept.class),
          entry("token-renewed", TokenEvent.TokenRenewed.class),
          entry("token-used", TokenEvent.TokenUsed.class),
          entry("token-revoked", TokenEvent.TokenRevoked.class),
          entry("token-revoked-alone", TokenEvent.TokenRevokedAlone.class),
          entry("token-role-written", TokenEvent.TokenRoleWritten.class),
          entry("token-role-deleted", TokenEvent.TokenRoleDeleted.class),
          entry("token-swept", TokenEvent.TokenSwept.class),
          entry("credential-intended", LeaseEvent.CredentialIntended.class),
          entry("intent-aborted", LeaseEvent.IntentAborted.class),
          entry("lease-issued", LeaseEvent.LeaseIssued.class),
          entry("lease-renewed", LeaseEvent.LeaseRenewed.class),
          entry("revocation-started", LeaseEvent.RevocationStarted.class),
          entry("revocation-failed", LeaseEvent.RevocationFailed.class),
          entry("lease-revoked", LeaseEvent.LeaseRevoked.class),
          entry("lease-quarantined", LeaseEvent.LeaseQuarantined.class),
          entry("prefix-revoked", LeaseEvent.PrefixRevoked.class),
          entry("prefix-swept", LeaseEvent.PrefixSwept.class),
          entry("target-failed", LeaseEvent.TargetFailed.class),
          entry("target-recovered", LeaseEvent.TargetRecovered.class),
          entry("identity-entity-written", IdentityEvent.EntityWritten.class),
          entry("identity-entity-deleted", IdentityEvent.EntityDeleted.class),
          entry("identity-entity-merged", IdentityEvent.EntityMerged.class),
          entry("identity-entity-alias-written", IdentityEvent.EntityAliasWritten.class),
          entry("identity-entity-alias-deleted", IdentityEvent.EntityAliasDeleted.class),
          entry("identity-group-written", IdentityEvent.GroupWritten.class),
          entry("identity-group-members-written", IdentityEvent.GroupMembersWritten.class),
          entry("identity-group-children-written", IdentityEvent.GroupChildrenWritten.class),
          entry("identity-memberships-changed", IdentityEvent.MembershipsChanged.class),
          entry("identity-group-deleted", IdentityEvent.GroupDeleted.class),
          entry("identity-group-alias-written", IdentityEvent.GroupAliasWritten.class),
          entry("identity-group-alias-deleted", IdentityEvent.GroupAliasDeleted.class),
          entry("cubbyhole-written", CubbyholeEvent.CubbyholeWritten.class),
          entry("cubbyhole-response-wrapped", CubbyholeEvent.ResponseWrapped.class),
          entry("cubbyhole-erased", CubbyholeEvent.CubbyholeErased.class),
          entry("login-failed", LoginEvent.LoginFailed.class),
          entry("login-failures-forgotten", LoginEvent.FailuresForgotten.class),
          entry("login-lockout-tuned", LoginEvent.LockoutTuned.class),
          entry("approle-role-written", AppRoleEvent.RoleWritten.class),
          entry("approle-role-deleted", AppRoleEvent.RoleDeleted.class),
          entry("approle-secret-id-made", AppRoleEvent.SecretIdMade.class),
          entry("approle-secret-id-used", AppRoleEvent.SecretIdUsed.class),
          entry("approle-secret-ids-erased", AppRoleEvent.SecretIdsErased.class),
          entry("approle-role-swept", AppRoleEvent.RoleSwept.class),
          entry("userpass-user-written", UserpassEvent.UserWritten.class),
          entry("userpass-user-deleted", UserpassEvent.UserDeleted.class),
          entry("identity-oidc-configured", OidcEvent.OidcConfigured.class),
          entry("identity-oidc-key-written", OidcEvent.OidcKeyWritten.class),
          entry("identity-oidc-pairs-drawn", OidcEvent.OidcPairsDrawn.class),
          entry("identity-oidc-key-rotated", OidcEvent.OidcKeyRotated.class),
          entry("identity-oidc-key-deleted", OidcEvent.OidcKeyDeleted.class),
          entry("identity-oidc-role-written", OidcEvent.OidcRoleWritten.class),
          entry("identity-oidc-role-deleted", OidcEvent.OidcRoleDeleted.class),
          entry("identity-oidc-assignment-written", OidcEvent.OidcAssignmentWritten.class),
          entry("identity-oidc-assignment-deleted", OidcEvent.OidcAssignmentDeleted.class),
          entry("identity-oidc-scope-written", OidcEvent.OidcScopeWritten.class),
          entry("identity-oidc-scope-deleted", OidcEvent.OidcScopeDeleted.class),
          entry("identity-oidc-client-written", OidcEvent.OidcClientWritten.class),
          entry("identity-oidc-client-deleted", OidcEvent.OidcClientDeleted.class),
          entry("identity-oidc-provider-written", OidcEvent.OidcProviderWritten.class),
          entry("identity-oidc-provider-deleted", OidcEvent.OidcProviderDeleted.class),
          entry("identity-oidc-code-issued", OidcEvent.OidcCodeIssued.class),
          entry("identity-oidc-codes-ended", OidcEvent.OidcCodesEnded.class),
          entry("quota-rate-limit-written", QuotaEvent.RateLimitWritten.class),
          entry("quota-rate-limit-deleted", QuotaEvent.RateLimitDeleted.class),
          entry("quota-configured", QuotaEvent.QuotasConfigured.class),
          entry("quota-role-limit-written", QuotaEvent.RoleLimitWritten.class),
          entry("quota-lease-count-written", QuotaEvent.LeaseCountWritten.class),
          entry("quota-lease-count-deleted", QuotaEvent.LeaseCountDeleted.class),
          entry("auth-map-entry-written", AuthMapEvent.EntryWritten.class),
          entry("auth-map-entry-deleted", AuthMapEvent.EntryDeleted.class),
          entry("github-configured", GithubEvent.Configured.class),
          entry("okta-configured", OktaEvent.Configured.class),
          entry("okta-user-written", OktaEvent.UserWritten.class),
          entry("okta-user-deleted", OktaEvent.UserDeleted.class),
          entry("okta-group-written", OktaEvent.GroupWritten.class),
          entry("okta-group-deleted", OktaEvent.GroupDeleted.class),
          entry("cert-certificate-trusted", CertEvent.CertificateTrusted.class),
          entry("cert-certificate-forgotten", CertEvent.CertificateForgotten.class),
          entry("cert-crl-written", CertEvent.CrlWritten.class),
          entry("cert-crl-deleted", CertEvent.CrlDeleted.class),
          entry("cert-configured", CertEvent.Configured.class),
          entry("kv-configured", KvEvent.KvConfigured.class),
          entry("kv-upgraded", KvEvent.KvUpgraded.class),
          entry("kv-secret-written", KvEvent.SecretWritten.class),
          entry("kv-secret-deleted", KvEvent.SecretDeleted.class),
          entry("kv-version-written", KvEvent.VersionWritten.class),
          entry("kv-versions-deleted", KvEvent.VersionsDeleted.class),
          entry("kv-versions-undeleted", KvEvent.VersionsUndeleted.class),
          entry("kv-version-destroyed", KvEvent.VersionDestroyed.class),
          entry("kv-metadata-written", KvEvent.MetadataWritten.class),
          entry("kv-metadata-deleted", KvEvent.MetadataDeleted.class),
          entry("astra-organization-configured", AstraEvent.OrganizationConfigured.class),
          entry("astra-organization-deleted", AstraEvent.OrganizationDeleted.class),
          entry("astra-role-written", AstraEvent.RoleWritten.class),
          entry("astra-role-deleted", AstraEvent.RoleDeleted.class),
          entry("astra-token-pinned", AstraEvent.TokenPinned.class),
          entry("astra-token-made", AstraEvent.TokenMade.class),
          entry("astra-token-found", AstraEvent.TokenFound.class),
          entry("astra-root-rotation-intended", AstraEvent.RootRotationIntended.class),
          entry("astra-root-candidate-made", AstraEvent.RootCandidateMade.class),
          entry("astra-root-rotated", AstraEvent.RootRotated.class),
          entry("astra-root-retired", AstraEvent.RootRetired.class),
          entry("astra-root-rotation-aborted", AstraEvent.RootRotationAborted.class),
          entry("database-connection-configured", DatabaseEvent.ConnectionConfigured.class),
          entry("database-connection-deleted", DatabaseEvent.ConnectionDeleted.class),
          entry("database-role-written", DatabaseEvent.RoleWritten.class),
          entry("database-role-deleted", DatabaseEvent.RoleDeleted.class),
          entry("database-credential-pinned", DatabaseEvent.CredentialPinned.class),
          entry("database-root-rotation-intended", DatabaseEvent.RootRotationIntended.class),
          entry("database-root-rotated", DatabaseEvent.RootRotated.class),
          entry("database-root-rotation-aborted", DatabaseEvent.RootRotationAborted.class),
          entry("database-root-rotation-failed", DatabaseEvent.RootRotationFailed.class),
          entry("database-static-role-written", DatabaseEvent.StaticRoleWritten.class),
          entry("database-static-role-deleted", DatabaseEvent.StaticRoleDeleted.class),
          entry("database-static-rotation-intended", DatabaseEvent.StaticRotationIntended.class),
          entry("database-static-rotated", DatabaseEvent.StaticRotated.class),
          entry("database-static-rotation-aborted", DatabaseEvent.StaticRotationAborted.class),
          entry("database-static-rotation-failed", DatabaseEvent.StaticRotationFailed.class));

  private static final Map<Class<? extends Event>, String> NAMES =
      CLASSES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Entry::getValue, Entry::getKey));

  private EventTypes() {}

  /// All of them, by the name that they have in the log.
  public static Map<String, Class<? extends Event>> all() {
    return CLASSES;
  }

  /// The name that an event's class has in the log.
  public static String nameOf(Event event) {
    String name = NAMES.get(event.getClass());
    if (name == null) {
      throw new IllegalStateException(event.getClass() + " has no name in the log");
    }
    return name;
  }

  /// The event class of a name read from the log.
  public static Class<? extends Event> classOf(String name) {
    Class<? extends Event> found = CLASSES.get(name);
    if (found == null) {
      throw new CorruptLog("an event of an unknown type: the log is newer than this node");
    }
    return found;
  }
}

package dev.leasehold.projections;

import dev.leasehold.events.AppRoleEvent;
import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.AuthMapEvent;
import dev.leasehold.events.CertEvent;
import dev.leasehold.events.Commit;
import dev.leasehold.events.CubbyholeEvent;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.GithubEvent;
import dev.leasehold.events.IdentityEvent;
import dev.leasehold.events.KvEvent;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.LeaseEvent.IntentAborted;
import dev.leasehold.events.LeaseEvent.LeaseRevoked;
import dev.leasehold.events.LoginEvent;
import dev.leasehold.events.OidcEvent;
import dev.leasehold.events.OktaEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.events.QuotaEvent;
import dev.leasehold.events.SysEvent.AuditDeviceDisabled;
import dev.leasehold.events.SysEvent.AuditDeviceEnabled;
import dev.leasehold.events.SysEvent.ClusterInitialized;
import dev.leasehold.events.SysEvent.LeadershipTaken;
import dev.leasehold.events.SysEvent.MountDisabled;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.events.SysEvent.MountMoved;
import dev.leasehold.events.SysEvent.MountSwept;
import dev.leasehold.events.SysEvent.MountTuned;
import dev.leasehold.events.SysEvent.PolicyDeleted;
import dev.leasehold.events.SysEvent.PolicyWritten;
import dev.leasehold.events.SysEvent.RekeyBackupDeleted;
import dev.leasehold.events.SysEvent.RekeyBackupKept;
import dev.leasehold.events.SysEvent.RotationConfigured;
import dev.leasehold.events.SysEvent.SealChanged;
import dev.leasehold.events.SysEvent.Setting;
import dev.leasehold.events.SysEvent.TermInstalled;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.UserpassEvent;
import dev.leasehold.projections.approle.AppRoleProjection;
import dev.leasehold.projections.approle.AppRoleTables;
import dev.leasehold.projections.astra.AstraProjection;
import dev.leasehold.projections.astra.AstraTables;
import dev.leasehold.projections.audit.AuditProjection;
import dev.leasehold.projections.authmap.AuthMapProjection;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.cluster.ClusterProjection;
import dev.leasehold.projections.cubbyhole.CubbyholeProjection;
import dev.leasehold.projections.cubbyhole.CubbyholeTables;
import dev.leasehold.projections.database.DatabaseProjection;
import dev.leasehold.projections.database.DatabaseTables;
import dev.leasehold.projections.github.GithubProjection;
import dev.leasehold.projections.identity.IdentityProjection;
import dev.leasehold.projections.identity.IdentityTables;
import dev.leasehold.projections.kv.KvProjection;
import dev.leasehold.projections.kv.KvTables;
import dev.leasehold.projections.lease.LeaseProjection;
import dev.leasehold.projections.lease.LeaseTables;
import dev.leasehold.projections.login.LoginProjection;
import dev.leasehold.projections.login.LoginTables;
import dev.leasehold.projections.mount.MountProjection;
import dev.leasehold.projections.oidc.OidcProjection;
import dev.leasehold.projections.oidc.OidcTables;
import dev.leasehold.projections.okta.OktaProjection;
import dev.leasehold.projections.payload.PayloadProjection;
import dev.leasehold.projections.policy.PolicyProjection;
import dev.leasehold.projections.prefix.RevokedPrefixes;
import dev.leasehold.projections.quota.QuotaProjection;
import dev.leasehold.projections.rotation.RotationProjection;
import dev.leasehold.projections.rotation.Rotations;
import dev.leasehold.projections.settings.SettingsProjection;
import dev.leasehold.projections.table.Counters;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.token.TokenProjection;
import dev.leasehold.projections.token.TokenTables;
import dev.leasehold.projections.userpass.UserProjection;
import java.util.List;
import java.util.stream.Stream;

/// All projections: what a commit means for the rows.
///
/// Pure and stateless; may be used from any thread, each with its own rows.
public final class Projections {
  /// Every table, by which a rebuild is compared.
  public static final List<Table<?, ?>> TABLES =
      Stream.<List<Table<?, ?>>>of(
              List.of(
                  Counters.TABLE,
                  ClusterProjection.CLUSTER,
                  PolicyProjection.POLICIES,
                  AuditProjection.DEVICES,
                  RevokedPrefixes.PREFIXES),
              QuotaProjection.ALL,
              PayloadProjection.ALL,
              TokenTables.ALL,
              LeaseTables.ALL,
              IdentityTables.ALL,
              CubbyholeTables.ALL,
              OidcTables.ALL,
              Rotations.ALL,
              MountProjection.ALL,
              LoginTables.ALL,
              UserProjection.ALL,
              SettingsProjection.ALL,
              AppRoleTables.ALL,
              AuthMapProjection.ALL,
              GithubProjection.ALL,
              OktaProjection.ALL,
              CertProjection.ALL,
              KvTables.ALL,
              DatabaseTables.ALL,
              AstraTables.ALL)
          .<Table<?, ?>>flatMap(List::stream)
          .toList();

  private final ClusterProjection clusters = new ClusterProjection();
  private final MountProjection mounts = new MountProjection();
  private final PolicyProjection policies = new PolicyProjection();
  private final AuditProjection devices = new AuditProjection();
  private final SettingsProjection settings = new SettingsProjection();
  private final PayloadProjection payloads = new PayloadProjection();
  private final TokenProjection tokens = new TokenProjection();
  private final LeaseProjection leases = new LeaseProjection();
  private final IdentityProjection identities = new IdentityProjection();
  private final RotationProjection rotations = new RotationProjection();
  private final CubbyholeProjection cubbyholes = new CubbyholeProjection();
  private final LoginProjection logins = new LoginProjection();
  private final AppRoleProjection appRoles = new AppRoleProjection();
  private final UserProjection users = new UserProjection();
  private final OidcProjection signers = new OidcProjection();
  private final QuotaProjection quotas = new QuotaProjection();
  private final AuthMapProjection authMaps = new AuthMapProjection();
  private final GithubProjection githubs = new GithubProjection();
  private final OktaProjection oktas = new OktaProjection();
  private final CertProjection certs = new CertProjection();
  private final KvProjection keyValues = new KvProjection();
  private final DatabaseProjection databases = new DatabaseProjection();
  private final AstraProjection astras = new AstraProjection();

  /// Replays a commit with those of its payloads that the log still has. The rows must be those
  /// after the commit before; when this throws, they are of no use any more.
  public void replay(Commit commit, List<Payload> contents, Rows rows) {
    Moment moment = new Moment(commit.sequence(), commit.time());
    payloads.replay(commit, contents, rows);
    for (Event event : commit.events()) {
      replay(event, moment, rows);
    }
  }

  /// A tombstone of this Kafka key was read.
  public void tombstoneRead(String kafkaKey, Rows rows) {
    payloads.tombstoneRead(kafkaKey, rows);
  }

  /// No accepted commit names the payload under this Kafka key.
  public void unclaimed(String kafkaKey, Rows rows) {
    payloads.unclaimed(kafkaKey, rows);
  }

  private void replay(Event event, Moment moment, Rows rows) {
    switch (event) {
      case ClusterInitialized initialized -> clusters.replay(initialized, rows);
      case SealChanged changed -> clusters.replay(changed, rows);
      case LeadershipTaken taken -> {
        // Judged by acceptance, which knows the chain; it changes no row.
      }
      case MountEnabled enabled -> mounts.replay(enabled, rows);
      case MountTuned tuned -> mounts.replay(tuned, rows);
      case MountDisabled disabled -> mounts.replay(disabled, moment, rows);
      case MountSwept swept -> mounts.replay(swept, rows);
      case PolicyWritten written -> policies.replay(written, rows);
      case PolicyDeleted deleted -> policies.replay(deleted, rows);
      case MountMoved moved -> mounts.replay(moved, rows);
      case Setting setting -> settings.replay(setting, rows);
      case AuditDeviceEnabled enabled -> devices.replay(enabled, rows);
      case AuditDeviceDisabled disabled -> devices.replay(disabled, rows);
      case TermInstalled installed -> rotations.replay(installed, moment, rows);
      case RotationConfigured configured -> rotations.replay(configured, rows);
      case RekeyBackupKept kept -> rotations.replay(kept, rows);
      case RekeyBackupDeleted deleted -> rotations.replay(deleted, rows);
      case TokenEvent token -> tokens.replay(token, moment, rows);
      case LeaseEvent lease -> {
        leases.replay(lease, moment, rows);
        release(lease, rows);
        astras.replay(lease, rows);
      }
      case IdentityEvent identity -> identities.replay(identity, moment, rows);
      case CubbyholeEvent cubbyhole -> cubbyholes.replay(cubbyhole, moment, rows);
      case LoginEvent login -> logins.replay(login, moment, rows);
      case AppRoleEvent role -> appRoles.replay(role, moment, rows);
      case UserpassEvent user -> users.replay(user, moment, rows);
      case OidcEvent oidc -> signers.replay(oidc, moment, rows);
      case QuotaEvent quota -> quotas.replay(quota, moment, rows);
      case AuthMapEvent map -> authMaps.replay(map, moment, rows);
      case GithubEvent github -> githubs.replay(github, moment, rows);
      case OktaEvent okta -> oktas.replay(okta, moment, rows);
      case CertEvent cert -> certs.replay(cert, moment, rows);
      case KvEvent keyValue -> keyValues.replay(keyValue, moment, rows);
      case DatabaseEvent database -> databases.replay(database, moment, rows);
      case AstraEvent astra -> astras.replay(astra, moment, rows);
    }
  }

  private void release(LeaseEvent event, Rows rows) {
    if (event instanceof IntentAborted aborted) {
      databases.ended(aborted.leaseId(), rows);
    } else if (event instanceof LeaseRevoked revoked) {
      databases.ended(revoked.leaseId(), rows);
    }
  }
}

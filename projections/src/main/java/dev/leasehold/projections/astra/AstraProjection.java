package dev.leasehold.projections.astra;

import static dev.leasehold.projections.astra.AstraTables.CLIENTS;
import static dev.leasehold.projections.astra.AstraTables.ENDS;
import static dev.leasehold.projections.astra.AstraTables.INDEX;
import static dev.leasehold.projections.astra.AstraTables.NAMES;
import static dev.leasehold.projections.astra.AstraTables.ORGANIZATIONS;
import static dev.leasehold.projections.astra.AstraTables.ROLES;
import static dev.leasehold.projections.astra.AstraTables.ROTATIONS;
import static dev.leasehold.projections.astra.AstraTables.TOKENS;
import static dev.leasehold.projections.astra.AstraTables.VERSIONS;

import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.AstraEvent.OrganizationConfigured;
import dev.leasehold.events.AstraEvent.OrganizationDeleted;
import dev.leasehold.events.AstraEvent.RoleDeleted;
import dev.leasehold.events.AstraEvent.RoleWritten;
import dev.leasehold.events.AstraEvent.RootCandidateMade;
import dev.leasehold.events.AstraEvent.RootRetired;
import dev.leasehold.events.AstraEvent.RootRotated;
import dev.leasehold.events.AstraEvent.RootRotationAborted;
import dev.leasehold.events.AstraEvent.RootRotationIntended;
import dev.leasehold.events.AstraEvent.TokenFound;
import dev.leasehold.events.AstraEvent.TokenMade;
import dev.leasehold.events.AstraEvent.TokenPinned;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseTables;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Rows;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Replays the mounts for Astra DB. A version of an organization stays while it is current or
/// pinned; its number is the one after the last that this id has had.
public final class AstraProjection implements Projection<AstraEvent> {

  @Override
  public void replay(AstraEvent event, Moment moment, Rows rows) {
    switch (event) {
      case OrganizationConfigured configured -> configure(configured, rows);
      case OrganizationDeleted deleted -> delete(new PairKey(deleted.mount(), deleted.org()), rows);
      case RoleWritten written ->
          rows.put(
              ROLES,
              new RoleKey(written.mount(), written.org(), written.role()),
              new Role(written.roleId(), written.ttlSeconds(), written.maxTtlSeconds()));
      case RoleDeleted deleted -> {
        RoleKey key = new RoleKey(deleted.mount(), deleted.org(), deleted.role());
        if (rows.get(ROLES, key) == null) {
          throw new CorruptLog("a role for Astra was deleted that is not there");
        }
        rows.delete(ROLES, key);
      }
      case TokenPinned pinned -> pin(pinned, rows);
      case TokenMade made ->
          make(
              made.mount(),
              made.leaseId(),
              made.clientId(),
              made.generatedOn(),
              made.content(),
              rows);
      case TokenFound found ->
          make(found.mount(), found.leaseId(), found.clientId(), "", null, rows);
      case RootRotationIntended intended -> intend(intended, rows);
      case RootCandidateMade made -> candidate(made, rows);
      case RootRotated rotated -> rotate(rotated, rows);
      case RootRetired retired ->
          settle(new PairKey(retired.mount(), retired.org()), Rotation.Stage.RETIRING, rows);
      case RootRotationAborted aborted ->
          settle(new PairKey(aborted.mount(), aborted.org()), null, rows);
    }
  }

  /// What becomes of a lease: of those that are no tokens of Astra's knows nothing.
  public void replay(LeaseEvent event, Rows rows) {
    switch (event) {
      case LeaseEvent.IntentAborted aborted -> ended(aborted.leaseId(), rows);
      case LeaseEvent.LeaseRevoked revoked -> ended(revoked.leaseId(), rows);
      case LeaseEvent.LeaseRenewed renewed -> renew(renewed.leaseId(), renewed.expires(), rows);
      case LeaseEvent.CredentialIntended _,
          LeaseEvent.LeaseIssued _,
          LeaseEvent.RevocationStarted _,
          LeaseEvent.RevocationFailed _,
          LeaseEvent.LeaseQuarantined _,
          LeaseEvent.PrefixRevoked _,
          LeaseEvent.PrefixSwept _,
          LeaseEvent.TargetFailed _,
          LeaseEvent.TargetRecovered _ -> {
        // Who looks a token up asks its lease whether it is live.
      }
    }
  }

  private static void ended(String lease, Rows rows) {
    NameKey key = new NameKey(lease);
    AstraToken token = rows.get(TOKENS, key);
    if (token == null) {
      return;
    }
    VersionKey versionKey = new VersionKey(token.mount(), token.org(), token.orgVersion());
    Organization version = rows.get(VERSIONS, versionKey);
    if (version == null) {
      throw new CorruptLog("a lease is pinned to an organization that is not there");
    }
    rows.delete(TOKENS, key);
    Term.all(token)
        .forEach(term ->
            rows.delete(INDEX, new IndexKey(token.mount(), term.kind(), term.value(), lease)));
    rows.delete(ENDS, new EndKey(token.mount(), token.expires(), lease));
    if (token.clientId() != null) {
      PairKey client = new PairKey(token.mount(), token.clientId());
      if (key.equals(rows.get(CLIENTS, client))) {
        rows.delete(CLIENTS, client);
      }
    }
    NameTaken name = name(token);
    if (name != null && key.equals(rows.get(NAMES, name))) {
      rows.delete(NAMES, name);
    }
    rows.put(VERSIONS, versionKey, version.withPins(version.pins() - 1));
    tidy(versionKey, rows);
  }

  private static void renew(String lease, Instant expires, Rows rows) {
    NameKey key = new NameKey(lease);
    AstraToken token = rows.get(TOKENS, key);
    if (token != null) {
      rows.delete(ENDS, new EndKey(token.mount(), token.expires(), lease));
      rows.put(ENDS, new EndKey(token.mount(), expires, lease), Present.HERE);
      rows.put(TOKENS, key, token.until(expires));
    }
  }

  private static void configure(OrganizationConfigured event, Rows rows) {
    advance(
        new PairKey(event.mount(), event.org()),
        event.version(),
        new Organization(
            event.url(),
            event.logicalName(),
            event.callerMode(),
            event.renewalTime(),
            event.renewalSeconds(),
            event.checksRenewals(),
            event.credential(),
            0),
        rows);
  }

  private static void advance(PairKey key, long number, Organization version, Rows rows) {
    Versions before = rows.get(ORGANIZATIONS, key);
    long last = before == null ? 0 : before.newest();
    if (number != last + 1) {
      throw new CorruptLog("an organization's version does not follow on the one before");
    }
    rows.put(ORGANIZATIONS, key, new Versions(number, true));
    rows.put(VERSIONS, new VersionKey(key.owner(), key.name(), number), version);
    tidy(new VersionKey(key.owner(), key.name(), last), rows);
  }

  private static void delete(PairKey key, Rows rows) {
    Versions before = rows.get(ORGANIZATIONS, key);
    if (before == null || !before.configured() || rows.get(ROTATIONS, key) != null) {
      throw new CorruptLog("an organization was deleted that is not there, or is being rotated");
    }
    rows.put(ORGANIZATIONS, key, new Versions(before.newest(), false));
    tidy(new VersionKey(key.owner(), key.name(), before.newest()), rows);
  }

  private static void pin(TokenPinned event, Rows rows) {
    VersionKey versionKey = new VersionKey(event.mount(), event.org(), event.orgVersion());
    Organization version = rows.get(VERSIONS, versionKey);
    NameKey key = new NameKey(event.leaseId());
    LeaseRow lease = rows.get(LeaseTables.LEASES, key);
    if (version == null || lease == null || rows.get(TOKENS, key) != null) {
      throw new CorruptLog("a token is pinned twice, or to what is not there");
    }
    rows.put(VERSIONS, versionKey, version.withPins(version.pins() + 1));
    AstraToken token =
        new AstraToken(
            event.mount(),
            event.org(),
            event.orgVersion(),
            event.role(),
            event.roleId(),
            event.logicalName(),
            event.metadata(),
            event.displayName(),
            event.entityId(),
            lease.lease().expires(),
            event.ends(),
            null,
            "",
            null);
    rows.put(TOKENS, key, token);
    rows.put(ENDS, new EndKey(token.mount(), token.expires(), key.name()), Present.HERE);
    Term.all(token)
        .forEach(term ->
            rows.put(
                INDEX,
                new IndexKey(token.mount(), term.kind(), term.value(), key.name()),
                Present.HERE));
    NameTaken name = name(token);
    if (name != null) {
      rows.put(NAMES, name, key);
    }
  }

  private static void make(
      String mount,
      String lease,
      String clientId,
      String generatedOn,
      @Nullable PayloadName content,
      Rows rows) {
    NameKey key = new NameKey(lease);
    AstraToken token = rows.get(TOKENS, key);
    PairKey client = new PairKey(mount, clientId);
    if (token == null || token.clientId() != null) {
      throw new CorruptLog("a token was made twice, or that was not intended");
    }
    rows.put(TOKENS, key, token.made(clientId, generatedOn, content));
    rows.put(CLIENTS, client, key);
  }

  private static void intend(RootRotationIntended event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.org());
    Versions versions = rows.get(ORGANIZATIONS, key);
    if (versions == null || !versions.configured() || rows.get(ROTATIONS, key) != null) {
      throw new CorruptLog("a rotation was intended twice, or of what is not there");
    }
    rows.put(
        ROTATIONS,
        key,
        new Rotation(
            Rotation.Stage.INTENDED,
            event.rotation(),
            event.oldClient(),
            null,
            null,
            event.deadline()));
  }

  private static void candidate(RootCandidateMade event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.org());
    Rotation before = rows.get(ROTATIONS, key);
    if (before == null || before.stage() != Rotation.Stage.INTENDED) {
      throw new CorruptLog("an admin token was made that was not intended");
    }
    rows.put(
        ROTATIONS,
        key,
        new Rotation(
            Rotation.Stage.MADE,
            before.name(),
            before.oldClient(),
            event.clientId(),
            event.candidate(),
            before.deadline()));
  }

  private static void rotate(RootRotated event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.org());
    Rotation rotation = rows.get(ROTATIONS, key);
    Organization before = Astras.current(rows, event.mount(), event.org());
    if (rotation == null || rotation.candidate() == null || before == null) {
      throw new CorruptLog("an admin token was rotated that was not made");
    }
    PayloadName next = rotation.candidate();
    advance(key, event.version(), before.withCredential(next).withPins(0), rows);
    for (long number : Astras.versions(rows, key.owner(), key.name())) {
      VersionKey older = new VersionKey(key.owner(), key.name(), number);
      Organization version = rows.get(VERSIONS, older);
      // The old token is about to go: leases pinned to it are revoked with the new one.
      if (version != null && Objects.equals(version.credential(), before.credential())) {
        rows.put(VERSIONS, older, version.withCredential(next));
      }
    }
    rows.put(
        ROTATIONS,
        key,
        new Rotation(
            Rotation.Stage.RETIRING,
            rotation.name(),
            rotation.oldClient(),
            rotation.newClient(),
            null,
            rotation.deadline()));
  }

  private static void settle(PairKey key, Rotation.@Nullable Stage from, Rows rows) {
    Rotation rotation = rows.get(ROTATIONS, key);
    if (rotation == null || (from != null && rotation.stage() != from)) {
      throw new CorruptLog("a rotation was settled that was not under way");
    }
    rows.delete(ROTATIONS, key);
  }

  private static @Nullable NameTaken name(AstraToken token) {
    return token.logicalName().isEmpty()
        ? null
        : new NameTaken(token.mount(), token.org(), token.role(), token.logicalName());
  }

  private static void tidy(VersionKey key, Rows rows) {
    Organization version = rows.get(VERSIONS, key);
    Versions versions = rows.get(ORGANIZATIONS, new PairKey(key.mount(), key.org()));
    boolean current =
        versions != null && versions.configured() && versions.newest() == key.version();
    if (version != null && version.pins() == 0 && !current) {
      rows.delete(VERSIONS, key);
    }
  }
}

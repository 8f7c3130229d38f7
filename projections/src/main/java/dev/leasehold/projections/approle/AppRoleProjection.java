package dev.leasehold.projections.approle;

import static dev.leasehold.projections.approle.AppRoleTables.ACCESSORS;
import static dev.leasehold.projections.approle.AppRoleTables.DUE;
import static dev.leasehold.projections.approle.AppRoleTables.ROLES;
import static dev.leasehold.projections.approle.AppRoleTables.ROLE_IDS;
import static dev.leasehold.projections.approle.AppRoleTables.SECRET_IDS;
import static dev.leasehold.projections.approle.AppRoleTables.SWEEPS;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.AppRoleEvent;
import dev.leasehold.events.AppRoleEvent.RoleDeleted;
import dev.leasehold.events.AppRoleEvent.RoleSwept;
import dev.leasehold.events.AppRoleEvent.RoleWritten;
import dev.leasehold.events.AppRoleEvent.SecretIdMade;
import dev.leasehold.events.AppRoleEvent.SecretIdUsed;
import dev.leasehold.events.AppRoleEvent.SecretIdsErased;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.SecretId;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;

/// Replays the roles of the approle mounts and their secret ids.
public final class AppRoleProjection implements Projection<AppRoleEvent> {

  @Override
  public void replay(AppRoleEvent event, Moment moment, Rows rows) {
    switch (event) {
      case RoleWritten written -> write(written, rows);
      case RoleDeleted deleted -> erase(deleted.mount(), deleted.name(), rows);
      case SecretIdMade made -> make(made, rows);
      case SecretIdUsed used -> use(used, rows);
      case SecretIdsErased erased ->
          erased.ids().forEach(id -> eraseSecretId(erased.role(), id, rows));
      case RoleSwept swept -> sweep(swept, rows);
    }
  }

  private static void write(RoleWritten event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.name());
    AppRole before = rows.get(ROLES, key);
    AppRole after = event.role();
    if (before != null && !before.uuid().equals(after.uuid())) {
      throw new CorruptLog("a role has changed its uuid");
    }
    if (before != null) {
      rows.delete(ROLE_IDS, new PairKey(event.mount(), before.roleId()));
    }
    PairKey roleId = new PairKey(event.mount(), after.roleId());
    if (rows.get(ROLE_IDS, roleId) != null) {
      throw new CorruptLog("a role took the id of another");
    }
    rows.put(ROLES, key, after);
    rows.put(ROLE_IDS, roleId, new NameKey(event.name()));
  }

  /// Erases a role that is there.
  static void erase(String mount, String name, Rows rows) {
    PairKey key = new PairKey(mount, name);
    AppRole role = rows.get(ROLES, key);
    if (role == null) {
      throw new CorruptLog("a role was deleted that is not there");
    }
    rows.delete(ROLES, key);
    rows.delete(ROLE_IDS, new PairKey(mount, role.roleId()));
    rows.put(SWEEPS, new NameKey(role.uuid()), new NameKey(mount));
  }

  private static void make(SecretIdMade event, Rows rows) {
    SecretId made = event.made();
    PairKey key = new PairKey(event.role(), made.id());
    if (rows.get(SECRET_IDS, key) != null) {
      throw new CorruptLog("a secret id was made twice");
    }
    rows.put(SECRET_IDS, key, made);
    rows.put(ACCESSORS, new PairKey(event.role(), made.accessor()), new NameKey(made.id()));
    if (made.expires() != null) {
      rows.put(
          DUE,
          new DueKey(made.expires(), key.owner() + "/" + key.name()),
          new SecretIdKey(event.mount(), event.role(), made.id()));
    }
  }

  private static void use(SecretIdUsed event, Rows rows) {
    PairKey key = new PairKey(event.role(), event.id());
    SecretId before = rows.get(SECRET_IDS, key);
    if (before == null || event.remaining() < 1 || event.remaining() >= before.numUses()) {
      throw new CorruptLog("the uses of a secret id do not fall");
    }
    rows.put(SECRET_IDS, key, before.used(event.remaining(), event.at()));
  }

  private static void eraseSecretId(String role, String id, Rows rows) {
    PairKey key = new PairKey(role, id);
    SecretId before = rows.get(SECRET_IDS, key);
    if (before == null) {
      throw new CorruptLog("a secret id was erased that is not there");
    }
    rows.delete(SECRET_IDS, key);
    rows.delete(ACCESSORS, new PairKey(role, before.accessor()));
    if (before.expires() != null) {
      rows.delete(DUE, new DueKey(before.expires(), role + "/" + id));
    }
  }

  private static void sweep(RoleSwept event, Rows rows) {
    NameKey key = new NameKey(event.role());
    if (rows.get(SWEEPS, key) == null || !AppRoles.secretIds(rows, event.role(), 1).isEmpty()) {
      throw new CorruptLog("a role was swept that is not gone");
    }
    rows.delete(SWEEPS, key);
  }
}

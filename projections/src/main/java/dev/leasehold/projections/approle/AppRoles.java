package dev.leasehold.projections.approle;

import static dev.leasehold.projections.approle.AppRoleTables.ACCESSORS;
import static dev.leasehold.projections.approle.AppRoleTables.DUE;
import static dev.leasehold.projections.approle.AppRoleTables.ROLES;
import static dev.leasehold.projections.approle.AppRoleTables.ROLE_IDS;
import static dev.leasehold.projections.approle.AppRoleTables.SECRET_IDS;
import static dev.leasehold.projections.approle.AppRoleTables.SWEEPS;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.SecretId;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about approle mounts; a mount and a role are named by their uuids, but a role
/// by its name where that is said.
public final class AppRoles {
  private AppRoles() {}

  /// The role of a name in lower case, or null.
  public static @Nullable AppRole find(View view, String mount, String name) {
    return view.get(ROLES, new PairKey(mount, name));
  }

  /// The name of the role with a role id, or null.
  public static @Nullable String nameOf(View view, String mount, String roleId) {
    NameKey name = view.get(ROLE_IDS, new PairKey(mount, roleId));
    return name == null ? null : name.name();
  }

  /// The names of a mount's roles; at most `limit` of them, in no order that means anything.
  public static List<String> names(View view, String mount, int limit) {
    List<String> names = new ArrayList<>();
    view.scan(
        ROLES, PairKey.of(mount), (key, role) -> names.add(key.name()) && names.size() < limit);
    return names;
  }

  /// A secret id that has not ended, or null.
  public static @Nullable SecretId secretId(View view, String role, String id, Instant now) {
    SecretId found = view.get(SECRET_IDS, new PairKey(role, id));
    boolean over = found == null || (found.expires() != null && !now.isBefore(found.expires()));
    return over ? null : found;
  }

  /// A secret id, whether or not it has ended, or null.
  public static @Nullable SecretId stored(View view, String role, String id) {
    return view.get(SECRET_IDS, new PairKey(role, id));
  }

  /// The secret id of an accessor that has not ended, or null.
  public static @Nullable SecretId byAccessor(
      View view, String role, String accessor, Instant now) {
    NameKey id = view.get(ACCESSORS, new PairKey(role, accessor));
    return id == null ? null : secretId(view, role, id.name(), now);
  }

  /// Secret ids of a role, whether or not they have ended; at most `limit` of them.
  public static List<SecretId> secretIds(View view, String role, int limit) {
    List<SecretId> found = new ArrayList<>();
    view.scan(SECRET_IDS, PairKey.of(role), (key, one) -> found.add(one) && found.size() < limit);
    return found;
  }

  /// Secret ids that ended by now, the longest ago first.
  public static List<SecretIdKey> due(View view, Instant now, int limit) {
    List<SecretIdKey> page = new ArrayList<>();
    view.scan(
        DUE,
        List.of(),
        (key, one) -> !key.time().isAfter(now) && page.add(one) && page.size() < limit);
    return page;
  }

  /// Mount and uuid of roles that are gone and not yet swept.
  public static List<PairKey> sweeps(View view, int limit) {
    List<PairKey> page = new ArrayList<>();
    view.scan(
        SWEEPS,
        List.of(),
        (key, mount) -> page.add(new PairKey(mount.name(), key.name())) && page.size() < limit);
    return page;
  }
}

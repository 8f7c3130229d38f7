package dev.leasehold.projections.astra;

import static dev.leasehold.projections.astra.AstraTables.ORGANIZATIONS;
import static dev.leasehold.projections.astra.AstraTables.ROLES;
import static dev.leasehold.projections.astra.AstraTables.ROTATIONS;
import static dev.leasehold.projections.astra.AstraTables.VERSIONS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.MountRows;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a disabled mount for Astra DB left behind: roles as `role/LENGTH:ORG/ROLE`, with the length
/// of the organization's id, and organizations, with all their versions, as `organization/ORG`. One
/// that leases are pinned to is not named before they are gone.
public final class AstraSweep implements MountRows {
  private static final String ROLE = "role/";
  private static final String ORGANIZATION = "organization/";

  @Override
  public List<String> names(View view, String mount, int limit) {
    List<String> page = new ArrayList<>();
    view.scan(ROLES, PairKey.of(mount), (key, role) -> page.add(name(key)) && page.size() < limit);
    if (page.size() < limit) {
      view.scan(
          ORGANIZATIONS,
          PairKey.of(mount),
          (key, versions) ->
              Astras.pins(view, mount, key.name()) > 0
                  || (page.add(ORGANIZATION + key.name()) && page.size() < limit));
    }
    return page;
  }

  private static String name(RoleKey key) {
    return ROLE + key.org().length() + ":" + key.org() + "/" + key.role();
  }

  private static RoleKey role(String mount, String name) {
    int colon = name.indexOf(':');
    int length = Integer.parseInt(name.substring(ROLE.length(), colon));
    int end = colon + 1 + length;
    return new RoleKey(mount, name.substring(colon + 1, end), name.substring(end + 1));
  }

  @Override
  public List<PayloadName> payloads(View view, String mount, String name) {
    if (!name.startsWith(ORGANIZATION)) {
      return List.of();
    }
    String org = name.substring(ORGANIZATION.length());
    Set<PayloadName> found = new LinkedHashSet<>();
    view.scan(
        VERSIONS,
        VersionKey.of(mount, org),
        (key, version) -> {
          found.add(version.credential());
          return true;
        });
    Rotation rotation = Astras.rotation(view, mount, org);
    if (rotation != null && rotation.candidate() != null) {
      found.add(rotation.candidate());
    }
    return List.copyOf(found);
  }

  @Override
  public void erase(String mount, String name, Rows rows) {
    if (name.startsWith(ROLE)) {
      RoleKey key = role(mount, name);
      if (rows.get(ROLES, key) == null) {
        throw new CorruptLog("a sweep erases a role that is not there");
      }
      rows.delete(ROLES, key);
    } else if (name.startsWith(ORGANIZATION)) {
      String org = name.substring(ORGANIZATION.length());
      PairKey key = new PairKey(mount, org);
      if (rows.get(ORGANIZATIONS, key) == null || Astras.pins(rows, mount, org) > 0) {
        throw new CorruptLog("an organization was swept that is not there or still needed");
      }
      Astras.versions(rows, mount, org)
          .forEach(version -> rows.delete(VERSIONS, new VersionKey(mount, org, version)));
      rows.delete(ROTATIONS, key);
      rows.delete(ORGANIZATIONS, key);
    } else {
      throw new CorruptLog("a sweep names what a mount for Astra has not");
    }
  }

  @Override
  public boolean isDone(View view, String mount) {
    boolean[] empty = {true};
    view.scan(ROLES, PairKey.of(mount), (key, role) -> empty[0] = false);
    view.scan(ORGANIZATIONS, PairKey.of(mount), (key, versions) -> empty[0] = false);
    return empty[0];
  }

  /// As long as anything is there: only a page of its own says that no lease needs it any more.
  @Override
  public boolean waits(View view, String mount) {
    return !isDone(view, mount);
  }
}

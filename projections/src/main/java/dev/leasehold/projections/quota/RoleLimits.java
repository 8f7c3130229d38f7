package dev.leasehold.projections.quota;

import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which rate limits of a namespace are for one role of a mount's logins: the role, by the limit's
/// name.
public record RoleLimits(SortedMap<String, String> roles) {

  /// The row of each namespace that has some.
  public static final Table<NameKey, RoleLimits> TABLE =
      Table.of(181, "quota-role", NameKey.class, RoleLimits.class).cached();

  static final RoleLimits NONE = new RoleLimits(new TreeMap<>());

  public RoleLimits {
    roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
  }

  /// Those of a namespace.
  public static RoleLimits of(View view, String namespace) {
    RoleLimits limits = view.get(TABLE, new NameKey(namespace));
    return limits == null ? NONE : limits;
  }

  /// The role that a limit is for; empty where it is for all.
  public String role(String name) {
    return roles.getOrDefault(name, "");
  }

  /// The same with another role for a limit, or with none.
  RoleLimits with(String name, String role) {
    SortedMap<String, String> changed = new TreeMap<>(roles);
    if (role.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, role);
    }
    return new RoleLimits(changed);
  }
}

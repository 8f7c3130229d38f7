package dev.leasehold.projections.token;

import dev.leasehold.events.TokenRole;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about the roles of the token method.
public final class TokenRoles {
  private TokenRoles() {}

  /// A role, or null.
  public static @Nullable TokenRole find(View view, String namespace, String name) {
    return view.get(TokenTables.ROLES, new PairKey(namespace, name));
  }

  /// The names of a namespace's roles; at most `limit` of them, in no order that means anything.
  public static List<String> names(View view, String namespace, int limit) {
    List<String> names = new ArrayList<>();
    view.scan(
        TokenTables.ROLES,
        PairKey.of(namespace),
        (key, role) -> names.add(key.name()) && names.size() < limit);
    return names;
  }
}

package dev.leasehold.verticles.identity;

import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.Token;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.policy.IdentityView;
import dev.leasehold.verticles.policy.PolicyNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the entity behind a token adds to it. Every row that is read here is a hot one. Any thread.
///
/// No entity and no group makes a root token, whatever the log says of their policies (THREATS T7).
public final class Identities {
  private Identities() {}

  /// The entity that stands behind a token, or null where there is none.
  public static @Nullable EntityRow behind(Token token, View view) {
    return token.entityId().isEmpty() ? null : Entities.standing(view, token.entityId());
  }

  /// Whether a token is refused for its entity, which is disabled or gone.
  public static boolean bars(Token token, View view) {
    if (token.entityId().isEmpty()) {
      return false;
    }
    EntityRow entity = behind(token, view);
    return entity == null || entity.entity().disabled();
  }

  /// The policies that an entity and its groups give, as they were written.
  public static List<String> policies(EntityRow entity, View view) {
    List<String> names = new ArrayList<>(entity.entity().policies());
    names.addAll(ofGroups(entity.groups(), view));
    names.removeIf(PolicyNames::isRoot);
    return names;
  }

  /// The policies of groups and of those above them, sorted.
  static List<String> ofGroups(Collection<String> groups, View view) {
    TreeSet<String> names = new TreeSet<>();
    for (GroupRow group : Groups.withParents(view, groups)) {
      List<String> given = group.group().policies();
      if (given != null) {
        names.addAll(given);
      }
    }
    return List.copyOf(names);
  }

  /// The names under which policies are found: in lower case, sorted, each once.
  public static List<String> sanitized(Collection<String> names) {
    TreeSet<String> clean = new TreeSet<>();
    for (String name : names) {
      clean.add(PolicyNames.assigned(name));
    }
    clean.remove("");
    return List.copyOf(clean);
  }

  /// A token's policies with those of its entity; root alone where the token has it.
  public static List<String> effective(Token token, Collection<String> added) {
    if (added.isEmpty() || token.policies().contains(PolicyNames.ROOT)) {
      return token.policies();
    }
    List<String> all = new ArrayList<>(token.policies());
    all.addAll(added);
    return sanitized(all);
  }

  /// What templates may know of an entity.
  public static IdentityView shown(EntityRow row, View view) {
    List<IdentityView.Alias> aliases = new ArrayList<>();
    for (IdentityAlias alias : Entities.aliases(view, row)) {
      aliases.add(
          new IdentityView.Alias(
              alias.mountAccessor(),
              alias.id(),
              alias.name(),
              orNone(alias.metadata()),
              orNone(alias.customMetadata())));
    }
    List<IdentityView.Group> groups = new ArrayList<>();
    for (GroupRow group : Groups.withParents(view, row.groups())) {
      groups.add(
          new IdentityView.Group(
              group.group().id(), group.group().name(), orNone(group.group().metadata())));
    }
    return new IdentityView(
        row.entity().id(), row.entity().name(), orNone(row.entity().metadata()), aliases, groups);
  }

  private static Map<String, String> orNone(@Nullable Map<String, String> metadata) {
    return metadata == null ? Map.of() : metadata;
  }
}

package dev.leasehold.verticles.identity;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Entity;
import dev.leasehold.events.Event;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.IdentityEvent.EntityAliasWritten;
import dev.leasehold.events.IdentityEvent.EntityWritten;
import dev.leasehold.events.IdentityEvent.MembershipsChanged;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.policy.PolicyNames;
import dev.leasehold.verticles.request.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whose login it is: the entity of the alias that an auth method names, made at the first login,
/// with the external groups that it is in from now on. Part of the login's own decision.
///
/// @param entityId what the token bears
/// @param policies what the entity and its groups give beside the token's own policies, as names of
///   policies: in lower case, sorted, never root
/// @param events what goes into the commit of the login, in front of its own events
public record LoginIdentity(String entityId, List<String> policies, List<Event> events) {

  /// What an auth method tells of who logs in.
  ///
  /// @param name of the alias, never empty
  /// @param metadata kept with the alias until the next login
  /// @param groups names of aliases of external groups on the same mount
  public record Alias(
      Mount mount, String name, @Nullable Map<String, String> metadata, List<String> groups) {
    public Alias {
      // Nothing is shown as null, whichever way a method says it.
      metadata = metadata == null || metadata.isEmpty() ? null : metadata;
    }
  }

  /// Throws a [Refusal] where the entity is disabled or the metadata is not fit.
  public static LoginIdentity of(Alias alias, View head, Instant now, Entropy entropy) {
    Metadata.check("alias", alias.metadata());
    IdentityAlias known = Entities.aliasOf(head, alias.mount().accessor(), alias.name());
    EntityRow row = known == null ? null : Entities.find(head, known.owner());
    if (known == null || row == null) {
      return first(alias, head, now, entropy);
    }
    if (row.entity().disabled()) {
      throw Refusal.badToken();
    }
    List<Event> events = new ArrayList<>();
    if (!same(known.metadata(), alias.metadata())) {
      events.add(new EntityAliasWritten(renewed(known, alias.metadata(), now)));
    }
    List<String> groups = memberships(row, alias, head, events);
    return new LoginIdentity(row.entity().id(), policies(row.entity(), groups, head), events);
  }

  private static LoginIdentity first(Alias alias, View head, Instant now, Entropy entropy) {
    String namespace = alias.mount().namespace();
    Entity entity =
        new Entity(
            namespace,
            entropy.uuid(),
            FreeName.draw(
                "entity", entropy, name -> Entities.byName(head, namespace, name) == null),
            null,
            List.of(),
            false,
            List.of(),
            now,
            now);
    List<Event> events = new ArrayList<>();
    events.add(new EntityWritten(entity));
    events.add(
        new EntityAliasWritten(
            new IdentityAlias(
                namespace,
                entropy.uuid(),
                entity.id(),
                alias.mount().accessor(),
                alias.name(),
                alias.metadata(),
                null,
                List.of(),
                alias.mount().local(),
                now,
                now)));
    EntityRow row = new EntityRow(entity, List.of(), List.of());
    List<String> groups = memberships(row, alias, head, events);
    return new LoginIdentity(entity.id(), policies(entity, groups, head), events);
  }

  /// The groups that the entity is in after this login, and the event of what has changed.
  private static List<String> memberships(
      EntityRow row, Alias alias, View head, List<Event> events) {
    List<String> named = named(alias, head);
    List<String> left = new ArrayList<>();
    for (String id : row.groups()) {
      if (!named.contains(id) && leaves(Groups.find(head, id), alias.mount(), head)) {
        left.add(id);
      }
    }
    List<String> joined = new ArrayList<>(named);
    joined.removeAll(row.groups());
    if (!joined.isEmpty() || !left.isEmpty()) {
      events.add(new MembershipsChanged(row.entity().id(), joined, left));
    }
    List<String> groups = new ArrayList<>(row.groups());
    groups.removeAll(left);
    groups.addAll(joined);
    return groups;
  }

  private static List<String> named(Alias alias, View head) {
    List<String> ids = new ArrayList<>();
    for (String name : alias.groups()) {
      IdentityAlias group = Groups.aliasOf(head, alias.mount().accessor(), name);
      if (group != null && !ids.contains(group.owner())) {
        ids.add(group.owner());
      }
    }
    return ids;
  }

  /// A login moves its entity only between the external groups of its own mount, and out of those
  /// that have lost their alias.
  private static boolean leaves(@Nullable GroupRow row, Mount mount, View head) {
    if (row == null || !row.group().type().equals("external")) {
      return false;
    }
    IdentityAlias alias = row.alias() == null ? null : Groups.alias(head, row.alias());
    return alias == null || alias.mountAccessor().equals(mount.accessor());
  }

  private static List<String> policies(Entity entity, List<String> groups, View head) {
    List<String> names = new ArrayList<>(entity.policies());
    names.addAll(Identities.ofGroups(groups, head));
    names.removeIf(PolicyNames::isRoot);
    return Identities.sanitized(names);
  }

  private static boolean same(
      @Nullable Map<String, String> one, @Nullable Map<String, String> other) {
    return Objects.requireNonNullElse(one, Map.<String, String>of())
        .equals(Objects.requireNonNullElse(other, Map.<String, String>of()));
  }

  private static IdentityAlias renewed(
      IdentityAlias alias, @Nullable Map<String, String> metadata, Instant now) {
    return new IdentityAlias(
        alias.namespace(),
        alias.id(),
        alias.owner(),
        alias.mountAccessor(),
        alias.name(),
        metadata,
        alias.customMetadata(),
        alias.mergedFrom(),
        alias.local(),
        alias.created(),
        now);
  }
}

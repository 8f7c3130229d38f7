package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.verticles.policy.IdentityView;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.Undecodable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The value of one selector of a template of claims, as JSON.
///
/// ```text
/// identity.entity.id | name | metadata | metadata.K | groups.names | groups.ids
/// identity.entity.aliases.ACCESSOR.id | name | metadata | metadata.K | custom_metadata[.K]
/// identity.groups.ids.ID.id | name | metadata.K        likewise groups.names.NAME
/// time.now | time.now.plus.DURATION | time.now.minus.DURATION
/// ```
final class ClaimValue {
  private static final String ENTITY = "identity.entity.";
  private static final String GROUPS = "identity.groups.";
  private static final String TIME = "time.";
  private static final String ALIASES = "aliases.";
  private static final IdentityView.Alias NONE =
      new IdentityView.Alias("", "", "", Map.of(), Map.of());

  private ClaimValue() {}

  static String of(String selector, IdentityView identity, Instant now) {
    if (selector.startsWith(ENTITY)) {
      return ofEntity(selector.substring(ENTITY.length()), identity);
    }
    if (selector.startsWith(GROUPS)) {
      return ofGroups(selector.substring(GROUPS.length()), identity);
    }
    if (selector.startsWith(TIME)) {
      return ofTime(selector.substring(TIME.length()), now);
    }
    throw none();
  }

  private static String ofEntity(String selector, IdentityView identity) {
    return switch (selector) {
      case "groups.names" -> names(identity, IdentityView.Group::name);
      case "groups.ids" -> names(identity, IdentityView.Group::id);
      default ->
          selector.startsWith(ALIASES)
              ? ofAlias(selector.substring(ALIASES.length()), identity)
              : ofFields(selector, identity.id(), identity.name(), identity.metadata(), null);
    };
  }

  private static String names(IdentityView identity, Function<IdentityView.Group, String> what) {
    return json(ClaimTemplate.orNull(identity.groups().stream().map(what).toList()));
  }

  private static String ofAlias(String selector, IdentityView identity) {
    int dot = selector.indexOf('.');
    if (dot < 0) {
      throw new ClaimTemplate.Unfit("invalid alias selector");
    }
    String accessor = selector.substring(0, dot);
    IdentityView.Alias alias =
        identity.aliases().stream()
            .filter(one -> one.mountAccessor().equals(accessor))
            .findFirst()
            .orElse(NONE);
    return ofFields(
        selector.substring(dot + 1),
        alias.id(),
        alias.name(),
        alias.metadata(),
        alias.customMetadata());
  }

  private static String ofFields(
      String selector,
      String id,
      String name,
      Map<String, String> metadata,
      @Nullable Map<String, String> custom) {
    int dot = selector.indexOf('.');
    String field = dot < 0 ? selector : selector.substring(0, dot);
    Map<String, String> map = field.equals("metadata") ? metadata : custom;
    if (map != null && (field.equals("metadata") || field.equals("custom_metadata"))) {
      return dot < 0
          ? json(new TreeMap<>(map))
          : json(map.getOrDefault(selector.substring(dot + 1), ""));
    }
    return switch (selector) {
      case "id" -> json(id);
      case "name" -> json(name);
      default -> throw none();
    };
  }

  /// Of a group one gets the bare text in Vault, which is no JSON; here it is quoted as all others.
  private static String ofGroups(String selector, IdentityView identity) {
    if (identity.groups().isEmpty()) {
      throw new ClaimTemplate.Unfit(
          "string contains groups template directives but no groups were provided");
    }
    String[] parts = selector.split("\\.", 3);
    boolean byId = parts[0].equals("ids");
    if (parts.length < 2 || !(byId || parts[0].equals("names"))) {
      throw new ClaimTemplate.Unfit("invalid groups selector");
    }
    if (parts.length < 3) {
      throw new ClaimTemplate.Unfit("invalid groups accessor");
    }
    for (IdentityView.Group group : identity.groups()) {
      if ((byId ? group.id() : group.name()).equals(parts[1])) {
        return ofFields(parts[2], group.id(), group.name(), group.metadata(), null);
      }
    }
    throw new ClaimTemplate.Unfit("entity is not a member of group " + GoText.quoted(parts[1]));
  }

  private static String ofTime(String selector, Instant now) {
    String[] parts = selector.split("\\.", 3);
    if (!parts[0].equals("now")) {
      throw new ClaimTemplate.Unfit("invalid time selector " + GoText.quoted(parts[0]));
    }
    if (parts.length == 1) {
      return String.valueOf(now.getEpochSecond());
    }
    if (parts.length == 2) {
      throw new ClaimTemplate.Unfit("missing time operand");
    }
    long seconds;
    try {
      seconds = DurationText.read(parts[2]).toSeconds();
    } catch (Undecodable undecodable) {
      throw new ClaimTemplate.Unfit("invalid duration: " + undecodable.getMessage());
    }
    return switch (parts[1]) {
      case "plus" -> String.valueOf(now.getEpochSecond() + seconds);
      case "minus" -> String.valueOf(now.getEpochSecond() - seconds);
      default -> throw new ClaimTemplate.Unfit("invalid time operator " + GoText.quoted(parts[1]));
    };
  }

  private static String json(@Nullable Object value) {
    return new String(JsonText.write(value), StandardCharsets.UTF_8);
  }

  private static ClaimTemplate.Unfit none() {
    return new ClaimTemplate.Unfit("no value could be found for one of the template directives");
  }
}

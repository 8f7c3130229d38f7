package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Two aliases on one mount, in entities that are to be one: all of them are told at once, as a
/// text and as data.
final class MergeClashes {
  private static final String HEAD =
      "toEntity and at least one fromEntity have aliases with the same mount accessor, repeat the"
          + " merge request specifying exactly one fromEntity, clashes: ";

  private final View head;
  private final List<String> errors = new ArrayList<>();
  private final List<Map<String, Object>> involved = new ArrayList<>();

  private MergeClashes(View head) {
    this.head = head;
  }

  static void refuse(EntityRow into, List<EntityRow> gone, View head) {
    MergeClashes clashes = new MergeClashes(head);
    Map<String, String> sources = new HashMap<>();
    for (IdentityAlias staying : Entities.aliases(head, into)) {
      for (EntityRow from : gone) {
        clashes.compare(into, staying, from, sources);
      }
    }
    clashes.refuse();
  }

  private void compare(
      EntityRow into, IdentityAlias staying, EntityRow from, Map<String, String> sources) {
    String id = from.entity().id();
    for (IdentityAlias alias : Entities.aliases(head, from)) {
      String other = sources.put(alias.mountAccessor(), id);
      if (other != null && !Objects.equals(other, id)) {
        throw Refusal.badRequest(
            "mount accessor "
                + alias.mountAccessor()
                + " found in multiple fromEntities, merge should be done with one fromEntity at a"
                + " time");
      }
      if (alias.mountAccessor().equals(staying.mountAccessor())) {
        errors.add(text(into, staying, from, alias));
        involved.add(told(into, staying));
        involved.add(told(from, alias));
      }
    }
  }

  private static String text(
      EntityRow into, IdentityAlias staying, EntityRow from, IdentityAlias alias) {
    return "mountAccessor: "
        + staying.mountAccessor()
        + ", toEntity ID: "
        + into.entity().id()
        + ", fromEntity ID: "
        + from.entity().id()
        + ", conflicting toEntity alias ID: "
        + staying.id()
        + ", conflicting fromEntity alias ID: "
        + alias.id();
  }

  private Map<String, Object> told(EntityRow row, IdentityAlias alias) {
    Mount mount = head.small().byAccessor(alias.mountAccessor());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("alias", alias.name());
    told.put("entity", row.entity().name());
    told.put("entity_id", row.entity().id());
    told.put("mount", mount == null ? "" : mount.type());
    told.put("mount_path", mount == null ? "" : mount.fullPath());
    return told;
  }

  private void refuse() {
    if (errors.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(errors.size() + 1).append(" errors occurred:\n\t* ").append(HEAD).append('\n');
    errors.forEach(error -> text.append("\t* ").append(error).append('\n'));
    throw Refusal.badRequest(text.append('\n').toString()).with(involved);
  }
}

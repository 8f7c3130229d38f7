package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.events.OidcAssignment;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcEvent.OidcAssignmentDeleted;
import dev.leasehold.events.OidcEvent.OidcAssignmentWritten;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Assignments: for whom a client may ask. One is there without being written, `allow_all`.
final class AssignmentRoutes {
  static final String ALL = "allow_all";

  private AssignmentRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("oidc/assignment/").list(AssignmentRoutes::list),
        Route.at("oidc/assignment/{name}")
            .fields(
                Field.commaList(
                    "entity_ids", "Comma separated string or array of identity entity IDs"),
                Field.commaList(
                    "group_ids", "Comma separated string or array of identity group IDs"))
            .existing((call, view) -> find(call, view) != null)
            .read(AssignmentRoutes::read)
            .write(AssignmentRoutes::write)
            .delete(AssignmentRoutes::delete));
  }

  /// An assignment, written or not, or null.
  static @Nullable OidcAssignment find(View view, String namespace, String name) {
    return name.equals(ALL)
        ? new OidcAssignment(namespace, ALL, List.of("*"), List.of("*"))
        : OidcProviders.assignment(view, namespace, name);
  }

  private static @Nullable OidcAssignment find(Call call, View view) {
    return find(view, call.mount().namespace(), call.fields().text("name"));
  }

  /// Whether a client with these assignments may ask for somebody.
  static boolean cover(List<String> assignments, EntityRow entity, String namespace, View view) {
    if (entity.entity().disabled()) {
      return false;
    }
    TreeSet<String> groups = new TreeSet<>();
    for (GroupRow group : Groups.withParents(view, entity.groups())) {
      groups.add(group.group().id());
    }
    for (String name : assignments) {
      OidcAssignment one = find(view, namespace, name);
      boolean covered =
          name.equals(ALL)
              || (one != null
                  && (one.entities().contains(entity.entity().id())
                      || one.groups().stream().anyMatch(groups::contains)));
      if (covered) {
        return true;
      }
    }
    return false;
  }

  private static Response list(Call call, View view) {
    TreeSet<String> names = new TreeSet<>();
    names.add(ALL);
    OidcProviders.assignments(view, call.mount().namespace()).forEach(one -> names.add(one.name()));
    return Response.of(Map.of("keys", List.copyOf(names)));
  }

  private static Response read(Call call, View view) {
    OidcAssignment one = find(call, view);
    if (one == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("entity_ids", one.entities());
    data.put("group_ids", one.groups());
    return Response.of(data);
  }

  private static Decision write(Call call, View head) {
    Fields fields = call.fields();
    String name = fields.text("name");
    if (name.equals(ALL)) {
      throw Refusal.badRequest("modification of assignment \"allow_all\" not allowed");
    }
    OidcAssignment before = find(call, head);
    OidcAssignment after =
        new OidcAssignment(
            call.mount().namespace(),
            name,
            before == null || fields.given("entity_ids")
                ? Distinct.lowerCase(fields.list("entity_ids"))
                : before.entities(),
            before == null || fields.given("group_ids")
                ? Distinct.lowerCase(fields.list("group_ids"))
                : before.groups());
    return Decision.of(Response.nothing(), new OidcAssignmentWritten(after));
  }

  private static Decision delete(Call call, View head) {
    String name = call.fields().text("name");
    if (name.equals(ALL)) {
      throw Refusal.badRequest("deletion of assignment \"allow_all\" not allowed");
    }
    String namespace = call.mount().namespace();
    List<String> clients =
        OidcProviders.clients(head, namespace).stream()
            .filter(client -> client.assignments().contains(name))
            .map(OidcClient::name)
            .toList();
    if (!clients.isEmpty()) {
      throw Refusal.badRequest(
          "unable to delete assignment "
              + GoText.quoted(name)
              + " because it is currently referenced by these clients: "
              + String.join(", ", clients));
    }
    return find(call, head) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new OidcAssignmentDeleted(namespace, name));
  }
}

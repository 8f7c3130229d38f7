package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Event;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.SmallState;
import dev.leasehold.projections.mount.Migration;
import dev.leasehold.projections.mount.MountProjection;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Moving a mount to another path, of the same table. It is served there from the commit on; its
/// leases and tokens, whose ids name the old path, are revoked, as in Vault. So the move has
/// succeeded as soon as it has a status.
final class RemountRoutes {
  private static final String AUTH = "auth/";
  private static final List<String> PROTECTED =
      List.of("audit/", AUTH, "sys/", "cubbyhole/", "identity/");

  List<Route> routes() {
    return List.of(
        Route.at("remount")
            .sudo()
            .fields(
                Field.text("from", "The previous mount point"),
                Field.text("to", "The new mount point"))
            .write(this::move),
        Route.at("remount/status/{migration_id+...}").read(this::status));
  }

  private Decision move(Call call, View head) {
    String from = path(call, "from");
    String to = path(call, "to");
    refuse(from, to);
    SmallState small = head.small();
    Mount mount = small.mountFor(call.request().namespace(), from);
    if (mount == null || !mount.fullPath().equals(from)) {
      throw Refusal.badRequest("no matching mount at " + GoText.quoted(from));
    }
    refuseConflict(small, call, to);
    boolean auth = mount.table() == MountTable.AUTH;
    String migration = call.entropy().uuid();
    List<Event> events = new ArrayList<>(MovedQuotas.moved(mount, to, head));
    events.add(
        new LeaseEvent.PrefixRevoked(
            mount.namespace(), from.substring(0, from.length() - 1), true));
    events.add(
        new SysEvent.MountMoved(mount.uuid(), auth ? to.substring(AUTH.length()) : to, migration));
    return Decision.of(
        Response.injected(Map.of("migration_id", migration))
            .warned(
                List.of(
                    "Mount move has been queued. Progress will be reported in Vault's server log,"
                        + " tagged with the returned migration_id")),
        events);
  }

  private static String path(Call call, String name) {
    if (call.fields().text("from").isEmpty() || call.fields().text("to").isEmpty()) {
      throw Refusal.badRequest("both 'from' and 'to' path must be specified as a string");
    }
    String text = call.fields().text(name);
    if (text.startsWith(" ") || text.endsWith(" ")) {
      throw Refusal.badRequest("'" + name + "' path cannot contain trailing whitespace");
    }
    String path = text.startsWith("/") ? text.substring(1) : text;
    return path.endsWith("/") ? path : path + "/";
  }

  private static void refuse(String from, String to) {
    if (!to.codePoints().allMatch(GoText::printable)) {
      throw Refusal.badRequest(
          "invalid destination mount: path cannot contain non-printable characters");
    }
    String cleaned = cleaned(to);
    if (!to.equals(cleaned)) {
      throw Refusal.badRequest(
          "invalid destination mount: path '"
              + to
              + "' does not match cleaned path '"
              + cleaned
              + "'");
    }
    if (from.startsWith(AUTH)) {
      if (!to.startsWith(AUTH)) {
        throw Refusal.badRequest(
            "cannot remount auth mount to non-auth mount " + GoText.quoted(to));
      }
      refuseProtected(List.of("auth/token"), from, to, GoText.quoted(to));
    } else {
      refuseProtected(PROTECTED, from, to, to);
    }
  }

  /// The path without empty segments, dots and steps back.
  private static String cleaned(String path) {
    List<String> kept = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..") && !kept.isEmpty()) {
        kept.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
        kept.add(segment);
      }
    }
    return String.join("/", kept) + "/";
  }

  private static void refuseProtected(List<String> paths, String from, String to, String shown) {
    if (paths.stream().anyMatch(from::startsWith)) {
      throw Refusal.badRequest("cannot remount " + GoText.quoted(from));
    }
    if (paths.stream().anyMatch(to::startsWith)) {
      throw Refusal.badRequest("cannot remount to destination " + shown);
    }
  }

  private static void refuseConflict(SmallState small, Call call, String to) {
    for (Mount other : small.mounts()) {
      boolean overlaps = other.fullPath().startsWith(to) || to.startsWith(other.fullPath());
      if (other.namespace().equals(call.request().namespace()) && overlaps) {
        throw Refusal.badRequest("path already in use at " + GoText.quoted(other.fullPath()));
      }
    }
  }

  private Response status(Call call, View state) {
    String id = call.fields().text("migration_id");
    Migration migration = state.get(MountProjection.MIGRATIONS, new NameKey(id));
    if (migration == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("source_mount", migration.from());
    info.put("target_mount", migration.to());
    info.put("status", "success");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("migration_id", id);
    data.put("migration_info", info);
    return Response.of(data);
  }
}

package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which mount is found how: by its path, its uuid, its accessor, or where its rows lie. Served
/// where the configuration says `introspection_endpoint`, and in dev mode.
final class InspectRoutes {
  private static final List<String> WITH_STORAGE = List.of("root", "storage");
  private static final List<String> WITHOUT = List.of("uuid", "accessor");

  List<Route> routes() {
    return List.of(Route.at("internal/inspect/router/{tag}").sudo().read(InspectRoutes::inspect));
  }

  private static Response inspect(Call call, View state) {
    String tag = call.fields().text("tag");
    boolean storage = WITH_STORAGE.contains(tag);
    if (!storage && !WITHOUT.contains(tag)) {
      throw Refusal.unsupportedPath();
    }
    List<Object> found = new ArrayList<>();
    for (Mount mount : state.small().mounts()) {
      found.add(entry(mount, storage));
    }
    return Response.of(Map.of(tag, found));
  }

  private static Map<String, Object> entry(Mount mount, boolean storage) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("accessor", mount.accessor());
    entry.put("mount_namespace", "");
    entry.put("mount_path", mount.path());
    entry.put("mount_type", mount.type());
    if (storage) {
      entry.put("storage_prefix", prefix(mount));
      entry.put("tainted", false);
    }
    entry.put("uuid", mount.uuid());
    return entry;
  }

  /// Rows are kept by the uuid of their mount, which Vault's clients know in this form.
  private static String prefix(Mount mount) {
    return switch (mount.type()) {
      case "system" -> "sys/";
      case "token" -> "sys/token/";
      default -> (mount.table() == MountTable.AUTH ? "auth/" : "logical/") + mount.uuid() + "/";
    };
  }
}

package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What user interfaces and the command line ask before anything else: which mounts there are, and
/// which version of the key-value engine serves a path.
final class UiRoutes {
  List<Route> routes() {
    return List.of(
        Route.at("internal/ui/namespaces").unauthenticated().read(this::namespaces),
        Route.at("internal/ui/resultant-acl").read(this::resultant),
        Route.at("internal/ui/mounts").unauthenticated().read(this::mounts),
        Route.at("internal/ui/mounts/{path...}").unauthenticated().read(this::mount));
  }

  /// There is only the root namespace.
  private Response namespaces(Call call, View state) {
    if (call.request().token() == null) {
      throw Refusal.of(Refusal.Kind.INTERNAL, "client token empty");
    }
    if (call.caller() == null) {
      throw Refusal.badToken();
    }
    return Response.of(Map.of("keys", List.of("")));
  }

  private Response resultant(Call call, View state) {
    return Response.of(call.callerOrRefuse().acl().resultant());
  }

  private Response mounts(Call call, View state) {
    Caller caller = call.caller();
    if (caller == null && call.request().token() != null) {
      throw Refusal.badToken();
    }
    Map<String, Object> secret = new TreeMap<>();
    Map<String, Object> auth = new TreeMap<>();
    for (Mount mount : state.small().mounts()) {
      Map<String, Object> info = caller == null ? openly(mount) : visible(mount, caller, state);
      if (info != null) {
        (mount.table() == MountTable.AUTH ? auth : secret).put(mount.path(), info);
      }
    }
    Map<String, Object> data = new TreeMap<>();
    data.put("auth", auth);
    data.put("secret", secret);
    return Response.of(data);
  }

  private static @Nullable Map<String, Object> openly(Mount mount) {
    if (!mount.config().listingVisibility().equals("unauth")) {
      return null;
    }
    Map<String, Object> info = new TreeMap<>();
    info.put("description", mount.description());
    info.put("options", mount.options());
    info.put("type", mount.type());
    return info;
  }

  private static @Nullable Map<String, Object> visible(Mount mount, Caller caller, View state) {
    return caller.acl().hasAccessBelow(mount.fullPath()) ? MountInfo.of(mount, state) : null;
  }

  private Response mount(Call call, View state) {
    Caller caller = call.caller();
    if (caller == null) {
      throw Refusal.badToken();
    }
    String asked = call.fields().text("path");
    String path = asked.endsWith("/") ? asked : asked + "/";
    Mount mount = state.small().mountFor(call.request().namespace(), path);
    if (mount == null || !caller.acl().hasAccessBelow(mount.fullPath())) {
      throw Refusal.of(
          Refusal.Kind.DENIED,
          "preflight capability check returned 403, please ensure client's policies grant access"
              + " to path \""
              + path
              + "\"");
    }
    Map<String, Object> info = new TreeMap<>(MountInfo.of(mount, state));
    info.put("path", mount.path());
    return Response.of(info);
  }
}

package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Event;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.SmallState;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Enabling, listing and disabling mounts of one table: `sys/mounts` for engines and `sys/auth` for
/// auth methods, which differ in words alone.
final class MountRoutes {
  /// Types that are mounted once, from the beginning.
  private static final List<String> SINGLETONS =
      List.of("cubbyhole", "identity", "system", "token");

  private final MountTable table;
  private final String root;
  private final Engines engines;
  private final MountTuning tuning;

  MountRoutes(MountTable table, Engines engines) {
    this.table = table;
    this.root = table == MountTable.AUTH ? "auth" : "mounts";
    this.engines = engines;
    this.tuning = new MountTuning(table, engines);
  }

  List<Route> routes() {
    Route one =
        Route.at(root + "/{path+...}")
            .fields(
                Field.text("type", "The type of the backend"),
                Field.text("description", "User-friendly description for this mount"),
                Field.map("config", "Configuration for this mount"),
                Field.pairs("options", "The options to pass into the backend"),
                Field.flag("local", "Mark the mount as a local mount"),
                Field.flag("seal_wrap", "Whether to turn on seal wrapping for the mount"),
                Field.flag("external_entropy_access", "Whether to give the mount other entropy"),
                Field.text("plugin_name", "Name of the plugin to mount"),
                Field.text("plugin_version", "The version of the plugin to run"))
            .read(this::read)
            .write(this::enable)
            .delete(this::disable);
    Route all = Route.at(root).read(this::list);
    Route tune = tuning.route(root);
    return table == MountTable.AUTH
        ? List.of(all, tune.sudo(), one.sudo())
        : List.of(all, tune, one);
  }

  private Response list(Call call, View state) {
    Map<String, Object> mounts = new TreeMap<>();
    for (Mount mount : state.small().mounts()) {
      if (mount.table() == table) {
        mounts.put(mount.path(), MountInfo.of(mount, state));
      }
    }
    return Response.injected(mounts);
  }

  private Response read(Call call, View state) {
    String path = slashed(call);
    Mount mount = find(state.small(), call, table, path);
    if (mount == null) {
      throw Refusal.badRequest(
          "No "
              + (table == MountTable.AUTH ? "auth" : "secret")
              + " engine"
              + (table == MountTable.AUTH ? "" : " mount")
              + " at "
              + path);
    }
    return Response.injected(MountInfo.of(mount, state));
  }

  private Decision enable(Call call, View head) {
    String path = slashed(call);
    String type = call.fields().text("type");
    if (type.isEmpty()) {
      throw Refusal.badRequest("backend type must be specified as a string");
    }
    if (type.equals("plugin")) {
      type = call.fields().text("plugin_name");
      if (type.isEmpty()) {
        throw Refusal.badRequest("plugin_name must be provided for plugin backend");
      }
    }
    Map<String, String> options = new LinkedHashMap<>(call.fields().pairs("options"));
    if (type.equals("kv-v1") || type.equals("kv-v2")) {
      options.put("version", type.substring(4));
      type = "kv";
    }
    MountConfig config = MountForm.config(call.fields().map("config"));
    refuseBuiltIn(path, "mount");
    if (table == MountTable.SECRET && SINGLETONS.contains(type)) {
      throw Refusal.badRequest("mount type of \"" + type + "\" is not mountable");
    }
    Engine engine = engines.mountable(table, type);
    if (engine == null) {
      throw notMountable(type);
    }
    refuseConflict(head.small(), call, path);
    engine.checkOptions(options);
    Mount mount = mount(call, path, type, options, config);
    return Decision.of(Response.nothing(), new SysEvent.MountEnabled(mount));
  }

  private Refusal notMountable(String type) {
    if (!engines.isBuiltIn(table, type)) {
      return Refusal.badRequest("plugin not found in the catalog: " + type);
    }
    return Refusal.badRequest(
        table == MountTable.AUTH
            ? type + " credential backend cannot be instantiated"
            : "mount type of \"" + type + "\" is not mountable");
  }

  private Mount mount(
      Call call, String path, String type, Map<String, String> options, MountConfig config) {
    String prefix = table == MountTable.AUTH ? "auth_" : "";
    return new Mount(
        call.request().namespace(),
        table,
        call.entropy().uuid(),
        path,
        type,
        call.fields().text("description"),
        prefix + type + "_" + java.util.HexFormat.of().formatHex(call.entropy().bytes(4)),
        call.fields().flag("local"),
        call.fields().flag("seal_wrap"),
        call.fields().flag("external_entropy_access"),
        options,
        config);
  }

  private Decision disable(Call call, View head) {
    String path = slashed(call);
    Mount mount = find(head.small(), call, table, path);
    if (mount == null) {
      return Decision.of(Response.nothing());
    }
    refuseBuiltIn(path, "unmount");
    List<Event> events = new ArrayList<>();
    if (table == MountTable.AUTH) {
      // The tokens that it granted end with it.
      String prefix = "auth/" + path.substring(0, path.length() - 1);
      events.add(new LeaseEvent.PrefixRevoked(call.request().namespace(), prefix, false));
    }
    events.addAll(MovedQuotas.deleted(mount, head));
    events.add(new SysEvent.MountDisabled(mount.uuid()));
    return Decision.of(Response.nothing(), events);
  }

  private void refuseBuiltIn(String path, String verb) {
    if (table == MountTable.AUTH) {
      if (path.equals("token/")) {
        throw Refusal.badRequest(
            verb.equals("mount")
                ? "path is already in use at token/"
                : "token credential backend cannot be disabled");
      }
      return;
    }
    for (String builtIn : List.of("sys/", "cubbyhole/", "identity/", "auth/", "audit/")) {
      if (path.startsWith(builtIn)) {
        throw Refusal.badRequest("cannot " + verb + " \"" + path + "\"");
      }
    }
  }

  private void refuseConflict(SmallState small, Call call, String path) {
    for (Mount mount : small.mounts()) {
      boolean overlaps = mount.path().startsWith(path) || path.startsWith(mount.path());
      if (mount.table() == table
          && mount.namespace().equals(call.request().namespace())
          && overlaps) {
        throw Refusal.badRequest("path is already in use at " + mount.path());
      }
    }
  }

  static @Nullable Mount find(SmallState small, Call call, MountTable table, String path) {
    String full = table == MountTable.AUTH ? "auth/" + path : path;
    Mount mount = small.mountFor(call.request().namespace(), full);
    return mount != null && mount.fullPath().equals(full) ? mount : null;
  }

  static String slashed(Call call) {
    String path = call.fields().text("path");
    return path.endsWith("/") ? path : path + "/";
  }
}

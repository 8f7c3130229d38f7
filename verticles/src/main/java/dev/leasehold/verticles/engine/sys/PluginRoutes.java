package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engines;
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
import java.util.TreeMap;

/// The catalog of plugins: what is built in, to be read. Nothing can be added, as in a Vault
/// without a folder for plugins.
final class PluginRoutes {
  private static final List<String> TYPES = List.of("auth", "database", "secret");
  private static final Field[] PLUGIN = {
    Field.text("sha256", "The SHA256 sum of the executable"),
    Field.text("sha_256", "The SHA256 sum of the executable"),
    Field.text("command", "The command used to start the plugin"),
    Field.stringList("args", "The args passed to plugin command"),
    Field.stringList("env", "The environment variables passed to plugin command"),
    Field.text("version", "The semantic version of the plugin to use")
  };

  private final Engines engines;

  PluginRoutes(Engines engines) {
    this.engines = engines;
  }

  List<Route> routes() {
    return List.of(
        Route.at("plugins/catalog").read(this::all),
        Route.at("plugins/catalog/{type}/").sudo().list(this::ofType),
        Route.at("plugins/catalog/{type}/{name}")
            .sudo()
            .fields(PLUGIN)
            .read(this::read)
            .write(this::write)
            .delete(this::delete),
        Route.at("plugins/catalog/{name}")
            .sudo()
            .fields(PLUGIN)
            .read(PluginRoutes::cannotRead)
            .write(this::write)
            .delete(PluginRoutes::cannotDelete),
        Route.at("plugins/reload/backend")
            .fields(
                Field.text("plugin", "The name of the plugin to reload"),
                Field.commaList("mounts", "The mount paths of the plugin backends to reload"),
                Field.text("scope", "The scope for the reload operation"))
            .write(this::reload));
  }

  private List<String> names(String type) {
    return engines.plugins().getOrDefault(type, List.of());
  }

  private Response all(Call call, View state) {
    Map<String, Object> data = new TreeMap<>();
    List<Object> detailed = new ArrayList<>();
    for (String type : TYPES) {
      data.put(type, names(type));
      for (String name : names(type)) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("builtin", true);
        one.put("deprecation_status", "supported");
        one.put("name", name);
        one.put("type", type);
        one.put("version", Build.PLUGIN_VERSION);
        detailed.add(one);
      }
    }
    data.put("detailed", detailed);
    return Response.of(data);
  }

  private Response ofType(Call call, View state) {
    if (!TYPES.contains(call.fields().text("type"))) {
      throw Refusal.unsupportedOperation();
    }
    List<String> names = names(call.fields().text("type"));
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private Response read(Call call, View state) {
    String name = call.fields().text("name");
    String type = call.fields().text("type");
    if (!TYPES.contains(type)) {
      return outdated("read plugin information from", type + "/" + name);
    }
    if (!names(type).contains(name)) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("args", null);
    data.put("builtin", true);
    data.put("command", "");
    data.put("deprecation_status", "supported");
    data.put("name", name);
    data.put("sha256", "");
    data.put("version", Build.PLUGIN_VERSION);
    return Response.of(data);
  }

  private Decision write(Call call, View head) {
    if (!call.fields().given("type")) {
      refuseType(call);
    }
    if (call.fields().text("sha256").isEmpty() && call.fields().text("sha_256").isEmpty()) {
      throw Refusal.badRequest("missing SHA-256 value");
    }
    if (call.fields().text("command").isEmpty()) {
      throw Refusal.badRequest("missing command value");
    }
    throw Refusal.internal("could not set plugin, plugin directory is not configured");
  }

  private Decision delete(Call call, View head) {
    String type = call.fields().text("type");
    return TYPES.contains(type)
        ? Decision.of(Response.nothing())
        : Decision.of(outdated("deregister plugin from", type + "/" + call.fields().text("name")));
  }

  /// The catalog was once asked without a type.
  private static Response cannotRead(Call call, View state) {
    refuseType(call);
    return outdated("read plugin information from", call.fields().text("name"));
  }

  private static Decision cannotDelete(Call call, View head) {
    refuseType(call);
    return Decision.of(outdated("deregister plugin from", call.fields().text("name")));
  }

  private static void refuseType(Call call) {
    if (TYPES.contains(call.fields().text("name"))) {
      throw Refusal.unsupportedOperation();
    }
  }

  private static Response outdated(String what, String name) {
    return Response.of(null)
        .warned(
            List.of(
                "Deprecated API endpoint, cannot " + what + " catalog for " + GoText.quoted(name)));
  }

  /// What is built in needs no reloading.
  private Decision reload(Call call, View head) {
    String plugin = call.fields().text("plugin");
    List<String> mounts = call.fields().list("mounts");
    if (plugin.isEmpty() && mounts.isEmpty()) {
      throw Refusal.badRequest("plugin or mounts must be provided");
    }
    if (!plugin.isEmpty() && !mounts.isEmpty()) {
      throw Refusal.badRequest("plugin and mounts cannot be set at the same time");
    }
    String scope = call.fields().text("scope");
    if (!scope.isEmpty() && !scope.equals("global")) {
      throw Refusal.badRequest("reload scope must be omitted or 'global'");
    }
    for (String mount : mounts) {
      String path = mount.endsWith("/") ? mount : mount + "/";
      Mount found = head.small().mountFor(call.request().namespace(), path);
      if (found == null || !found.fullPath().equals(path)) {
        throw Refusal.internal("cannot fetch mount entry on " + GoText.quoted(path));
      }
    }
    Map<String, Object> data = Map.of("reload_id", call.entropy().uuid());
    return Decision.of(scope.isEmpty() ? Response.of(data) : Response.accepted(data));
  }
}

package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Shows what is mounted: engines or auth methods.
final class MountList {
  private static final List<String> CONFIG =
      List.of(
          "default_lease_ttl",
          "max_lease_ttl",
          "force_no_cache",
          "audit_non_hmac_request_keys",
          "audit_non_hmac_response_keys",
          "listing_visibility",
          "passthrough_request_headers",
          "allowed_response_headers",
          "token_type",
          "allowed_managed_keys",
          "user_lockout_config",
          "plugin_name");
  private static final List<String> MOUNT =
      List.of(
          "uuid",
          "type",
          "description",
          "accessor",
          "config",
          "options",
          "local",
          "seal_wrap",
          "external_entropy_access",
          "plugin_version",
          "running_plugin_version",
          "running_sha256",
          "deprecation_status");

  private final Map<String, Json.Members> mounts = new TreeMap<>();
  private final boolean auth;

  private MountList(Json.Members data, boolean auth) {
    this.auth = auth;
    data.values()
        .forEach((path, value) -> {
          if (value instanceof Json.Members mount) {
            mounts.put(path, mount);
          }
        });
  }

  /// Shows the mounts in the data of an answer.
  static int show(Printer printer, Json.Members data, boolean auth, boolean detailed) {
    MountList list = new MountList(data, auth);
    if (!printer.isTable()) {
      return printer.data(list.json());
    }
    printer.line((detailed ? list.detailed() : list.simple()).toString());
    return 0;
  }

  private Columns simple() {
    Columns columns =
        auth
            ? Columns.of("Path", "Type", "Accessor", "Description", "Version")
            : Columns.of("Path", "Type", "Accessor", "Description");
    mounts.forEach((path, mount) -> {
      String type = mount.text("type");
      String accessor = mount.text("accessor");
      String description = mount.text("description");
      if (auth) {
        columns.row(path, type, accessor, description, mount.text("plugin_version"));
      } else {
        columns.row(path, type, accessor, description);
      }
    });
    return columns;
  }

  private Columns detailed() {
    Columns columns =
        Columns.of(
            "Path",
            "Plugin",
            "Accessor",
            "Default TTL",
            "Max TTL",
            auth ? "Token Type" : "Force No Cache",
            "Replication",
            "Seal Wrap",
            "External Entropy Access",
            "Options",
            "Description",
            "UUID",
            "Version",
            "Running Version",
            "Running SHA256",
            "Deprecation Status");
    mounts.forEach((path, mount) -> {
      Json.Members found = mount.object("config");
      Json.Members config = found == null ? new Json.Members() : found;
      Json.Members options = mount.object("options");
      columns.row(
          path,
          mount.text("type"),
          mount.text("accessor"),
          lifetime(mount, config.number("default_lease_ttl")),
          lifetime(mount, config.number("max_lease_ttl")),
          auth ? config.text("token_type") : Boolean.toString(config.flag("force_no_cache")),
          mount.flag("local") ? "local" : "replicated",
          Boolean.toString(mount.flag("seal_wrap")),
          Boolean.toString(mount.flag("external_entropy_access")),
          GoText.value(options == null ? new Json.Members() : options),
          mount.text("description"),
          mount.text("uuid"),
          mount.text("plugin_version"),
          mount.text("running_plugin_version"),
          mount.text("running_sha256"),
          mount.text("deprecation_status"));
    });
    return columns;
  }

  private static String lifetime(Json.Members mount, long seconds) {
    return switch (mount.text("type")) {
      case "system", "cubbyhole" -> "";
      default -> seconds == 0 ? "system" : Long.toString(seconds);
    };
  }

  private Json json() {
    Json.Members json = new Json.Members();
    mounts.forEach((path, mount) -> json.with(path, mountJson(mount)));
    return json;
  }

  private static Json mountJson(Json.Members mount) {
    Json.Members json = new Json.Members();
    for (String name : MOUNT) {
      Json value = mount.values().getOrDefault(name, new Json.Text(""));
      json.with(name, name.equals("config") ? configJson(mount) : value.sorted());
    }
    return json;
  }

  private static Json configJson(Json.Members mount) {
    Json.Members json = new Json.Members();
    Json.Members config = mount.object("config");
    for (String name : CONFIG) {
      Json value = config == null ? null : config.member(name);
      boolean empty =
          value == null
              || value.equals(new Json.Text(""))
              || (value instanceof Json.Array(List<Json> items) && items.isEmpty());
      if (value != null && !empty) {
        json.with(name, value.sorted());
      }
    }
    return json;
  }
}

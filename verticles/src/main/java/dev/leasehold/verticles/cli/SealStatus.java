package dev.leasehold.verticles.cli;

import java.util.List;

/// Shows the seal: what `sys/seal-status` says, and who leads.
final class SealStatus {
  private static final List<String> SEAL =
      List.of(
          "type",
          "initialized",
          "sealed",
          "t",
          "n",
          "progress",
          "nonce",
          "version",
          "build_date",
          "migration");
  private static final List<String> SEAL_IF_SET = List.of("cluster_name", "cluster_id");
  private static final List<String> LEADER_IF_SET =
      List.of(
          "leader_address",
          "leader_cluster_address",
          "performance_standby",
          "performance_standby_last_remote_wal",
          "last_wal",
          "raft_committed_index",
          "raft_applied_index");
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private SealStatus() {}

  /// Prints the status that a request returned, after asking who leads. Returns the exit code.
  static int print(Printer printer, ApiClient client, Json.Members status) {
    Json.Members leader;
    try {
      leader = client.bare(ApiCall.of("GET", "sys/leader"));
    } catch (RequestFailed failed) {
      // A sealed server of a cluster does not know who leads.
      if (!String.valueOf(failed.getMessage()).contains("Vault is sealed")) {
        printer.complain("Error checking leader status: " + failed.getMessage());
        return 1;
      }
      leader = new Json.Members().with("ha_enabled", true);
    }
    if (printer.isTable()) {
      printer.line(table(status, leader).toString());
      return 0;
    }
    return printer.data(json(status, leader));
  }

  private static Columns table(Json.Members status, Json.Members leader) {
    String prefix = status.flag("recovery_seal") ? "Recovery " : "";
    boolean sealed = status.flag("sealed");
    Columns columns =
        Columns.of("Key", "Value")
            .row(prefix + "Seal Type", status.text("type"))
            .row("Initialized", Boolean.toString(status.flag("initialized")))
            .row("Sealed", Boolean.toString(sealed))
            .row("Total " + prefix + "Shares", Long.toString(status.number("n")))
            .row("Threshold", Long.toString(status.number("t")));
    if (sealed) {
      columns
          .row("Unseal Progress", status.number("progress") + "/" + status.number("t"))
          .row("Unseal Nonce", status.text("nonce"));
    }
    if (status.flag("migration")) {
      columns.row("Seal Migration in Progress", "true");
    }
    columns
        .row("Version", status.text("version"))
        .row("Build Date", status.text("build_date"))
        .row("Storage Type", status.text("storage_type"));
    if (!status.text("cluster_name").isEmpty() && !status.text("cluster_id").isEmpty()) {
      columns.row("Cluster Name", status.text("cluster_name"));
      columns.row("Cluster ID", status.text("cluster_id"));
    }
    columns.row("HA Enabled", Boolean.toString(leader.flag("ha_enabled")));
    if (leader.flag("ha_enabled") && !sealed) {
      addLeader(columns, leader);
    }
    if (!status.texts("warnings").isEmpty()) {
      columns.row("Warnings", "[" + String.join(" ", status.texts("warnings")) + "]");
    }
    return columns;
  }

  private static void addLeader(Columns columns, Json.Members leader) {
    boolean self = leader.flag("is_self");
    columns.row("HA Cluster", leader.text("leader_cluster_address"));
    columns.row("HA Mode", self ? "active" : "standby");
    String since = leader.text("active_time");
    if (self && !since.isEmpty() && !since.equals(NEVER)) {
      columns.row("Active Since", since);
    }
    if (!self) {
      String address = leader.text("leader_address");
      columns.row("Active Node Address", address.isEmpty() ? "<none>" : address);
    }
    if (leader.flag("performance_standby")) {
      columns.row("Performance Standby Node", "true");
    }
  }

  private static Json json(Json.Members status, Json.Members leader) {
    Json.Members json = new Json.Members();
    for (String name : SEAL) {
      Json value = status.member(name);
      json.with(name, value == null ? new Json.Null() : value);
    }
    SEAL_IF_SET.forEach(name -> copyIfSet(status, name, json));
    json.with("recovery_seal", status.flag("recovery_seal"));
    copyIfSet(status, "storage_type", json);
    copyIfSet(status, "warnings", json);
    json.with("ha_enabled", leader.flag("ha_enabled"));
    copyIfSet(leader, "is_self", json);
    String since = leader.text("active_time");
    json.with("active_time", since.isEmpty() ? NEVER : since);
    LEADER_IF_SET.forEach(name -> copyIfSet(leader, name, json));
    return json;
  }

  private static void copyIfSet(Json.Members from, String name, Json.Members to) {
    Json value = from.member(name);
    boolean empty =
        value == null
            || value.equals(new Json.Text(""))
            || value.equals(new Json.Decimal("0"))
            || value.equals(new Json.Bool(false))
            || (value instanceof Json.Array(List<Json> items) && items.isEmpty());
    if (value != null && !empty) {
      to.with(name, value);
    }
  }
}

package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows who holds what: `lease list`, which Vault has not. It asks for one page after the other
/// until it has as many as are wanted.
@Command(name = "list", description = "List leases: who holds what, where and until when.")
final class LeaseListCommand extends FormattedCommand {
  private static final String PATH = "sys/leases/search";

  /// The most that the server gives at once.
  private static final int PAGE = 1_000;

  @Option(names = "-mount", description = "Of this mount.")
  private String mount = "";

  @Option(names = "-role", description = "For this role.")
  private String role = "";

  @Option(names = "-entity-id", description = "Asked for by this entity.")
  private String entity = "";

  @Option(names = "-target", description = "In this target: path of the mount, connection.")
  private String target = "";

  @Option(names = "-user-name", description = "What the credential is called in its target.")
  private String userName = "";

  @Option(names = "-state", description = "intended, active, revoking or quarantined.")
  private String state = "";

  @Option(names = "-due-after", description = "Due then or later: a time as 2026-01-02T03:04:05Z.")
  private String dueAfter = "";

  @Option(names = "-due-before", description = "Due before that time.")
  private String dueBefore = "";

  @Option(names = "-limit", description = "How many at most (default 100).")
  private int limit = 100;

  @Override
  int run() {
    arguments(0);
    ApiClient client = client();
    List<Json> leases = new ArrayList<>();
    String after = "";
    do {
      String from = after;
      int wanted = Math.min(PAGE, limit - leases.size());
      Json.Members data =
          attempt(
              "Error listing leases",
              () -> client.data(new ApiCall("GET", PATH, query(wanted, from), null)));
      if (data.member("leases") instanceof Json.Array(List<Json> page)) {
        leases.addAll(page);
      }
      after = data.text("next");
    } while (!after.isEmpty() && leases.size() < limit);
    return show(leases, !after.isEmpty());
  }

  private Map<String, List<String>> query(int wanted, String after) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("mount", mount);
    asked.put("role", role);
    asked.put("entity_id", entity);
    asked.put("target", target);
    asked.put("user_name", userName);
    asked.put("state", state);
    asked.put("due_after", dueAfter);
    asked.put("due_before", dueBefore);
    asked.put("limit", Integer.toString(wanted));
    asked.put("after", after);
    Map<String, List<String>> query = new LinkedHashMap<>();
    asked.forEach((name, value) -> {
      if (!value.isEmpty()) {
        query.put(name, List.of(value));
      }
    });
    return query;
  }

  private int show(List<Json> leases, boolean more) {
    if (!printer().isTable()) {
      return printer().data(new Json.Array(leases));
    }
    if (leases.isEmpty()) {
      throw CommandFailed.answered("No leases found");
    }
    Columns columns =
        Columns.of("Lease", "Target", "User name", "Held by", "Role", "Expires", "State", "Error");
    for (Json each : leases) {
      if (each instanceof Json.Members lease) {
        columns.row(
            lease.text("lease_id"),
            lease.text("target"),
            lease.text("user_name"),
            lease.text("display_name"),
            lease.text("role"),
            lease.text("expire_time"),
            lease.text("state"),
            lease.text("error"));
      }
    }
    printer().line(columns.toString());
    if (more) {
      printer().warn("There are more: narrow the search, or raise -limit.");
    }
    return 0;
  }
}

package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.lease.LeaseQuery;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseSearch;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.GoNumber;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Undecodable;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What Vault calls irrevocable leases: those whose revocation has failed six times or more, and
/// those in quarantine. Ours are tried on for ever; the word is only for clients.
final class LeaseViewRoutes {
  /// How often revoking has failed before a lease is shown here.
  private static final int ATTEMPTS = 6;

  /// The most leases that are listed, unless more are asked for.
  private static final int MAX_LISTED = 10_000;

  private static final int PAGE = 1_000;

  private static final Field TYPE = Field.text("type", "Type of leases: irrevocable");
  private static final Field CHILDREN =
      Field.flag("include_child_namespaces", "Set true to include those of child namespaces");

  List<Route> routes() {
    return List.of(
        Route.at("leases/count")
            .fields(TYPE, CHILDREN)
            .on(new Handler.Prepared(this::found, this::count), Operation.READ),
        Route.at("leases")
            .sudo()
            .fields(TYPE, CHILDREN, Field.text("limit", "How many to list, or none"))
            .on(new Handler.Prepared(this::found, this::list), Operation.READ),
        Route.at("leases/tidy")
            .write((call, head) ->
                Decision.of(
                    Response.accepted(
                        "Tidy operation successfully started. Any information from the operation"
                            + " will be printed to Vault's server logs."))));
  }

  /// On a worker: all that are being revoked are looked at.
  private @Nullable Object found(Call call, View committed) {
    if (!call.fields().text("type").toLowerCase(Locale.ROOT).equals("irrevocable")) {
      throw Refusal.notFound();
    }
    List<LeaseRow> found = new ArrayList<>();
    for (LeaseState state : List.of(LeaseState.REVOKING, LeaseState.QUARANTINED)) {
      LeaseQuery query = LeaseQuery.of(call.request().namespace(), state);
      LeaseSearch.Cursor after = null;
      do {
        LeaseSearch.Page page = LeaseSearch.page(committed, query, after, PAGE);
        page.leases().stream().filter(LeaseViewRoutes::isIrrevocable).forEach(found::add);
        after = page.next();
      } while (after != null);
    }
    return found;
  }

  private static boolean isIrrevocable(LeaseRow row) {
    return row.state() == LeaseState.QUARANTINED || row.attempts() >= ATTEMPTS;
  }

  @SuppressWarnings("unchecked") // what found gave
  private static List<LeaseRow> rows(@Nullable Object prepared) {
    return prepared == null ? List.of() : (List<LeaseRow>) prepared;
  }

  private Decision count(Call call, View head, @Nullable Object prepared) {
    Map<String, Object> counts = new TreeMap<>();
    for (LeaseRow row : rows(prepared)) {
      Mount mount = head.small().byUuid(row.lease().mount());
      String name = mount == null ? "mount-not-found" : mount.accessor();
      counts.merge(name, 1, (one, other) -> (int) one + (int) other);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("counts", counts);
    data.put("lease_count", rows(prepared).size());
    return Decision.of(Response.of(data));
  }

  private Decision list(Call call, View head, @Nullable Object prepared) {
    long limit = limit(call);
    List<LeaseRow> rows = rows(prepared);
    List<Object> leases = new ArrayList<>();
    for (LeaseRow row : rows) {
      if (leases.size() < limit) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("lease_id", row.lease().id());
        one.put("error", row.error().isEmpty() ? row.reason() : row.error());
        leases.add(one);
      }
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lease_count", rows.size());
    data.put("leases", leases);
    Response response = Response.of(data);
    return Decision.of(
        leases.size() < rows.size()
            ? response.warned(
                List.of(
                    "Command halted because many irrevocable leases were found. To emit the entire"
                        + " list, re-run the command with force set true."))
            : response);
  }

  private static long limit(Call call) {
    String text = call.fields().text("limit");
    if (text.isEmpty()) {
      return MAX_LISTED;
    }
    if (text.toLowerCase(Locale.ROOT).equals("none")) {
      return Long.MAX_VALUE;
    }
    long limit;
    try {
      limit = GoNumber.decimal(text);
    } catch (Undecodable undecodable) {
      throw Refusal.internal(
          "invalid 'limit' provided: strconv.Atoi: parsing "
              + GoText.quoted(text)
              + ": invalid syntax");
    }
    if (limit < 1) {
      throw Refusal.internal("limit must be 'none' or a positive integer");
    }
    return limit;
  }
}

package dev.leasehold.verticles.engine.sys;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.List;

/// Paths of Vault Enterprise, which its Community edition knows and refuses, with a token, by name.
final class EnterpriseRoutes {
  private static final List<String> PATHS =
      List.of(
          "replication/{path+...}",
          "license/status",
          "namespaces/",
          "namespaces/{path+...}",
          "config/group-policy-application",
          "config/control-group",
          "policies/egp/",
          "policies/egp/{name+...}",
          "policies/rgp/",
          "policies/rgp/{name+...}",
          "storage/raft/snapshot-auto/{path+...}");

  List<Route> routes() {
    return PATHS.stream().map(EnterpriseRoutes::refused).toList();
  }

  private static Route refused(String pattern) {
    Route route = Route.at(pattern).freeForm();
    Handler handler = new Handler.Write(EnterpriseRoutes::refuse);
    return pattern.endsWith("/")
        ? route.on(handler, Operation.LIST)
        : route.on(
            handler,
            Operation.READ,
            Operation.CREATE,
            Operation.UPDATE,
            Operation.PATCH,
            Operation.DELETE);
  }

  private static Decision refuse(Call call, View head) {
    throw Refusal.of(Refusal.Kind.NOT_FOUND, "enterprise-only feature");
  }
}

package dev.leasehold.verticles.engine.sys;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Paths of Vault Enterprise, which its Community edition knows and refuses, with a token, by name.
final class EnterpriseRoutes {
  private static final String REPLICATION = "replication/";

  private static final List<String> LISTED =
      List.of(
          "namespaces/",
          "policies/egp/",
          "policies/rgp/",
          "managed-keys/{type}/",
          "storage/raft/snapshot-auto/config/");

  private static final List<String> READ =
      List.of(
          "license/status",
          "plugins/reload/backend/status",
          "storage/raft/snapshot-auto/status/{name}",
          REPLICATION + "dr/status",
          REPLICATION + "dr/secondary/license/status",
          REPLICATION + "performance/status",
          REPLICATION + "performance/primary/dynamic-filter/{id}",
          REPLICATION + "performance/secondary/dynamic-filter/{id}");

  private static final List<String> WRITTEN =
      List.of(
          "control-group/authorize",
          "control-group/request",
          "managed-keys/{type}/{name}/test/sign",
          REPLICATION + "recover",
          REPLICATION + "reindex");

  private static final List<String> KEPT =
      List.of(
          "namespaces/{path+...}",
          "config/group-policy-application",
          "config/control-group",
          "policies/egp/{name+...}",
          "policies/rgp/{name+...}",
          "managed-keys/{type}/{name}",
          "storage/raft/snapshot-auto/config/{name}",
          REPLICATION + "performance/primary/paths-filter/{id}");

  /// What a primary takes, of each kind of replication.
  private static final List<String> PRIMARY =
      List.of("demote", "disable", "enable", "revoke-secondary", "secondary-token");

  private static final List<String> SECONDARY =
      List.of("disable", "enable", "promote", "update-primary");

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    LISTED.forEach(path -> routes.add(refused(path, Operation.LIST)));
    READ.forEach(path -> routes.add(refused(path, Operation.READ)));
    Stream.concat(WRITTEN.stream(), replication())
        .forEach(path -> routes.add(refused(path, Operation.CREATE, Operation.UPDATE)));
    KEPT.forEach(path ->
        routes.add(
            refused(
                path,
                Operation.READ,
                Operation.CREATE,
                Operation.UPDATE,
                Operation.PATCH,
                Operation.DELETE)));
    routes.add(refused("sealwrap/rewrap", Operation.READ, Operation.CREATE, Operation.UPDATE));
    return routes;
  }

  private static Stream<String> replication() {
    Stream<String> both =
        Stream.of("", "dr/", "performance/")
            .flatMap(kind ->
                Stream.concat(
                    PRIMARY.stream().map(act -> REPLICATION + kind + "primary/" + act),
                    SECONDARY.stream().map(act -> REPLICATION + kind + "secondary/" + act)));
    Stream<String> more =
        Stream.of(
                "dr/secondary/config/reload/{subsystem+...}",
                "dr/secondary/generate-public-key",
                "dr/secondary/operation-token/delete",
                "dr/secondary/recover",
                "dr/secondary/reindex",
                "performance/secondary/generate-public-key")
            .map(path -> REPLICATION + path);
    return Stream.concat(both, more);
  }

  private static Route refused(String pattern, Operation... operations) {
    return Route.at(pattern).freeForm().on(new Handler.Write(EnterpriseRoutes::refuse), operations);
  }

  private static Decision refuse(Call call, View head) {
    throw Refusal.of(Refusal.Kind.NOT_FOUND, "enterprise-only feature");
  }
}

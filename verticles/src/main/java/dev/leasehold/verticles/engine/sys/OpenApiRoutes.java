package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.OpenApi;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.List;

/// The OpenAPI document of all mounts that the caller can reach; without a token of those that are
/// shown to everybody.
final class OpenApiRoutes {
  /// What the node itself answers, sealed or not, before the gate is asked.
  private static final List<Route> OF_THE_NODE =
      List.of(
          ofTheNode("health", Operation.READ),
          ofTheNode("init", Operation.READ, Operation.UPDATE),
          ofTheNode("leader", Operation.READ),
          ofTheNode("seal-status", Operation.READ),
          ofTheNode("step-down", Operation.UPDATE),
          ofTheNode("unseal", Operation.UPDATE));

  private final Engines engines;

  OpenApiRoutes(Engines engines) {
    this.engines = engines;
  }

  List<Route> routes() {
    return List.of(
        Route.at("internal/specs/openapi")
            .unauthenticated()
            .fields(
                Field.text("context", "Context string appended to every operationId"),
                Field.flag("generic_mount_paths", "Use generic mount paths"))
            .read(this::document)
            .ask(this::document));
  }

  private static Route ofTheNode(String path, Operation... operations) {
    Handler elsewhere =
        new Handler.Read((call, state) -> {
          throw new Fault("sys/" + path + " is answered by the node");
        });
    return Route.at(path).unauthenticated().on(elsewhere, operations);
  }

  private Response document(Call call, View state) {
    OpenApi api = new OpenApi();
    Caller caller = call.caller();
    if (caller == null && call.request().token() != null) {
      throw Refusal.badToken();
    }
    for (Mount mount : state.small().mounts()) {
      boolean shown =
          caller == null
              ? mount.config().listingVisibility().equals("unauth")
              : caller.acl().hasAccessBelow(mount.fullPath());
      if (shown) {
        api.add(mount.fullPath(), tag(mount), engines.routes(mount).routes());
        if (mount.type().equals("system")) {
          api.add(mount.fullPath(), tag(mount), OF_THE_NODE);
        }
      }
    }
    return Response.bare(api.document());
  }

  private static String tag(Mount mount) {
    return switch (mount.table()) {
      case AUTH -> "auth";
      case SECRET ->
          List.of("system", "identity").contains(mount.type()) ? mount.type() : "secrets";
    };
  }
}

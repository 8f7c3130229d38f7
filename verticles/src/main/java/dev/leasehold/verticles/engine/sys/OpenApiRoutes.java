package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.OpenApi;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.util.List;

/// The OpenAPI document of all mounts that the caller can reach; without a token of those that are
/// shown to everybody.
final class OpenApiRoutes {
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
            .read(this::document));
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

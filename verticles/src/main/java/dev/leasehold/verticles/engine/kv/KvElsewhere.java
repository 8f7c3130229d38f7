package dev.leasehold.verticles.engine.kv;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.List;

/// Paths of a version 2 mount that are none of its own: people use them by habit, so the answer
/// tells them where to go.
final class KvElsewhere {
  private static final List<String> OWN =
      List.of("data", "metadata", "delete", "undelete", "destroy");

  /// Folders that serve every path below them, though not every operation.
  private static final List<String> FOLDERS =
      List.of("metadata/", "delete/", "undelete/", "destroy/", "subkeys/");

  private KvElsewhere() {}

  static List<Route> routes() {
    return List.of(
        Route.at("{path...}")
            .freeForm()
            .on(answering("get"), Operation.READ)
            .on(answering("list"), Operation.LIST)
            .on(deciding("put"), Operation.CREATE, Operation.UPDATE)
            .on(deciding("patch"), Operation.PATCH)
            .on(deciding("delete"), Operation.DELETE));
  }

  private static Response rootOnly() {
    return Response.missing(
        null, "Non-listing operations on the root of a K/V v2 mount are not supported.");
  }

  private static Handler answering(String verb) {
    return new Handler.Read((Call call, View state) -> answer(call, verb));
  }

  private static Handler deciding(String verb) {
    return new Handler.Write((Call call, View head) -> Decision.of(answer(call, verb)));
  }

  /// What is answered where a path is none that the engine has.
  static Response answer(Call call, String verb) {
    String path = call.path();
    if (OWN.contains(path)) {
      return rootOnly();
    }
    boolean secret = path.startsWith("data/") && !path.endsWith("/");
    if (secret || path.equals("config") || FOLDERS.stream().anyMatch(path::startsWith)) {
      throw Refusal.unsupportedOperation();
    }
    return Response.missing(
        null,
        "Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API"
            + " endpoints to use. If using the Vault CLI, use 'vault kv "
            + verb
            + "' for this operation.");
  }
}

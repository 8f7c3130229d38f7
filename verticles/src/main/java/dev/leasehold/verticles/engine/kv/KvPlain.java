package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.KvEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.kv.KvSecret;
import dev.leasehold.projections.kv.KvSecrets;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.LeaseBlock;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Undecodable;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.Map;

/// Version 1: a path holds an object, and a new one replaces it.
final class KvPlain {
  /// The most entries that a LIST looks at.
  static final int MAX_LISTED = 1_000_000;

  List<Route> routes() {
    return List.of(
        Route.at("{path...}")
            .freeForm()
            .existing((call, state) -> find(call, state) != null)
            .read(this::read)
            .list(this::list)
            .write(this::write)
            .delete(this::delete));
  }

  private static @org.jspecify.annotations.Nullable KvSecret find(Call call, View state) {
    return KvSecrets.secret(state, call.mount().uuid(), call.path());
  }

  private Response read(Call call, View state) {
    KvSecret secret = find(call, state);
    if (secret == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = JsonPayload.read(state, secret.data());
    return Response.of(data).leased(new LeaseBlock("", false, seconds(call, data)));
  }

  /// The lease duration is only advice: what `ttl` or `lease` in the data say, if they can be read.
  private static long seconds(Call call, Map<String, Object> data) {
    String name = data.containsKey("ttl") ? "ttl" : "lease";
    long system = call.ttls().defaultOf(call.mount());
    if (!data.containsKey(name)) {
      return system;
    }
    try {
      return DurationText.read(data.get(name)).toSeconds();
    } catch (Undecodable undecodable) {
      return system;
    }
  }

  private Response list(Call call, View state) {
    return listed(KvSecrets.list(state, call.mount().uuid(), call.path(), MAX_LISTED));
  }

  static Response listed(List<String> keys) {
    if (keys.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", keys));
  }

  private Decision write(Call call, View head) {
    if (call.path().isEmpty()) {
      throw Refusal.badRequest("missing path");
    }
    Map<String, Object> data = call.request().data();
    if (data.isEmpty()) {
      throw Refusal.badRequest("missing data fields");
    }
    Payload payload = JsonPayload.payload(call, data);
    return Decision.of(
            Response.nothing(),
            new KvEvent.SecretWritten(call.mount().uuid(), call.path(), payload.name()))
        .bringing(payload)
        .destroying(replaced(call, head));
  }

  private static List<PayloadName> replaced(Call call, View head) {
    KvSecret old = find(call, head);
    return old == null ? List.of() : List.of(old.data());
  }

  private Decision delete(Call call, View head) {
    if (find(call, head) == null) {
      return Decision.of(Response.nothing());
    }
    return Decision.of(
            Response.nothing(), new KvEvent.SecretDeleted(call.mount().uuid(), call.path()))
        .destroying(replaced(call, head));
  }
}

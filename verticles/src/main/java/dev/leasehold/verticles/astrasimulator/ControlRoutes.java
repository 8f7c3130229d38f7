package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// What is asked of the simulator itself, under `/simulator`: what there is, and what is to go
/// wrong. It asks nobody who they are. On the verticle's context.
final class ControlRoutes {
  private static final int LONGEST_REFUSAL_MILLIS = 3_600_000;

  private final World world;
  private final Consumer<Duration> refuse;

  /// @param refuse has nobody listen for so long
  ControlRoutes(World world, Consumer<Duration> refuse) {
    this.world = world;
    this.refuse = refuse;
  }

  void addTo(Router router) {
    router.get("/simulator").handler(context -> answer(context, 200, about()));
    router.get("/simulator/clients").handler(context -> answer(context, 200, clients()));
    router.get("/simulator/calls").handler(context -> answer(context, 200, calls()));
    router.get("/simulator/switches").handler(context -> answer(context, 200, switches()));
    router.post("/simulator/switches").handler(context -> reading(context, this::switchTo));
    router.get("/simulator/faults").handler(context -> answer(context, 200, faults()));
    router.post("/simulator/faults").handler(context -> reading(context, this::inject));
    router
        .delete("/simulator/faults")
        .handler(context -> {
          world.faults().clear();
          answer(context, 200, faults());
        });
    router
        .post("/simulator/reset")
        .handler(context -> {
          world.reset();
          answer(context, 200, about());
        });
    router.post("/simulator/refuse").handler(this::refuse);
    router.route(Stage.ELSEWHERE).handler(this::elsewhere);
  }

  private static void answer(RoutingContext context, int status, JsonObject body) {
    Stage.send(context.response(), Reply.json(status, body.encode()));
  }

  /// Hands on a body, whose reader says what is wrong with it by an `IllegalArgumentException`.
  private static void reading(RoutingContext context, Reader reader) {
    try {
      String body = context.body().asString();
      answer(context, 200, reader.read(new JsonObject(body == null ? "{}" : body)));
    } catch (DecodeException wrong) {
      answer(context, 400, new JsonObject().put("error", "the body is no JSON object"));
    } catch (IllegalArgumentException wrong) {
      answer(context, 400, new JsonObject().put("error", wrong.getMessage()));
    }
  }

  private interface Reader {
    JsonObject read(JsonObject body);
  }

  private JsonObject about() {
    JsonArray organizations = new JsonArray();
    for (Organization each : world.astra().organizations()) {
      organizations.add(new JsonObject().put("id", each.id()).put("name", each.name()));
    }
    JsonArray roles = new JsonArray();
    for (Role each : Roles.ALL) {
      roles.add(new JsonObject().put("id", each.id()).put("name", each.name()));
    }
    return new JsonObject().put("organizations", organizations).put("roles", roles);
  }

  private JsonObject clients() {
    JsonArray all = new JsonArray();
    for (AstraClient each : world.astra().live()) {
      Instant expiry = each.tokenExpiry();
      all.add(
          new JsonObject()
              .put("clientId", each.clientId())
              .put("orgId", each.orgId())
              .put("roles", new JsonArray(each.roles()))
              .put("generatedOn", each.generatedOn().toString())
              .put("description", each.description())
              .put("tokenExpiry", expiry == null ? null : expiry.toString())
              .put("seeded", each.seeded())
              .put("token", each.token().text()));
    }
    return new JsonObject().put("clients", all);
  }

  private JsonObject calls() {
    JsonArray all = new JsonArray();
    for (LoggedCall each : world.calls().all()) {
      JsonObject headers = new JsonObject();
      each.headers().forEach((name, values) -> headers.put(name, new JsonArray(values)));
      all.add(
          new JsonObject()
              .put("number", each.number())
              .put("at", each.at().toString())
              .put("call", each.call().wire())
              .put("method", each.method())
              .put("uri", each.uri())
              .put("headers", headers)
              .put("body", each.body())
              .put("fault", each.fault()));
    }
    return new JsonObject().put("forgotten", world.calls().forgotten()).put("calls", all);
  }

  private JsonObject switches() {
    return SwitchText.written(world.switches());
  }

  private JsonObject switchTo(JsonObject given) {
    world.switchTo(SwitchText.read(given, world.switches()));
    return switches();
  }

  private JsonObject faults() {
    List<JsonObject> all = world.faults().waiting().stream().map(FaultText::written).toList();
    return new JsonObject().put("faults", new JsonArray(all));
  }

  private JsonObject inject(JsonObject given) {
    if (!world.faults().add(FaultText.read(given))) {
      throw new IllegalArgumentException("too many faults wait");
    }
    return faults();
  }

  /// The answer is written before the listener closes.
  private void refuse(RoutingContext context) {
    try {
      String body = context.body().asString();
      JsonObject given = new JsonObject(body == null ? "{}" : body);
      int millis = FaultText.number(given, "millis", 1000, LONGEST_REFUSAL_MILLIS);
      context
          .response()
          .putHeader("Content-Type", Reply.JSON)
          .end("{}")
          .onComplete(_ -> refuse.accept(Duration.ofMillis(millis)));
    } catch (DecodeException | IllegalArgumentException wrong) {
      answer(context, 400, new JsonObject().put("error", "millis is missing or no number"));
    }
  }

  /// Who follows a redirect leaves a trace, and with it whether the token went along.
  private void elsewhere(RoutingContext context) {
    String body = context.body().asString();
    world.calls().add(ApiCall.UNKNOWN, context.request(), body == null ? "" : body, "");
    answer(context, 200, new JsonObject());
  }
}

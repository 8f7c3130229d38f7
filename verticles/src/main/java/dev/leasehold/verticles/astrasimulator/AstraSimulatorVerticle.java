package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Owns a simulator's state and serves it: Astra's API under `/v2`, what tests ask and tell under
/// `/simulator`. All of it happens on this verticle's context.
final class AstraSimulatorVerticle extends VerticleBase {
  /// A creation with a hundred roles is a tenth of this.
  private static final long LARGEST_BODY = 1 << 16;

  /// Clients that are never answered hold a connection each.
  private static final int MOST_CONNECTIONS = 1024;

  private final Setup setup;
  private final World world;
  private @Nullable HttpServer server;
  private @Nullable Router router;
  private volatile int port;
  private int connections;
  private long opening = -1;

  AstraSimulatorVerticle(Setup setup) {
    this.setup = setup;
    this.world = new World(setup);
    this.port = setup.port();
  }

  @Override
  public Future<?> start() {
    Router routes = Router.router(vertx);
    routes.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    new ControlRoutes(world, this::refuseFor).addTo(routes);
    Stage stage = new Stage(vertx, world);
    routes.get("/v2/clientIdSecrets").handler(in -> serve(stage, ApiCall.LIST, in));
    routes.post("/v2/clientIdSecrets").handler(in -> serve(stage, ApiCall.CREATE, in));
    routes.post("/v2/tokens").handler(in -> serve(stage, ApiCall.CREATE, in));
    routes.delete("/v2/clientIdSecrets/:client").handler(in -> serve(stage, ApiCall.DELETE, in));
    routes.get("/v2/currentOrg").handler(in -> serve(stage, ApiCall.ORGANIZATION, in));
    routes.get("/v2/organizations/roles").handler(in -> serve(stage, ApiCall.ROLES, in));
    routes.route("/v2/*").handler(in -> serve(stage, ApiCall.UNKNOWN, in));
    routes.errorHandler(
        413,
        in ->
            Stage.send(
                in.response(), Answers.error(ApiCall.UNKNOWN, 413, "too large", world.switches())));
    router = routes;
    return accept();
  }

  @Override
  public Future<?> stop() {
    return refuse();
  }

  int port() {
    return port;
  }

  /// Does something with the state, on the context that owns it.
  <T> Future<T> with(Function<World, T> action) {
    return on(() -> Future.succeededFuture(action.apply(world)));
  }

  /// Closes the listener and all its connections. On any thread.
  Future<Void> stopListening() {
    return on(this::refuse);
  }

  /// Listens again, on the same port. On any thread.
  Future<Void> listenAgain() {
    return on(this::accept);
  }

  private <T> Future<T> on(Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(_ -> {
      try {
        action.get().onComplete(done);
      } catch (RuntimeException failed) {
        done.fail(failed);
      }
    });
    return done.future();
  }

  private void serve(Stage stage, ApiCall call, RoutingContext in) {
    String clientId = in.pathParam("client");
    String body = in.body().asString();
    ApiRequest asked =
        new ApiRequest(
            call,
            Fingerprint.ofHeader(in.request().getHeader("Authorization")),
            clientId == null ? "" : clientId,
            body == null ? "" : body);
    Misbehaviour how = world.wrongWith(call);
    world.calls().add(call, in.request(), asked.body(), FaultText.name(how));
    stage.play(how, call, in.request(), () -> world.answer(asked));
  }

  private void refuseFor(Duration delay) {
    refuse()
        .onComplete(_ -> {
          vertx.cancelTimer(opening);
          opening = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> accept());
        });
  }

  private Future<Void> refuse() {
    HttpServer now = server;
    server = null;
    return now == null ? Future.succeededFuture() : now.close();
  }

  private Future<Void> accept() {
    if (server != null || router == null) {
      return Future.succeededFuture();
    }
    HttpServer opened =
        vertx
            .createHttpServer(new HttpServerOptions().setHost(setup.host()).setPort(port))
            .connectionHandler(this::limit)
            .requestHandler(router);
    server = opened;
    return opened
        .listen()
        .onSuccess(listening -> port = listening.actualPort())
        .onFailure(_ -> server = null)
        .mapEmpty();
  }

  private void limit(HttpConnection connection) {
    connections++;
    connection.closeHandler(_ -> connections--);
    if (connections > MOST_CONNECTIONS) {
      connection.close();
    }
  }
}

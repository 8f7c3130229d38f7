package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// A running simulator of Astra's DevOps API: where it is, what goes wrong next, and what became of
/// all tokens, so that a test can say that none lives without a lease. May be used from any thread;
/// what is told to it is done when the future says so, and calls that came before are then done.
public final class AstraSimulator {
  private final Vertx vertx;
  private final Setup setup;
  private final AstraSimulatorVerticle verticle;
  private final String deployment;

  private AstraSimulator(
      Vertx vertx, Setup setup, AstraSimulatorVerticle verticle, String deployment) {
    this.vertx = vertx;
    this.setup = setup;
    this.verticle = verticle;
    this.deployment = deployment;
  }

  /// Starts one; it listens when the future ends well.
  public static Future<AstraSimulator> start(Vertx vertx, Setup setup) {
    AstraSimulatorVerticle verticle = new AstraSimulatorVerticle(setup);
    return vertx
        .deployVerticle(verticle)
        .map(deployment -> new AstraSimulator(vertx, setup, verticle, deployment));
  }

  /// The port, which stays the same while it refuses connections.
  public int port() {
    return verticle.port();
  }

  /// What a client takes for Astra's address.
  public String url() {
    String host = setup.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /// Who was there from the start.
  public List<Tenant> tenants() {
    return setup.tenants();
  }

  /// Has calls go wrong, after the faults that wait already.
  public Future<Void> inject(Fault fault) {
    return with(
            world -> {
              if (!world.faults().add(fault)) {
                throw new IllegalStateException("too many faults wait");
              }
              return fault;
            })
        .mapEmpty();
  }

  /// From now on all goes well.
  public Future<Void> clearFaults() {
    return doing(world -> world.faults().clear());
  }

  public Future<Void> switchTo(Switches switches) {
    return doing(world -> world.switchTo(switches));
  }

  /// The clients whose tokens open something now, those from the start among them.
  public Future<List<AstraClient>> live() {
    return with(world -> world.astra().live());
  }

  /// Those of them that somebody asked for.
  public Future<List<AstraClient>> issued() {
    return live().map(all -> all.stream().filter(each -> !each.seeded()).toList());
  }

  /// Removes a token, as somebody does who goes to Astra's pages, and says whether it was there.
  public Future<Boolean> remove(String clientId) {
    return with(world -> world.astra().remove(clientId));
  }

  /// The latest calls, oldest first.
  public Future<List<LoggedCall>> calls() {
    return with(world -> world.calls().all());
  }

  /// Makes all as it was at the start.
  public Future<Void> reset() {
    return doing(World::reset);
  }

  /// Refuses connections, and ends those that are there, until [#accept()].
  public Future<Void> refuse() {
    return verticle.stopListening();
  }

  /// Listens again, on the same port.
  public Future<Void> accept() {
    return verticle.listenAgain();
  }

  public Future<Void> stop() {
    return vertx.undeploy(deployment);
  }

  private <T> Future<T> with(Function<World, T> action) {
    return verticle.with(action);
  }

  private Future<Void> doing(Consumer<World> action) {
    return with(
            world -> {
              action.accept(world);
              return world;
            })
        .mapEmpty();
  }
}

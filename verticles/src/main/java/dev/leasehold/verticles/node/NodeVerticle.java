package dev.leasehold.verticles.node;

import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.seal.UnsealCeremony;
import dev.leasehold.crypto.seal.UnsealStep;
import dev.leasehold.events.journal.AlreadyInitialized;
import dev.leasehold.events.journal.Generation;
import dev.leasehold.events.journal.SealTopic;
import dev.leasehold.verticles.engine.sys.Instruments;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.request.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The room that owns whether this node is initialized, sealed or unsealed. All changes are made on
/// its context, one after the other; what they block on runs on a worker.
public final class NodeVerticle extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(NodeVerticle.class.getName());
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Storage storage;
  private final Surroundings around;
  private final Server.Manner manner;
  private final Instruments instruments;
  private List<Generation> generations = List.of();
  private @Nullable UnsealCeremony ceremony;
  private @Nullable Rooms rooms;
  private volatile Status status;
  private volatile @Nullable Life life;
  private Future<?> busy = Future.succeededFuture();

  /// @param instruments what clients are shown of the process
  public NodeVerticle(
      Storage storage, Surroundings around, Server.Manner manner, Instruments instruments) {
    this.instruments = instruments;
    this.storage = storage;
    this.around = around;
    this.manner = manner;
    this.status = new Status(null, 0, "", null, storage.type());
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(this::readGenerations).onSuccess(this::know);
  }

  private List<Generation> readGenerations() {
    return new SealTopic(storage.seal(), around.entropy(), LOOK).generations();
  }

  private void know(List<Generation> found) {
    generations = found;
    if (!found.isEmpty()) {
      List<dev.leasehold.crypto.seal.Generation> opened =
          found.stream()
              .map(one -> dev.leasehold.crypto.seal.Generation.decode(one.bytes()))
              .toList();
      ceremony = new UnsealCeremony(opened, around.entropy());
      status = new Status(opened.getFirst().settings(), 0, "", null, storage.type());
    }
  }

  /// The rooms while this node is unsealed. Any thread.
  public @Nullable Life life() {
    return life;
  }

  /// How this node stands. Any thread.
  Status status() {
    Life now = life;
    Status known = status;
    return now == null
        ? known
        : new Status(known.settings(), 0, "", now.state().small(), storage.type());
  }

  /// Draws the keys and begins the log. Fails with a [Refusal] where that was done before.
  Future<Birth.Born> initialize(Birth.Order order) {
    return next(() ->
        status.initialized()
            ? Future.failedFuture(Refusal.badRequest("Vault is already initialized"))
            : vertx
                .executeBlocking(() ->
                    new Birth(storage, around.entropy(), around.nanoTime())
                        .initialize(order, around.clock().instant()))
                .recover(NodeVerticle::initialized)
                .compose(born ->
                    vertx
                        .executeBlocking(this::readGenerations)
                        .onSuccess(this::know)
                        .map(known -> born)));
  }

  private static Future<Birth.Born> initialized(Throwable failure) {
    return Future.failedFuture(
        failure instanceof AlreadyInitialized
            ? Refusal.badRequest("Vault is already initialized")
            : failure);
  }

  /// Takes a share; with enough of them the rooms open. Gives how the node stands then.
  Future<Status> unseal(byte[] share) {
    return next(() -> {
      UnsealCeremony current = ceremony;
      if (current == null) {
        return Future.failedFuture(Refusal.badRequest("Vault is not initialized"));
      }
      return life != null ? Future.succeededFuture(status()) : submit(current, share);
    });
  }

  private Future<Status> submit(UnsealCeremony current, byte[] share) {
    UnsealStep step = current.submit(share);
    SealSettings settings = status.settings();
    status = new Status(settings, current.progress(), current.nonce(), null, storage.type());
    return switch (step) {
      case UnsealStep.Refused refused -> Future.failedFuture(Refusal.badRequest(refused.text()));
      case UnsealStep.WrongShare wrong ->
          Future.failedFuture(Refusal.badRequest(UnsealCeremony.WRONG_KEY));
      case UnsealStep.WrongKey wrong ->
          Future.failedFuture(Refusal.badRequest(UnsealCeremony.WRONG_KEY));
      case UnsealStep.Duplicate duplicate -> Future.succeededFuture(status());
      case UnsealStep.Counted counted -> Future.succeededFuture(status());
      case UnsealStep.Opened opened -> open(opened);
    };
  }

  private Future<Status> open(UnsealStep.Opened opened) {
    opened.rootKey().wipe();
    Generation generation =
        generations.stream()
            .filter(one -> one.number() == opened.generation().number())
            .findFirst()
            .orElseThrow();
    return vertx
        .executeBlocking(() ->
            new Rooms(vertx, storage, around, manner, opened.keyring(), instruments, this::fatal))
        .compose(made -> {
          rooms = made;
          return made.open(generation);
        })
        .map(alive -> {
          life = alive;
          return status();
        })
        .onFailure(failure -> LOG.log(System.Logger.Level.ERROR, "cannot unseal", failure))
        .recover(failure -> closeRooms().transform(closed -> Future.failedFuture(failure)));
  }

  /// Forgets the shares that were given.
  Future<Status> reset() {
    return next(() -> {
      if (ceremony != null) {
        ceremony.reset();
      }
      status = new Status(status.settings(), 0, "", null, storage.type());
      return Future.succeededFuture(status());
    });
  }

  /// Closes all rooms and forgets the keys.
  public Future<Void> seal() {
    return next(this::closeRooms);
  }

  private Future<Void> closeRooms() {
    life = null;
    Rooms open = rooms;
    rooms = null;
    status = new Status(status.settings(), 0, "", null, storage.type());
    return open == null ? Future.succeededFuture() : open.close();
  }

  /// What makes going on impossible seals the node, and says why in the log.
  private void fatal(Throwable why) {
    LOG.log(System.Logger.Level.ERROR, "the node seals itself", why);
    var ignored = seal();
  }

  /// Runs one change after the other, on this room's context.
  private <T> Future<T> next(Supplier<Future<T>> change) {
    Promise<T> done = Promise.promise();
    context.runOnContext(here -> {
      Future<T> mine = busy.transform(before -> change.get());
      busy = mine;
      mine.onComplete(done);
    });
    return done.future();
  }

  @Override
  public Future<?> stop() {
    return closeRooms();
  }
}

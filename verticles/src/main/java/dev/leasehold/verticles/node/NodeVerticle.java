package dev.leasehold.verticles.node;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.seal.ShamirSeal;
import dev.leasehold.crypto.seal.UnsealCeremony;
import dev.leasehold.crypto.seal.UnsealStep;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.journal.AlreadyInitialized;
import dev.leasehold.events.journal.Generation;
import dev.leasehold.events.journal.SealTopic;
import dev.leasehold.projections.rotation.RekeyBackup;
import dev.leasehold.projections.rotation.Rotations;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.engine.sys.Instruments;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.telemetry.Telemetry;
import dev.leasehold.verticles.writer.Resolution;
import dev.leasehold.verticles.writer.Work;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The room that owns whether this node is initialized, sealed or unsealed. All changes are made on
/// its context, one after the other; what they block on runs on a worker.
public final class NodeVerticle extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(NodeVerticle.class.getName());
  private static final Duration LOOK = Duration.ofMillis(100);

  /// How often a look is taken at whether a new term is due.
  private static final Duration ROTATION_CHECK = Duration.ofMinutes(1);

  private final Storage storage;
  private final Surroundings around;
  private final Server.Manner manner;
  private final Telemetry telemetry;
  private final Instruments instruments;
  private List<Generation> generations = List.of();
  private @Nullable UnsealCeremony ceremony;
  private @Nullable Rooms rooms;
  private @Nullable OpenSeal openSeal;
  private final Rekeying rekeying;
  private final RootGeneration rootGeneration;
  private volatile Status status;
  private volatile @Nullable Life life;
  private Future<?> busy = Future.succeededFuture();

  /// @param instruments what clients are shown of the process
  public NodeVerticle(
      Storage storage, Surroundings around, Server.Manner manner, Instruments instruments) {
    this.telemetry = new Telemetry(manner.telemetry(), around.nanoTime(), around.clock().instant());
    this.instruments = instruments;
    this.storage = storage;
    this.around = around;
    this.manner = manner;
    this.status = new Status(null, 0, "", null, storage.type());
    this.rekeying =
        new Rekeying(
            around.entropy(), new Rekeying.Turn(this::draw, this::keepBackup, this::adopt));
    this.rootGeneration = new RootGeneration(around.entropy());
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(ROTATION_CHECK.toMillis(), timer -> rotateIfDue());
    vertx.setPeriodic(
        Telemetry.INTERVAL.toMillis(), timer -> telemetry.turn(around.clock().instant()));
    return vertx.executeBlocking(this::readGenerations).onSuccess(this::know);
  }

  private void rotateIfDue() {
    Life alive = life;
    if (alive != null && Rotations.due(alive.state(), around.clock().instant())) {
      rotate().onFailure(failure -> LOG.log(System.Logger.Level.ERROR, "cannot rotate", failure));
    }
  }

  private List<Generation> readGenerations() {
    return topic().generations();
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

  /// Where it is told what was done and how long it took. Any thread.
  Telemetry telemetry() {
    return telemetry;
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

  /// Opens the rooms with the oldest generation that the root key opens, whose terms the journal
  /// knows for certain; where it names a later one by now, with that.
  private Future<Status> open(UnsealStep.Opened opened) {
    opened.keyring().wipe();
    List<Candidate> candidates = Candidate.of(generations, opened.rootKey());
    return open(candidates.getFirst(), candidates)
        .recover(failure -> {
          Candidate other = Candidate.counting(failure, candidates);
          return other == null
              ? Future.failedFuture(failure)
              : closeRooms()
                  .compose(done -> open(other, Candidate.of(generations, opened.rootKey())));
        })
        .onFailure(failure -> LOG.log(System.Logger.Level.ERROR, "cannot unseal", failure))
        .recover(failure -> {
          opened.rootKey().wipe();
          return closeRooms().transform(closed -> Future.failedFuture(failure));
        });
  }

  private Future<Status> open(Candidate chosen, List<Candidate> candidates) {
    OpenSeal seal = chosen.seal();
    Keyring newest = candidates.getLast().seal().keyring();
    return vertx
        .executeBlocking(() ->
            new Rooms(
                vertx,
                storage,
                around,
                manner,
                new Rooms.Keys(seal.keyring(), newest),
                telemetry,
                instruments,
                this::fatal))
        .compose(made -> {
          rooms = made;
          return made.open(chosen.appended());
        })
        .map(alive -> {
          life = alive;
          openSeal = seal;
          return status();
        });
  }

  /// Draws a new term; done once records are sealed under it.
  Future<Void> rotate() {
    return next(() -> turn(seal -> seal.rotated(around.entropy(), around.clock().instant())));
  }

  /// Runs a step of a rekey, in order with all other changes.
  <T> Future<T> rekeying(BiFunction<Rekeying, OpenSeal, Future<T>> step) {
    return next(() -> step.apply(rekeying, openSealOrRefuse()));
  }

  /// Runs a step towards a new root token, in order with all other changes.
  <T> Future<T> generation(BiFunction<RootGeneration, OpenSeal, Future<T>> step) {
    return next(() -> step.apply(rootGeneration, openSealOrRefuse()));
  }

  private OpenSeal openSealOrRefuse() {
    OpenSeal seal = openSeal;
    if (seal == null) {
      throw Refusal.sealed();
    }
    return seal;
  }

  /// Has work decided; done when it is in the log.
  Future<Void> kept(Work work) {
    Life alive = life;
    return alive == null ? Future.failedFuture(Refusal.sealed()) : Kept.work(alive.writer(), work);
  }

  /// Replaces the generation that counts: the new one is on the seal topic and then in the journal
  /// before anything is sealed under its term, and only then is the old one forgotten.
  private Future<Void> turn(UnaryOperator<OpenSeal> make) {
    OpenSeal before = openSealOrRefuse();
    Rooms open = Objects.requireNonNull(rooms);
    return vertx
        .executeBlocking(() -> make.apply(before))
        .compose(after ->
            vertx
                .executeBlocking(
                    () -> topic().append(after.generation().number(), after.generation().encode()))
                .compose(appended -> kept((head, now) -> counts(appended, after)))
                .compose(done -> open.renew(after.keyring()))
                .compose(done -> vertx.executeBlocking(() -> forgetAllBut(after)))
                .map(left -> {
                  know(left);
                  openSeal = after;
                  if (!after.rootKey().equals(before.rootKey())) {
                    before.rootKey().wipe();
                  }
                  return null;
                }));
  }

  private static Resolution counts(Generation appended, OpenSeal after) {
    return Resolution.of(
        Decision.of(
            Response.nothing(),
            new SysEvent.SealChanged(appended.number(), appended.hash()),
            new SysEvent.TermInstalled(after.keyring().activeTerm())));
  }

  private SealTopic topic() {
    return new SealTopic(storage.seal(), around.entropy(), LOOK);
  }

  private List<Generation> forgetAllBut(OpenSeal counting) {
    byte[] bytes = counting.generation().encode();
    SealTopic topic = topic();
    for (Generation one : topic.generations()) {
      if (!Arrays.equals(one.bytes(), bytes)) {
        topic.forget(one);
      }
    }
    return topic.generations();
  }

  private Future<Rekeying.Drawn> draw(Rekeying.Wish wish) {
    return vertx.executeBlocking(() -> {
      ShamirSeal seal = ShamirSeal.draw(wish.settings(), around.entropy());
      return new Rekeying.Drawn(
          seal, HandedShares.of(seal.shares(), wish.pgpKeys(), around.entropy()));
    });
  }

  private Future<Void> keepBackup(String nonce, HandedShares shares) {
    Payload payload = JsonPayload.payload(around.entropy(), shares.backup());
    return kept((head, now) -> {
      RekeyBackup before = Rotations.backup(head);
      List<PayloadName> replaced = before == null ? List.of() : List.of(before.shares());
      return Resolution.of(
          Decision.of(Response.nothing(), new SysEvent.RekeyBackupKept(nonce, payload.name()))
              .bringing(payload)
              .destroying(replaced));
    });
  }

  private Future<Void> adopt(ShamirSeal seal) {
    return turn(open -> open.rekeyed(seal, around.entropy(), around.clock().instant()));
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
    forgetKeys();
    status = new Status(status.settings(), 0, "", null, storage.type());
    return open == null ? Future.succeededFuture() : open.close();
  }

  private void forgetKeys() {
    rekeying.cancel();
    rootGeneration.cancel();
    if (openSeal != null) {
      openSeal.rootKey().wipe();
      openSeal = null;
    }
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

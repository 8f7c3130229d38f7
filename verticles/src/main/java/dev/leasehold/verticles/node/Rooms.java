package dev.leasehold.verticles.node;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.events.journal.Generation;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.Store;
import dev.leasehold.verticles.audit.AuditVerticle;
import dev.leasehold.verticles.audit.DeviceTrial;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.sys.Build;
import dev.leasehold.verticles.engine.sys.Instruments;
import dev.leasehold.verticles.expiry.ExpiryVerticle;
import dev.leasehold.verticles.gate.Acls;
import dev.leasehold.verticles.gate.Gate;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.outbound.AddressPolicy;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DropUsers;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpEffect;
import dev.leasehold.verticles.outbound.HttpTour;
import dev.leasehold.verticles.outbound.OutboundVerticle;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import dev.leasehold.verticles.outbound.SweepEffect;
import dev.leasehold.verticles.telemetry.MeasuredLog;
import dev.leasehold.verticles.telemetry.Telemetry;
import dev.leasehold.verticles.writer.Leadership;
import dev.leasehold.verticles.writer.Writer;
import dev.leasehold.verticles.writer.WriterVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rooms of an unsealed node: opened with a keyring, closed when the node is sealed.
final class Rooms {
  /// How many opened rows are kept in the heap.
  private static final long HOT_ROWS = 100_000;

  private final Vertx vertx;
  private final Storage storage;
  private final Surroundings around;
  private final Server.Manner manner;
  private final Keyring keyring;
  private final Keyring newest;
  private final Consumer<Throwable> fatal;
  private final Telemetry telemetry;
  private final Store store;
  private final Committed committed;
  private final Engines engines;
  private final Gate gate;
  private final AuditVerticle audit;
  private final OutboundVerticle outbound;
  private final WriterVerticle writer;
  private final ExpiryVerticle expiry;
  private final List<Keyring> newerKeyrings = new CopyOnWriteArrayList<>();
  private final List<String> deployed = new ArrayList<>();
  private volatile @Nullable Leadership leadership;
  private volatile @Nullable Generation opened;

  /// What a node opens its rooms with.
  ///
  /// @param keyring whose terms the journal knows
  /// @param newest of a generation that the journal may name by now: for reading alone
  record Keys(Keyring keyring, Keyring newest) {}

  /// Opens the store; blocks.
  Rooms(
      Vertx vertx,
      Storage storage,
      Surroundings around,
      Server.Manner manner,
      Keys keys,
      Telemetry telemetry,
      Instruments instruments,
      Consumer<Throwable> fatal) {
    this.newest = keys.newest();
    this.telemetry = telemetry;
    this.vertx = vertx;
    this.storage = storage;
    this.around = around;
    this.manner = manner;
    this.keyring = keys.keyring();
    this.fatal = fatal;
    this.store = storage.store().get();
    this.committed = Committed.open(store, keyring, around.entropy(), HOT_ROWS);
    Acls acls = new Acls();
    this.engines =
        EngineList.with(
            acls, new DeviceTrial(storage.ownFolders())::run, instruments, instruments.address());
    this.gate = new Gate(engines, acls, new Names(keyring), manner.ttls(), around.entropy());
    this.audit =
        new AuditVerticle(
            new AuditVerticle.Plan(
                storage.audit(),
                keyring,
                around.entropy(),
                committed,
                storage.ownFolders(),
                Build.VERSION,
                around.nanoTime()));
    this.outbound =
        new OutboundVerticle(
            AdapterList.ALL, around.clock(), AddressPolicy.OPEN, PoolLimits.DEFAULT);
    this.writer =
        new WriterVerticle(
            this::parts, audit::heads, committed::flush, committed::eraseCompact, fatal);
    this.expiry =
        new ExpiryVerticle(
            writer, this::perform, committed, engines, around.clock(), around.entropy());
  }

  private WriterVerticle.Parts parts(WriterVerticle.Threads threads) {
    Projections projections = new Projections();
    Writer decides =
        new Writer(committed, projections, threads.self(), threads.store(), around.clock());
    decides.tell(manner.heard().andThen(new CommitCounts(telemetry, committed)::heard));
    Leadership leads =
        new Leadership(
            new MeasuredLog(storage.journal(), telemetry, "journal.append"),
            keyring,
            committed,
            projections,
            decides,
            new Leadership.Surroundings(
                threads.self(),
                threads.worker(),
                threads.later(),
                around.clock(),
                around.nanoTime(),
                around.entropy(),
                storage.shared(),
                fatal));
    leads.tell(audit::recover);
    leads.checkFirst(this::checkSeal);
    leads.readWith(newest);
    leadership = leads;
    return new WriterVerticle.Parts(decides, leads);
  }

  /// Opens the rooms, the writer last; done once this node leads and the seal that opened it is the
  /// one that counts.
  Future<Life> open(Generation generation) {
    opened = generation;
    return deploy(audit)
        .compose(done -> deploy(outbound))
        .compose(done -> deploy(writer))
        .compose(done -> deploy(expiry, ThreadingModel.WORKER))
        .map(done -> life());
  }

  /// Goes on under a newer keyring, whose terms the journal knows.
  Future<Void> renew(Keyring newer) {
    newerKeyrings.add(newer);
    return writer.renew(newer);
  }

  /// Nothing may be written under a keyring before the journal names its generation; one that a
  /// renewal has brought was named before.
  private void checkSeal() {
    Generation generation = opened;
    if (generation == null || !newerKeyrings.isEmpty()) {
      return;
    }
    boolean counts =
        committed.small().sealGeneration() == generation.number()
            && committed.small().sealHash().equals(generation.hash());
    if (!counts) {
      throw new OtherSealCounts(committed.small().sealGeneration(), committed.small().sealHash());
    }
  }

  private Future<Void> deploy(VerticleBase room) {
    return deploy(room, ThreadingModel.EVENT_LOOP);
  }

  private Future<Void> deploy(VerticleBase room, ThreadingModel threads) {
    return vertx
        .deployVerticle(room, new DeploymentOptions().setThreadingModel(threads))
        .map(id -> {
          deployed.add(id);
          return null;
        });
  }

  private Life life() {
    return new Life(
        vertx,
        gate,
        committed,
        around.clock(),
        writer,
        audit,
        this::perform,
        this::fresh,
        telemetry);
  }

  private Future<Outcome> perform(Effect effect) {
    return switch (effect) {
      case DatabaseEffect act -> outbound.perform(act);
      case DropUsers drops -> outbound.perform(drops);
      case HttpEffect http -> outbound.perform(http);
      case HttpAct act -> outbound.perform(act);
      case HttpTour tour -> outbound.perform(tour);
      case SweepEffect sweep -> expiry.sweep(sweep);
    };
  }

  private boolean fresh() {
    Leadership leads = leadership;
    return leads != null && leads.fresh();
  }

  /// Closes the rooms in the opposite order, forgets all keys and rows, and closes the store.
  Future<Void> close() {
    Future<Void> closed = Future.succeededFuture();
    for (String id : deployed.reversed()) {
      closed = closed.compose(done -> vertx.undeploy(id)).otherwise(failure -> null).mapEmpty();
    }
    return closed.compose(done ->
        vertx.executeBlocking(() -> {
          committed.flush();
          committed.seal();
          store.close();
          keyring.wipe();
          newest.wipe();
          newerKeyrings.forEach(Keyring::wipe);
          return null;
        }));
  }
}

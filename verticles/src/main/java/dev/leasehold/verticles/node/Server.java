package dev.leasehold.verticles.node;

import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Commit;
import dev.leasehold.verticles.engine.sys.Instruments;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.host.HostInfo;
import dev.leasehold.verticles.host.LogLevels;
import dev.leasehold.verticles.host.LogTap;
import dev.leasehold.verticles.http.Answered;
import dev.leasehold.verticles.http.Dispatcher;
import dev.leasehold.verticles.http.HttpVerticle;
import dev.leasehold.verticles.http.InFlight;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.telemetry.Gauge;
import dev.leasehold.verticles.telemetry.MetricsPage;
import dev.leasehold.verticles.telemetry.TelemetrySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/// A whole server in this process: the node room and, for each listener, an HTTP room a core.
public final class Server implements AutoCloseable {
  private static final Reveal TO_UNSEAL = Reveal.because("dev mode unseals itself");

  private final Vertx vertx;
  private final Storage storage;
  private final Surroundings around;
  private final InFlight inFlight = new InFlight();
  private final MetricsPage metrics;
  private final NodeVerticle node;
  private final List<Integer> ports = new ArrayList<>();

  /// What dev mode shows.
  public record Dev(SecretBytes unsealKey, SecretBytes rootToken) {}

  /// How a server serves.
  ///
  /// @param ttls the times to live where no mount says otherwise
  /// @param remoteInit whether a client from another machine may initialize
  /// @param telemetry how figures are told
  /// @param introspects whether it is told how mounts are found
  /// @param heard told of each commit of this node once it is in the log, in order; on the writer's
  ///   thread, so it must not wait
  public record Manner(
      List<Listener> listeners,
      Ttls ttls,
      boolean remoteInit,
      TelemetrySettings telemetry,
      boolean introspects,
      Consumer<Commit> heard) {

    /// As dev mode serves, in which figures and mounts are told.
    public Manner(List<Listener> listeners, Ttls ttls, boolean remoteInit, Consumer<Commit> heard) {
      this(listeners, ttls, remoteInit, TelemetrySettings.USUAL, true, heard);
    }
  }

  private Server(Vertx vertx, Storage storage, Surroundings around, Manner manner) {
    this.vertx = vertx;
    this.storage = storage;
    this.around = around;
    LogLevels levels = new LogLevels();
    this.node =
        new NodeVerticle(
            storage,
            around,
            manner,
            new Instruments(
                HostInfo::name,
                address(manner),
                new HostInfo(around.clock())::read,
                inFlight::told,
                new Configured(storage, manner)::sanitized,
                this::metrics,
                manner.introspects(),
                levels::all,
                levels::set));
    this.metrics = new MetricsPage(node.telemetry(), this::gauges);
  }

  /// The first address of ours that a client can name; empty where there are only sockets of files.
  private static String address(Manner manner) {
    for (Listener listener : manner.listeners()) {
      if (listener.place() instanceof Listener.Tcp(String host, int port)) {
        return (listener.tls() == null ? "http://" : "https://") + host + ":" + port;
      }
    }
    return "";
  }

  /// Starts the rooms that are there in any state and begins to listen. Blocks until it does.
  public static Server start(
      Vertx vertx,
      Storage storage,
      Surroundings around,
      List<Listener> listeners,
      boolean remoteInit) {
    return start(
        vertx, storage, around, new Manner(listeners, Ttls.SYSTEM, remoteInit, commit -> {}));
  }

  /// The same with all that can be configured.
  public static Server start(Vertx vertx, Storage storage, Surroundings around, Manner manner) {
    Server server = new Server(vertx, storage, around, manner);
    await(vertx.deployVerticle(server.node));
    for (Listener listener : manner.listeners()) {
      server.listen(listener, manner.remoteInit());
    }
    return server;
  }

  private void listen(Listener listener, boolean remoteInit) {
    AlwaysServed always =
        new AlwaysServed(
            node, around, remoteInit, new OpenPages(vertx, listener.open(), metrics, inFlight));
    Dispatcher doorway =
        new Dispatcher(always::handle, node::life, node::seal, inFlight, Server::watching);
    int cores = Runtime.getRuntime().availableProcessors();
    Listener shared = shared(listener);
    HttpVerticle first = room(shared, doorway);
    await(vertx.deployVerticle(first));
    ports.add(first.port());
    for (int i = 1; i < cores; i++) {
      await(vertx.deployVerticle(room(shared, doorway)));
    }
  }

  /// The lines of the log, from the level on and in the format that a request asks for.
  private static Answered.Flow watching(Request request) {
    if (LogTap.isFull()) {
      throw Refusal.of(Refusal.Kind.TOO_MANY_REQUESTS, "too many watch the log");
    }
    Level from = LogTap.level(String.valueOf(request.data().getOrDefault("log_level", "")));
    boolean json = "json".equalsIgnoreCase(String.valueOf(request.data().get("log_format")));
    return taker -> LogTap.watch(from, json, taker);
  }

  /// A port that the system chooses is shared by rooms under a number below zero: so Vert.x has it.
  private Listener shared(Listener listener) {
    return listener.place() instanceof Listener.Tcp tcp && tcp.port() == 0
        ? listener.at(-1 - ports.size())
        : listener;
  }

  private HttpVerticle room(Listener listener, Dispatcher doorway) {
    return new HttpVerticle(listener, doorway, around.entropy(), around.clock());
  }

  private Response metrics(String format) {
    return metrics.in(format);
  }

  private List<Gauge> gauges() {
    return new NodeGauges(node.life(), inFlight).read();
  }

  /// The ports that are listened on, in the order of the listeners.
  public List<Integer> ports() {
    return List.copyOf(ports);
  }

  /// The rooms while unsealed.
  public @Nullable Life life() {
    return node.life();
  }

  /// Opens the files of the audit devices anew; while sealed there are none. Any thread.
  public void reopenAuditFiles() {
    Life now = node.life();
    if (now != null) {
      now.audit().reopenDevices();
    }
  }

  /// Initializes with one share and unseals: what dev mode does. Blocks.
  public Dev unsealedForDevelopment(@Nullable SecretBytes rootToken, int kvVersion) {
    Birth.Order order =
        new Birth.Order(
            SealSettings.shamir(1, 1), rootToken, FirstMounts.secret(around.entropy(), kvVersion));
    Birth.Born born = await(node.initialize(order));
    SecretBytes share = born.shares().getFirst();
    await(node.unseal(share.reveal(TO_UNSEAL)));
    return new Dev(share, born.rootToken());
  }

  private static <T> T await(Future<T> future) {
    return future.await();
  }

  /// Seals, stops listening, and closes the storage. Blocks.
  @Override
  public void close() {
    await(node.seal());
    await(vertx.close());
    storage.close();
  }
}

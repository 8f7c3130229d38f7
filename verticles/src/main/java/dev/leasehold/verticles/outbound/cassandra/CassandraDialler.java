package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.session.ProgrammaticArguments;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.verticles.outbound.DatabaseAdapter.Surroundings;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Opens sessions: has the names of a target resolved and their addresses judged, and hands the
/// driver these very addresses. Used on the context of the outbound room only; what the driver
/// completes on its own threads comes back to it.
final class CassandraDialler {
  private static final Reveal TO_LOG_IN =
      Reveal.because("Cassandra is logged in to with the password");

  /// At its finest level the driver logs what it sends, and clients may set levels: so nothing of
  /// its log gets out. What went wrong is in the outcome.
  private static final Logger SILENCED = Logger.getLogger("com.datastax.oss.driver");

  private final Surroundings around;
  private final Set<CqlSession> open = ConcurrentHashMap.newKeySet();
  private @Nullable DriverThreads threads;

  CassandraDialler(Surroundings around) {
    this.around = around;
    SILENCED.setUseParentHandlers(false);
  }

  /// A session that has logged in, or [NotReached].
  Future<CqlSession> dial(DatabaseTarget target) {
    CassandraHosts hosts = CassandraHosts.parse(target.host(), target.port());
    List<Future<List<InetSocketAddress>>> judging =
        hosts.hosts().stream().map(this::judged).toList();
    return Future.join(judging)
        .transform(_ -> {
          List<InetSocketAddress> found = new ArrayList<>();
          judging.stream().filter(Future::succeeded).map(Future::result).forEach(found::addAll);
          return found.isEmpty()
              ? Future.failedFuture(judging.getFirst().cause())
              : dial(target, found);
        });
  }

  private Future<List<InetSocketAddress>> judged(CassandraHosts.Host host) {
    return around
        .addresses()
        .of(host.name(), "database")
        .map(all -> all.stream().map(one -> new InetSocketAddress(one, host.port())).toList());
  }

  /// Building a session reads certificates and loads classes, which no event loop should wait for.
  private Future<CqlSession> dial(DatabaseTarget target, List<InetSocketAddress> judged) {
    Context room = around.vertx().getOrCreateContext();
    DriverThreads shared = threads == null ? DriverThreads.start() : threads;
    threads = shared;
    return around
        .vertx()
        .executeBlocking(() -> builder(target, judged, shared).buildAsync(), false)
        .compose(opening -> Future.fromCompletionStage(opening, room))
        .recover(failure -> Future.failedFuture(CqlError.ofDialling(failure, target)))
        .onSuccess(session -> {
          open.add(session);
          session.closeFuture().thenRun(() -> open.remove(session));
        });
  }

  private CqlSessionBuilder builder(
      DatabaseTarget target, List<InetSocketAddress> judged, DriverThreads shared) {
    JudgedAddresses addresses = new JudgedAddresses(judged);
    CqlSessionBuilder builder =
        new Builder(shared, addresses)
            .withConfigLoader(SessionOptions.of(target, around.limits()))
            .withAuthCredentials(target.userName(), target.password().revealUtf8(TO_LOG_IN))
            .withNodeDistanceEvaluator((node, _) -> addresses.distance(node))
            .addContactPoints(judged);
    TlsEngines tls = TlsEngines.of(target);
    if (tls != null) {
      builder.withSslEngineFactory(tls);
    }
    String datacenter = target.settings().getOrDefault("local_datacenter", "");
    return datacenter.isEmpty() ? builder : builder.withLocalDatacenter(datacenter);
  }

  private static final class Builder extends CqlSessionBuilder {
    private final DriverThreads threads;
    private final JudgedAddresses judged;

    Builder(DriverThreads threads, JudgedAddresses judged) {
      this.threads = threads;
      this.judged = judged;
    }

    @Override
    protected DriverContext buildContext(
        DriverConfigLoader config, ProgrammaticArguments arguments) {
      return new SessionContext(config, arguments, threads, judged);
    }
  }

  /// Ends all sessions, whatever they do, and the threads of the driver.
  Future<Void> close() {
    DriverThreads shared = threads;
    if (shared == null) {
      return Future.succeededFuture();
    }
    threads = null;
    Context room = around.vertx().getOrCreateContext();
    List<Future<Void>> closing =
        List.copyOf(open).stream()
            .map(session -> Future.fromCompletionStage(session.forceCloseAsync(), room))
            .toList();
    return Future.join(closing).<Void>mapEmpty().eventually(shared::stop);
  }
}

package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// A session that has logged in, and how many acts are under way on it. Used on the context of the
/// outbound room only.
final class OpenSession {
  private static final Set<String> DOUBTFUL = Set.of("connection_lost", "timeout", "unreachable");

  private final CqlSession session;
  private final Instant opened;
  private int acts;
  private boolean left;

  OpenSession(CqlSession session, Instant opened) {
    this.session = session;
    this.opened = opened;
  }

  Instant opened() {
    return opened;
  }

  /// Whether it takes another act: it was not left, and is connected with a server.
  boolean usable() {
    return !left
        && session.getMetadata().getNodes().values().stream()
            .anyMatch(node -> node.getOpenConnections() > 0);
  }

  Future<Outcome> perform(
      DatabaseAdapter.Surroundings around, DatabaseEffect effect, Duration time) {
    acts++;
    return new CassandraActs(session, around, effect.database(), time)
        .perform(effect)
        .onComplete(outcome -> {
          acts--;
          if (left || outcome.failed() || isDoubtful(outcome.result())) {
            leave();
          }
        });
  }

  private static boolean isDoubtful(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> false;
      case Outcome.Refused refused -> DOUBTFUL.contains(refused.errorClass());
      case Outcome.Unknown _ -> true;
    };
  }

  /// Takes no other act, and closes when the last is over.
  void leave() {
    left = true;
    if (acts == 0) {
      session.closeAsync();
    }
  }
}

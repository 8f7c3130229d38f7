package dev.leasehold.verticles.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Talks with HTTP servers. Each question goes over a connection of its own, to an address that was
/// judged; certificates are held against the name. Used on the context of the outbound room only.
///
/// Clearing up has connections of its own, so that a server that answers no client's request does
/// not keep revocations waiting.
final class HttpTalks {
  /// At most so many talks with one target at once; one more is refused.
  private static final int TALKS = 64;

  /// Several targets may be at one server: as many organizations are at Astra's.
  private static final int CONNECTIONS = 4 * TALKS;

  /// A page of a hundred teams is a third of this.
  private static final int LARGEST_BODY = 1 << 20;

  private final Vertx vertx;
  private final InstantSource clock;
  private final PermittedAddresses addresses;
  private final HttpClient asking;
  private final HttpClient clearing;
  private final HttpPauses pauses;
  private final Map<String, Integer> talking = new HashMap<>();

  HttpTalks(
      Vertx vertx, InstantSource clock, PermittedAddresses addresses, Duration connectTimeout) {
    this.vertx = vertx;
    this.clock = clock;
    this.addresses = addresses;
    this.pauses = new HttpPauses(clock);
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) Math.max(1, connectTimeout.toMillis()))
            .setKeepAlive(false)
            .setVerifyHost(true);
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS);
    this.asking = vertx.createHttpClient(options, pool);
    this.clearing = vertx.createHttpClient(options, pool);
  }

  Future<Void> close() {
    return asking.close().eventually(clearing::close);
  }

  Future<Outcome> perform(HttpEffect effect) {
    return talk(
        effect.target(),
        new HttpTalk(
            vertx,
            addresses,
            asking,
            new HttpTalk.Manner(
                effect.server(), effect.timeout(), LARGEST_BODY, HttpTalk.Duty.NONE),
            effect.first()));
  }

  Future<Outcome> perform(HttpAct act) {
    Duration left = pauses.left(act.target());
    if (left.isPositive()) {
      return Future.succeededFuture(
          new Outcome.Refused(
              "rate_limited", "the server asks to be left alone for " + left.toSeconds() + " s"));
    }
    HttpTalk.Duty duty =
        new HttpTalk.Duty(
            true,
            () -> act.deadline() != null && clock.instant().isAfter(act.deadline()),
            answer -> pauses.heed(act.target(), answer));
    return talk(
        (act.revoking() ? "revoking " : "issuing ") + act.target(),
        new HttpTalk(
            vertx,
            addresses,
            act.revoking() ? clearing : asking,
            new HttpTalk.Manner(act.server(), act.timeout(), act.largestAnswer(), duty),
            act.first()));
  }

  private Future<Outcome> talk(String lane, HttpTalk talk) {
    if (talking.getOrDefault(lane, 0) >= TALKS) {
      return Future.succeededFuture(new Outcome.Refused("busy", "too many wait for this server"));
    }
    talking.merge(lane, 1, Integer::sum);
    return talk.perform()
        .onComplete(_ -> talking.computeIfPresent(lane, (_, n) -> n > 1 ? n - 1 : null));
  }
}

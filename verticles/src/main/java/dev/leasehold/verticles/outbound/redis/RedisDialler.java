package dev.leasehold.verticles.outbound.redis;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.verticles.outbound.DatabaseAdapter.Surroundings;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.ErrorText;
import dev.leasehold.verticles.outbound.NotReached;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Connects to Redis servers: has the name resolved and its addresses judged, dials the very
/// address that was judged, and logs in. The language of Redis begins with the password, so that
/// only verified TLS keeps it from a stranger.
final class RedisDialler {
  private static final Reveal TO_LOG_IN = Reveal.because("Redis is logged in to with the password");

  private final Surroundings around;
  private final NetClient client;

  RedisDialler(Surroundings around) {
    this.around = around;
    this.client =
        around
            .vertx()
            .createNetClient(
                new NetClientOptions()
                    .setConnectTimeout(
                        (int) Math.max(1, around.limits().connectTimeout().toMillis())));
  }

  /// A connection that has logged in, or [NotReached].
  Future<RedisLink> dial(DatabaseTarget target) {
    return around
        .addresses()
        .of(target.host(), "database")
        .compose(found -> dialFirst(target, found.iterator()));
  }

  Future<Void> close() {
    return client.close();
  }

  private Future<RedisLink> dialFirst(DatabaseTarget target, Iterator<InetAddress> candidates) {
    SocketAddress candidate =
        SocketAddress.inetSocketAddress(new InetSocketAddress(candidates.next(), target.port()));
    return client
        .connect(new ConnectOptions().setRemoteAddress(candidate))
        .recover(failure ->
            Future.failedFuture(new NotReached("unreachable", ErrorText.ofConnecting(failure))))
        .compose(
            socket ->
                secured(socket, target)
                    .compose(_ -> login(socket, target))
                    .onFailure(_ -> socket.close()),
            failure ->
                candidates.hasNext()
                    ? dialFirst(target, candidates)
                    : Future.failedFuture(failure));
  }

  /// A server without TLS may wait for the rest of what it takes for a command: so the handshake
  /// has half of the time that connecting has.
  private Future<Void> secured(NetSocket socket, DatabaseTarget target) {
    if (!Boolean.parseBoolean(target.settings().get("tls"))) {
      return Future.succeededFuture();
    }
    ClientSSLOptions tls = new ClientSSLOptions();
    String ca = target.tlsCa();
    boolean trusting = Boolean.parseBoolean(target.settings().get("insecure_tls"));
    if (trusting || ca == null) {
      tls.setTrustAll(true);
    } else {
      tls.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(ca)));
    }
    tls.setHostnameVerificationAlgorithm(trusting ? "" : "HTTPS");
    tls.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    tls.setSslHandshakeTimeout(Math.max(1, around.limits().connectTimeout().toMillis() / 2));
    return socket
        .upgradeToSsl(tls)
        .recover(_ -> Future.failedFuture(new NotReached("tls", "the TLS handshake failed")));
  }

  private Future<RedisLink> login(NetSocket socket, DatabaseTarget target) {
    RedisLink link = new RedisLink(socket, around.clock().instant());
    return link.ask(List.of("AUTH", target.userName(), target.password().revealUtf8(TO_LOG_IN)))
        .map(link)
        .recover(failure -> Future.failedFuture(refused(failure)));
  }

  private static NotReached refused(Throwable failure) {
    return failure instanceof RedisError error
        ? new NotReached(error.kind(), error.getMessage())
        : new NotReached("unreachable", "the connection was lost while logging in");
  }
}

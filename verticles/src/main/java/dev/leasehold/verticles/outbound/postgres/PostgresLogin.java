package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.NotReached;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.pgclient.impl.PgSocketConnection;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.command.InitCommand;
import java.time.Duration;

/// Makes connections for the driver, with a [PasswordGuard] in the way where TLS was not verified.
/// The driver itself has no setting that keeps it from sending a password to whoever asks, which is
/// why this is built on its inner classes: see `decisions/0001-guard-the-postgresql-login.md`.
///
/// TLS is asked for in all modes but `disable`; without it goes on only what does not require it.
final class PostgresLogin extends PgConnectionFactory {
  private static final int SSL_REQUEST = 80877103;

  PostgresLogin(VertxInternal vertx, Duration connectTimeout) {
    super(
        vertx,
        new NetClientOptions().setConnectTimeout((int) Math.max(1, connectTimeout.toMillis())));
  }

  @Override
  protected Future<Connection> doConnectInternal(
      PgConnectOptions options, ContextInternal context) {
    return client
        .connect(new ConnectOptions().setRemoteAddress(options.getSocketAddress()))
        .compose(socket ->
            secured(socket, options)
                .compose(secure -> login(socket, options, context, secure))
                .onFailure(_ -> socket.close()));
  }

  /// Whether TLS was agreed on.
  private static Future<Boolean> secured(NetSocket socket, PgConnectOptions options) {
    if (options.getSslMode() == SslMode.DISABLE) {
      return Future.succeededFuture(false);
    }
    Promise<Buffer> answer = Promise.promise();
    socket.handler(answer::tryComplete);
    socket.closeHandler(_ -> answer.tryFail(new NotReached("unreachable", "connection closed")));
    socket.write(Buffer.buffer().appendInt(2 * Integer.BYTES).appendInt(SSL_REQUEST));
    return answer.future().compose(bytes -> upgraded(socket, options, bytes));
  }

  private static Future<Boolean> upgraded(
      NetSocket socket, PgConnectOptions options, Buffer answer) {
    socket.handler(null);
    socket.closeHandler(null);
    // More than one byte here would be plain text that somebody has slipped in before TLS begins.
    boolean one = answer.length() == 1;
    if (one && answer.getByte(0) == 'S') {
      return socket
          .upgradeToSsl(options.getSslOptions())
          .map(true)
          .recover(_ -> Future.failedFuture(new NotReached("tls", "the TLS handshake failed")));
    }
    boolean optional =
        options.getSslMode() == SslMode.ALLOW || options.getSslMode() == SslMode.PREFER;
    return one && answer.getByte(0) == 'N' && optional
        ? Future.succeededFuture(false)
        : Future.failedFuture(new NotReached("tls", "the database does not offer TLS"));
  }

  private static Future<Connection> login(
      NetSocket socket, PgConnectOptions options, ContextInternal context, boolean secure) {
    PgSocketConnection connection =
        new PgSocketConnection(
            (NetSocketInternal) socket,
            null,
            options,
            false,
            0,
            _ -> false,
            options.getPipeliningLimit(),
            false,
            context);
    connection.init();
    PasswordGuard guard = new PasswordGuard();
    boolean verified = secure && !options.getSslOptions().isTrustAll();
    if (!verified) {
      ((NetSocketInternal) socket)
          .channelHandlerContext()
          .pipeline()
          .addBefore("codec", "password-guard", guard);
    }
    Promise<Connection> done = context.promise();
    connection.schedule(
        new InitCommand(
            connection,
            options.getUser(),
            options.getPassword(),
            options.getDatabase(),
            options.getProperties()),
        done);
    return done.future()
        .recover(failure ->
            Future.failedFuture(
                guard.refused()
                    ? new NotReached(
                        "cleartext_password",
                        "the database asks for the password in clear without verified TLS")
                    : failure));
  }
}

package dev.leasehold.verticles.outbound.mysql;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.mysqlclient.MySQLAuthenticationPlugin;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.SslMode;
import io.vertx.mysqlclient.impl.MySQLCollation;
import io.vertx.mysqlclient.impl.MySQLConnectionFactory;
import io.vertx.mysqlclient.impl.MySQLSocketConnection;
import io.vertx.mysqlclient.impl.command.InitialHandshakeCommand;
import io.vertx.mysqlclient.impl.protocol.CapabilitiesFlag;
import io.vertx.sqlclient.internal.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Makes connections for the driver, with a [MysqlGuard] in the way. The driver has no setting that
/// keeps it from sending files and passwords to whoever asks, and where TLS is preferred it tries
/// again without after any failure, which is why this is built on its inner classes: see
/// `decisions/0009-mysql-by-the-vertx-client-behind-a-guard.md`.
final class MysqlLogin extends MySQLConnectionFactory {

  /// What the driver announces of itself beside what it needs; the guard makes less of it.
  private static final int ANNOUNCED = CapabilitiesFlag.CLIENT_SUPPORTED_CAPABILITIES_FLAGS;

  MysqlLogin(VertxInternal vertx, Duration connectTimeout) {
    super(
        vertx,
        new NetClientOptions().setConnectTimeout((int) Math.max(1, connectTimeout.toMillis())));
  }

  @Override
  protected Future<Connection> doConnectInternal(
      MySQLConnectOptions options, ContextInternal context) {
    MysqlGuard guard = new MysqlGuard(((MysqlDialler.Dialled) options).safety());
    return client
        .connect(new ConnectOptions().setRemoteAddress(options.getSocketAddress()))
        .compose(socket -> login(socket, options, context, guard).onFailure(_ -> socket.close()));
  }

  private static Future<Connection> login(
      NetSocket socket, MySQLConnectOptions options, ContextInternal context, MysqlGuard guard) {
    MySQLSocketConnection connection =
        new MySQLSocketConnection(
            (NetSocketInternal) socket, null, options, false, 0, _ -> false, 1, context);
    connection.init();
    ChannelPipeline pipeline = ((NetSocketInternal) socket).channelHandlerContext().pipeline();
    pipeline.addBefore("codec", "guard", guard);
    boolean tls = options.getSslMode() != SslMode.DISABLED;
    Promise<Connection> done = context.promise();
    connection.schedule(
        new InitialHandshakeCommand(
            connection,
            options.getUser(),
            options.getPassword(),
            options.getDatabase(),
            MySQLCollation.utf8mb4_general_ci,
            null,
            Map.of(),
            options.getSslMode(),
            tls ? options.getSslOptions() : null,
            options.getDatabase().isEmpty()
                ? ANNOUNCED
                : ANNOUNCED | CapabilitiesFlag.CLIENT_CONNECT_WITH_DB,
            StandardCharsets.UTF_8,
            MySQLAuthenticationPlugin.DEFAULT),
        done);
    return done.future()
        .recover(
            failure -> Future.failedFuture(guard.refusal() != null ? guard.refusal() : failure));
  }
}

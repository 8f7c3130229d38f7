package dev.leasehold.verticles.outbound.cassandra;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GenericFutureListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;

/// The threads of the driver, shared by all sessions of a room: without this each session would
/// start a dozen of its own.
///
/// @param io reads and writes
/// @param admin decides about nodes and pools
/// @param timer ends what takes too long
record DriverThreads(EventLoopGroup io, EventExecutorGroup admin, HashedWheelTimer timer) {
  private static final int IO = 2;
  private static final int ADMIN = 1;
  private static final long TICK_MILLIS = 100;

  static DriverThreads start() {
    return new DriverThreads(
        new MultiThreadIoEventLoopGroup(
            IO, new DefaultThreadFactory("cassandra-io", true), NioIoHandler.newFactory()),
        new DefaultEventExecutorGroup(ADMIN, new DefaultThreadFactory("cassandra-admin", true)),
        new HashedWheelTimer(
            new DefaultThreadFactory("cassandra-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS));
  }

  /// Ends them at once; what still runs on them is lost.
  Future<Void> stop() {
    timer.stop();
    return Future.join(ended(io), ended(admin)).mapEmpty();
  }

  private static Future<Void> ended(EventExecutorGroup group) {
    Promise<Void> ended = Promise.promise();
    GenericFutureListener<io.netty.util.concurrent.Future<Object>> listener = _ -> ended.complete();
    @SuppressWarnings("unchecked")
    io.netty.util.concurrent.Future<Object> ending =
        (io.netty.util.concurrent.Future<Object>) group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    ending.addListener(listener);
    return ended.future();
  }
}

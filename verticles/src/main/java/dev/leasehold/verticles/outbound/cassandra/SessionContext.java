package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.retry.RetryPolicy;
import com.datastax.oss.driver.api.core.session.ProgrammaticArguments;
import com.datastax.oss.driver.internal.core.context.DefaultDriverContext;
import com.datastax.oss.driver.internal.core.context.NettyOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.Timer;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.Map;

/// How a session differs from what the driver makes of itself: it shares threads with all others,
/// dials judged addresses alone, and never sends a statement twice. The driver has no settings for
/// this, which is why this is built on its inner classes: see `decisions/0011-cassandra.md`.
final class SessionContext extends DefaultDriverContext {
  private final NettyOptions options;

  SessionContext(
      DriverConfigLoader config,
      ProgrammaticArguments arguments,
      DriverThreads threads,
      JudgedAddresses judged) {
    super(config, arguments);
    this.options = new Shared(threads, judged);
  }

  @Override
  protected NettyOptions buildNettyOptions() {
    return options;
  }

  @Override
  protected Map<String, RetryPolicy> buildRetryPolicies() {
    return Map.of(DriverExecutionProfile.DEFAULT_NAME, new NeverTwice(this));
  }

  private record Shared(DriverThreads threads, JudgedAddresses judged) implements NettyOptions {
    @Override
    public EventLoopGroup ioEventLoopGroup() {
      return threads.io();
    }

    @Override
    public Class<? extends Channel> channelClass() {
      return NioSocketChannel.class;
    }

    @Override
    public EventExecutorGroup adminEventExecutorGroup() {
      return threads.admin();
    }

    @Override
    public ByteBufAllocator allocator() {
      return ByteBufAllocator.DEFAULT;
    }

    @Override
    public void afterBootstrapInitialized(Bootstrap bootstrap) {}

    @Override
    public void afterChannelInitialized(Channel channel) {
      channel.pipeline().addFirst("judged-addresses", judged);
    }

    @Override
    public Future<Void> onClose() {
      return ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);
    }

    @Override
    public Timer getTimer() {
      return threads.timer();
    }
  }
}

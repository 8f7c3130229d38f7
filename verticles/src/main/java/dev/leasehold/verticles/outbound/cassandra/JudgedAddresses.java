package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import dev.leasehold.verticles.outbound.NotReached;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The addresses that a session may dial: those of its target, judged before. What a server tells
/// of its peers is not dialled, or it could have the password sent wherever it likes.
///
/// It stands twice in the driver's way: nodes elsewhere get no pool, and as the last handler before
/// the socket it lets no other connection begin. Immutable; on the driver's threads.
@Sharable
final class JudgedAddresses extends ChannelOutboundHandlerAdapter {
  private final Set<InetSocketAddress> judged;

  JudgedAddresses(Collection<InetSocketAddress> judged) {
    this.judged = Set.copyOf(judged);
  }

  private boolean permits(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress one && judged.contains(one);
  }

  /// Has nodes that may not be dialled ignored; for all others the driver's own rule holds.
  @Nullable NodeDistance distance(Node node) {
    return permits(node.getEndPoint().resolve()) ? null : NodeDistance.IGNORED;
  }

  /// Netty's handlers hand a connection's future on by its promise.
  @SuppressWarnings("FutureReturnValueIgnored")
  @Override
  public void connect(
      ChannelHandlerContext context,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise promise) {
    if (permits(remote)) {
      context.connect(remote, local, promise);
    } else {
      promise.setFailure(
          new NotReached("denied_address", "the address of the database is not allowed"));
    }
  }
}

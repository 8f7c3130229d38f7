package dev.leasehold.verticles.outbound.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.outbound.NotReached;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// T36: what a server tells of its peers leads nowhere.
class JudgedAddressesTest {
  private static final int MILLIS = 300;

  private final DriverThreads threads = DriverThreads.start();

  @AfterEach
  void stop() {
    threads.stop().toCompletionStage().toCompletableFuture().join();
  }

  private ChannelFuture connect(JudgedAddresses judged, InetSocketAddress address) {
    return new Bootstrap()
        .group(threads.io())
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addFirst(judged);
              }
            })
        .connect(address)
        .awaitUninterruptibly();
  }

  @Test
  void T36_an_address_that_was_not_judged_is_never_dialled() throws Exception {
    try (ServerSocket known = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress judged = (InetSocketAddress) known.getLocalSocketAddress();
      InetSocketAddress other = (InetSocketAddress) peer.getLocalSocketAddress();
      JudgedAddresses addresses = new JudgedAddresses(List.of(judged));

      ChannelFuture refused = connect(addresses, other);

      assertEquals(
          "the address of the database is not allowed",
          assertInstanceOf(NotReached.class, refused.cause()).getMessage());
      peer.setSoTimeout(MILLIS);
      Assertions.assertThrows(SocketTimeoutException.class, peer::accept);
      ChannelFuture dialled = connect(addresses, judged);
      assertTrue(dialled.isSuccess());
      dialled.channel().close().awaitUninterruptibly();
    }
  }
}

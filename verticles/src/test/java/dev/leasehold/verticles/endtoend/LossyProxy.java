package dev.leasehold.verticles.endtoend;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/// Stands before a database and hands everything on, but for the answer to one message when it is
/// told to: that one is done, and nobody hears of it.
final class LossyProxy implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final NetServer server;
  private final AtomicBoolean losing = new AtomicBoolean();
  private final String mark;

  /// @param mark what stands in the message whose answer is to be lost
  LossyProxy(int port, String mark) {
    this.mark = mark;
    this.server =
        vertx
            .createNetServer()
            .connectHandler(socket -> handOn(socket, port))
            .listen(0, "127.0.0.1")
            .await();
  }

  int port() {
    return server.actualPort();
  }

  /// The answer to the next such message is lost, and the connection with it.
  void loseNext() {
    losing.set(true);
  }

  private void handOn(NetSocket near, int port) {
    near.pause();
    client
        .connect(port, "127.0.0.1")
        .onFailure(failure -> near.close())
        .onSuccess(far -> {
          boolean[] lost = {false};
          near.handler(bytes -> {
            if (bytes.toString(StandardCharsets.UTF_8).contains(mark)
                && losing.compareAndSet(true, false)) {
              lost[0] = true;
            }
            far.write(bytes);
          });
          far.handler(bytes -> {
            if (lost[0]) {
              near.close();
            } else {
              near.write(bytes);
            }
          });
          near.closeHandler(closed -> far.close());
          far.closeHandler(closed -> near.close());
          near.resume();
        });
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

package dev.leasehold.verticles.outbound;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A line between the room and a real server that can fail at any point: a proxy on a port of its
/// own. What it does is said before it is used; it runs on contexts of its own.
final class Line {
  private static final int NEVER = Integer.MAX_VALUE;

  private final Vertx vertx;
  private final int serverPort;
  private final AtomicInteger answers = new AtomicInteger();
  private int cutAt = NEVER;
  private int silentFrom = NEVER;
  private String slowWord = "";
  private Duration delay = Duration.ZERO;

  private Line(Vertx vertx, int serverPort) {
    this.vertx = vertx;
    this.serverPort = serverPort;
  }

  static Line to(Vertx vertx, int serverPort) {
    return new Line(vertx, serverPort);
  }

  /// The server gets all that it is sent, but when it gives its answer of this number, counted from
  /// zero, that is lost and the connection ends.
  Line cutAt(int answer) {
    cutAt = answer;
    return this;
  }

  /// The server gets all that it is sent, but from the answer of this number on nobody hears it.
  Line silentFrom(int answer) {
    silentFrom = answer;
    return this;
  }

  /// What is sent with this word in it, and all behind it, arrives so much later.
  Line delaying(String word, Duration by) {
    slowWord = word;
    delay = by;
    return this;
  }

  /// Listens, and says at which port.
  int open() throws Exception {
    return vertx
        .createNetServer()
        .connectHandler(this::serve)
        .listen(0, "localhost")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS)
        .actualPort();
  }

  private void serve(NetSocket client) {
    client.pause();
    vertx
        .createNetClient()
        .connect(serverPort, "localhost")
        .onSuccess(back -> join(client, back))
        .onFailure(_ -> client.close());
  }

  private void join(NetSocket client, NetSocket back) {
    client.closeHandler(_ -> back.close());
    back.closeHandler(_ -> client.close());
    back.handler(bytes -> {
      int answer = answers.getAndIncrement();
      if (answer >= cutAt) {
        client.close();
      } else if (answer < silentFrom) {
        client.write(bytes);
      }
    });
    client.handler(bytes -> forward(client, back, bytes));
    client.resume();
  }

  private void forward(NetSocket client, NetSocket back, Buffer bytes) {
    if (slowWord.isEmpty() || !bytes.toString(StandardCharsets.ISO_8859_1).contains(slowWord)) {
      back.write(bytes);
      return;
    }
    slowWord = "";
    client.pause();
    vertx.setTimer(
        delay.toMillis(),
        _ -> {
          back.write(bytes);
          client.resume();
        });
  }
}

package dev.leasehold.verticles.outbound.redis;

import dev.leasehold.verticles.outbound.Link;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.redis.ArrayRedisMessage;
import io.netty.handler.codec.redis.ErrorRedisMessage;
import io.netty.handler.codec.redis.FullBulkStringRedisMessage;
import io.netty.handler.codec.redis.IntegerRedisMessage;
import io.netty.handler.codec.redis.RedisArrayAggregator;
import io.netty.handler.codec.redis.RedisBulkStringAggregator;
import io.netty.handler.codec.redis.RedisDecoder;
import io.netty.handler.codec.redis.RedisMessage;
import io.netty.handler.codec.redis.SimpleStringRedisMessage;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection to a Redis server, in the protocol RESP2: commands in order, answers in the same
/// order. Used on the context of the outbound room only.
///
/// ```text
/// command  *<number of words>\r\n  then for each word  $<bytes>\r\n<word>\r\n
/// answer   +text | -error | :number | $<bytes>\r\n<text>\r\n | *<number>\r\n<answers>
/// ```
final class RedisLink implements Link {
  private static final byte[] NEW_LINE = {'\r', '\n'};

  private final NetSocket socket;
  private final Instant opened;
  private final Deque<Promise<@Nullable Object>> asked = new ArrayDeque<>();
  private boolean usable = true;

  RedisLink(NetSocket socket, Instant opened) {
    this.socket = socket;
    this.opened = opened;
    NetSocketInternal inner = (NetSocketInternal) socket;
    ChannelPipeline pipeline = inner.channelHandlerContext().pipeline();
    String last = inner.channelHandlerContext().name();
    pipeline.addBefore(last, "redis-decoder", new RedisDecoder());
    pipeline.addBefore(last, "redis-texts", new RedisBulkStringAggregator());
    pipeline.addBefore(last, "redis-lists", new RedisArrayAggregator());
    inner.messageHandler(this::answered);
    socket.exceptionHandler(_ -> discard());
    socket.closeHandler(_ -> gone());
  }

  /// Sends a command and waits for its answer: a text, a `Long`, a list of such, or null. An answer
  /// that is an error fails with [RedisError]; any other failure means that nobody answered.
  Future<@Nullable Object> ask(List<String> words) {
    if (!usable) {
      return Future.failedFuture(new IllegalStateException("the connection is gone"));
    }
    Promise<@Nullable Object> answer = Promise.promise();
    asked.add(answer);
    socket.write(command(words));
    return answer.future();
  }

  private static Buffer command(List<String> words) {
    Buffer command = Buffer.buffer("*" + words.size()).appendBytes(NEW_LINE);
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      command.appendString("$" + bytes.length).appendBytes(NEW_LINE);
      command.appendBytes(bytes).appendBytes(NEW_LINE);
    }
    return command;
  }

  private void answered(Object message) {
    try {
      Promise<@Nullable Object> next = asked.poll();
      if (next == null || !(message instanceof RedisMessage answer)) {
        // Nobody asked: this server does not keep to the protocol.
        discard();
      } else if (answer instanceof ErrorRedisMessage error) {
        next.fail(new RedisError(error.content()));
      } else {
        next.complete(value(answer));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private static @Nullable Object value(RedisMessage message) {
    return switch (message) {
      case SimpleStringRedisMessage text -> text.content();
      case IntegerRedisMessage number -> number.value();
      case FullBulkStringRedisMessage text ->
          text.isNull() ? null : text.content().toString(StandardCharsets.UTF_8);
      case ArrayRedisMessage list -> {
        List<@Nullable Object> values = new ArrayList<>();
        if (!list.isNull()) {
          list.children().forEach(child -> values.add(value(child)));
        }
        yield list.isNull() ? null : values;
      }
      default -> throw new IllegalStateException("an answer of a kind that RESP2 has not");
    };
  }

  private void gone() {
    usable = false;
    for (Promise<@Nullable Object> one = asked.poll(); one != null; one = asked.poll()) {
      one.tryFail(new IllegalStateException("the connection is gone"));
    }
  }

  @Override
  public Instant opened() {
    return opened;
  }

  @Override
  public boolean usable() {
    return usable;
  }

  @Override
  public void discard() {
    if (usable) {
      usable = false;
      socket.close();
    }
  }
}

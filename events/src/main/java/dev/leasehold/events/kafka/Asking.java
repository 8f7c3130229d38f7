package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.LogUnavailable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/// Waits for what the cluster answers to a question of Kafka's Admin.
final class Asking {

  /// The longest that one question may take, retries included.
  static final int TIMEOUT_MILLIS = 10_000;

  private Asking() {}

  /// Blocks for the answer.
  ///
  /// @throws ExecutionException with the cluster's refusal as its cause
  /// @throws LogUnavailable if there is none in time
  static <T> T await(String what, KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LogUnavailable(what + ": no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable(what + ": interrupted", e);
    }
  }

  /// Blocks for the answer where any refusal means that the log is out of reach.
  static <T> T insist(String what, KafkaFuture<T> answer) {
    try {
      return await(what, answer);
    } catch (ExecutionException e) {
      throw new LogUnavailable(what + " failed", e.getCause() == null ? e : e.getCause());
    }
  }
}

package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.LogRecord;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.TruncatedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// One Kafka consumer that reads the one partition of a topic on and on, and what it fetched beyond
/// what was asked for. For one thread at a time; only [#wake()] may come from another.
final class LogReader {

  /// How many records Kafka hands over at once; what is not asked for waits here.
  private static final int POLLED_RECORDS = 2_000;

  private static final int FETCHED_BYTES = 4 * 1024 * 1024;

  private static final int TIMEOUT_MILLIS = 5_000;

  /// How long the broker holds a fetch that finds nothing new. A reader that is sent elsewhere must
  /// wait for it; a follower of a silent log asks again as often.
  private static final int HELD_MILLIS = 50;

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final ArrayDeque<LogRecord> ahead = new ArrayDeque<>();
  private long position = -1;

  LogReader(KafkaConnection connection, String topic) {
    Map<String, Object> settings = connection.clientProperties();
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "none");
    settings.put("allow.auto.create.topics", false);
    settings.put("max.poll.records", POLLED_RECORDS);
    settings.put("max.partition.fetch.bytes", FETCHED_BYTES);
    settings.put("fetch.max.bytes", FETCHED_BYTES);
    settings.put("receive.buffer.bytes", -1);
    settings.put("fetch.max.wait.ms", HELD_MILLIS);
    settings.put("default.api.timeout.ms", TIMEOUT_MILLIS);
    settings.put("request.timeout.ms", TIMEOUT_MILLIS);
    settings.put("enable.metrics.push", false);
    settings.put("metric.reporters", "");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    this.partition = new TopicPartition(topic, 0);
    try {
      this.consumer = new KafkaConsumer<>(settings, bytes, bytes);
    } catch (KafkaException e) {
      throw new LogUnavailable("no consumer for topic " + topic, e);
    }
    consumer.assign(List.of(partition));
  }

  /// The offset at which this reader can go on without asking anew.
  long position() {
    return position;
  }

  List<LogRecord> read(long from, int maxRecords, Duration wait) {
    try {
      seek(from);
      if (ahead.isEmpty()) {
        fetch(from, wait);
      }
      return take(maxRecords);
    } catch (WakeupException e) {
      throw new LogUnavailable("the log is closed", e);
    } catch (KafkaException e) {
      position = -1;
      throw new LogUnavailable("reading topic " + partition.topic() + " failed", e);
    }
  }

  private void seek(long from) {
    if (position != from) {
      ahead.clear();
      position = from;
      consumer.seek(partition, from);
    }
  }

  private void fetch(long from, Duration wait) {
    try {
      poll(wait);
    } catch (OffsetOutOfRangeException e) {
      long start = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      if (from >= start) {
        position = -1;
        throw new TruncatedLog(from);
      }
      consumer.seek(partition, start);
      poll(wait);
    }
  }

  private void poll(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> each : consumer.poll(wait).records(partition)) {
      ahead.add(new LogRecord(each.offset(), each.key(), each.value()));
    }
  }

  private List<LogRecord> take(int maxRecords) {
    List<LogRecord> taken = new ArrayList<>(Math.min(maxRecords, ahead.size()));
    while (taken.size() < maxRecords && !ahead.isEmpty()) {
      LogRecord next = ahead.remove();
      taken.add(next);
      position = next.offset() + 1;
    }
    return taken;
  }

  /// Ends a read that waits, or the next one.
  void wake() {
    consumer.wakeup();
  }

  void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}

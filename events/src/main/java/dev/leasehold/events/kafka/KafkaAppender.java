package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Acknowledgement;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.RecordLimits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// One idempotent Kafka producer for the one partition of a topic. Acknowledgements come from the
/// producer's thread, or from the caller's where a record is refused at once.
///
/// Appending never waits: the partition's leader is known from the start and stays known, and what
/// would not fit into the producer's buffer is refused instead.
final class KafkaAppender implements Appender {

  /// Batches on their way at once: one, so that nothing is stored behind a batch that failed. A
  /// commit whose payload was lost before it would stop every reader.
  private static final int MAX_IN_FLIGHT = 1;

  /// More than may wait, since Kafka takes a whole batch of it even for a small record.
  private static final long BUFFER_BYTES = 64L * 1024 * 1024;

  /// After this long a record is in doubt.
  private static final int DELIVERY_MILLIS = 5_000;

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final InOrder acknowledgements = new InOrder();

  private KafkaAppender(String topic, Producer<byte[], byte[]> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  /// Blocks until the partition's leader is known.
  static KafkaAppender open(KafkaConnection connection, String topic) {
    Map<String, Object> settings = connection.clientProperties();
    settings.put("enable.idempotence", true);
    settings.put("acks", "all");
    settings.put("linger.ms", 0);
    settings.put("batch.size", AppendLimits.BATCH_BYTES);
    settings.put("buffer.memory", BUFFER_BYTES);
    settings.put("max.in.flight.requests.per.connection", MAX_IN_FLIGHT);
    settings.put("max.request.size", RecordLimits.STORED_LIMIT);
    settings.put("delivery.timeout.ms", DELIVERY_MILLIS);
    settings.put("request.timeout.ms", DELIVERY_MILLIS / 2);
    settings.put("max.block.ms", DELIVERY_MILLIS);
    settings.put("metadata.max.idle.ms", Integer.MAX_VALUE);
    settings.put("enable.metrics.push", false);
    settings.put("metric.reporters", "");
    ByteArraySerializer bytes = new ByteArraySerializer();
    try {
      return known(new KafkaAppender(topic, new KafkaProducer<>(settings, bytes, bytes)));
    } catch (KafkaException e) {
      throw new LogUnavailable("no producer for topic " + topic, e);
    }
  }

  private static KafkaAppender known(KafkaAppender appender) {
    try {
      appender.producer.partitionsFor(appender.topic);
      return appender;
    } catch (KafkaException e) {
      appender.close();
      throw e;
    }
  }

  @Override
  public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
    InOrder.Place place = acknowledgements.next(whenKnown, AppendLimits.bytes(key, value));
    if (acknowledgements.waitingBytes() > AppendLimits.WAITING_BYTES) {
      place.known(-1, new LogUnavailable("too much waits for an answer"));
      return;
    }
    try {
      Future<RecordMetadata> _ =
          producer.send(
              new ProducerRecord<>(topic, 0, key, value),
              (stored, failure) ->
                  place.known(
                      stored != null && stored.hasOffset() ? stored.offset() : -1, failure));
    } catch (KafkaException | IllegalStateException e) {
      place.known(-1, new LogUnavailable("the record could not be sent", e));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    acknowledgements.giveUp(new LogUnavailable("the appender was closed before an answer came"));
  }
}

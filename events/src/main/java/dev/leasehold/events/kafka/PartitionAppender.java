package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Acknowledgement;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kafka.server.ReplicaManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.LogAppendResult;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/// Appends to one partition of the embedded broker in this process: no producer, no socket and no
/// thread of the broker's lies between. What is appended is kept until it is pushed, and is then
/// stored as one batch. What is acknowledged is in the page cache; what fails is in doubt, as a
/// disk that fails may have a part of it.
///
/// For one thread at a time.
final class PartitionAppender implements Appender {
  /// All replicas, of which there is one.
  private static final short ALL = -1;

  private final ReplicaManager replicas;
  private final TopicIdPartition partition;
  private final List<SimpleRecord> records = new ArrayList<>();
  private final List<Acknowledgement> waiting = new ArrayList<>();
  private volatile boolean closed;

  PartitionAppender(ReplicaManager replicas, TopicIdPartition partition) {
    this.replicas = replicas;
    this.partition = partition;
  }

  @Override
  public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
    records.add(new SimpleRecord(Time.SYSTEM.milliseconds(), key, value));
    waiting.add(whenKnown);
  }

  /// Stores what was appended since the last push, and tells who waits for it.
  void push() {
    SimpleRecord[] batch = records.toArray(SimpleRecord[]::new);
    List<Acknowledgement> told = List.copyOf(waiting);
    records.clear();
    waiting.clear();
    if (batch.length == 0) {
      return;
    }
    try {
      long offset = stored(MemoryRecords.withRecords(Compression.NONE, batch));
      for (Acknowledgement each : told) {
        each.known(offset++, null);
      }
    } catch (KafkaException | LogUnavailable e) {
      told.forEach(each -> each.known(-1, e));
    }
  }

  /// The offset of the first.
  private long stored(MemoryRecords records) {
    if (closed) {
      throw new LogUnavailable("the appender was closed");
    }
    LogAppendResult result =
        replicas
            .appendRecordsToLeader(
                ALL,
                false,
                AppendOrigin.CLIENT,
                CollectionConverters.asScala(Map.of(partition, records)),
                replicas.appendRecordsToLeader$default$5(),
                replicas.appendRecordsToLeader$default$6(),
                replicas.appendRecordsToLeader$default$7(),
                replicas.appendRecordsToLeader$default$8())
            .apply(partition);
    replicas.tryCompleteActions();
    result
        .exception()
        .ifPresent(why -> {
          throw new LogUnavailable("the broker did not store a batch", why);
        });
    return result.logAppendSummary().firstOffset();
  }

  /// What is not yet pushed is in doubt, and nothing is stored from now on.
  @Override
  public void close() {
    closed = true;
  }
}

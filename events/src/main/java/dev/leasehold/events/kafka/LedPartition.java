package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.kafka.RoundQueue.Waiting;
import java.util.List;
import java.util.Map;
import kafka.server.ReplicaManager;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.LogAppendResult;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import scala.jdk.javaapi.CollectionConverters;

/// One partition of the embedded broker, which leads it, written to in this process: no producer,
/// no socket and no thread of the broker's lies between.
///
/// For one thread at a time.
final class LedPartition {
  /// All replicas, of which there is one.
  private static final short ALL = -1;

  private final ReplicaManager replicas;
  private final TopicIdPartition partition;

  LedPartition(ReplicaManager replicas, TopicIdPartition partition) {
    this.replicas = replicas;
    this.partition = partition;
  }

  /// Stores a round as one batch, in the page cache; gives the offset of the first record. A round
  /// that fails is in doubt, as a disk that fails may have a part of it.
  long store(List<Waiting> round) {
    long now = Time.SYSTEM.milliseconds();
    SimpleRecord[] batch =
        round.stream()
            .map(each -> new SimpleRecord(now, each.key(), each.value()))
            .toArray(SimpleRecord[]::new);
    LogAppendResult result =
        replicas
            .appendRecordsToLeader(
                ALL,
                false,
                AppendOrigin.CLIENT,
                CollectionConverters.asScala(
                    Map.of(partition, MemoryRecords.withRecords(Compression.NONE, batch))),
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
}

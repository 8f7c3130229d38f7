package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.BinaryWriter;
import java.nio.charset.StandardCharsets;

/// Where a record belongs: a topic of a cluster. Immutable.
final class Place {
  private final byte[] clusterId;
  private final byte[] topic;

  Place(Keyring keyring, String topic) {
    this.clusterId = keyring.clusterId().getBytes(StandardCharsets.UTF_8);
    this.topic = topic.getBytes(StandardCharsets.UTF_8);
  }

  /// What a record is bound to: its whole header, the cluster, the logical name of the topic and
  /// the Kafka key, each preceded by its length.
  byte[] associatedData(byte[] header, byte[] key) {
    return BinaryWriter.framed(header, clusterId, topic, key);
  }
}

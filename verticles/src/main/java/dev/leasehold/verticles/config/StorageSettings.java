package dev.leasehold.verticles.config;

import dev.leasehold.events.kafka.KafkaConnection;
import dev.leasehold.events.kafka.TopicPlan;
import java.nio.file.Path;

/// Where the log and the rows are kept. Values.
public sealed interface StorageSettings {
  /// In the heap, gone with the process.
  record InMemory() implements StorageSettings {}

  /// In a folder, by a broker of our own.
  record Embedded(Path folder) implements StorageSettings {}

  /// In a Kafka cluster, and the rows in a folder.
  record Kafka(KafkaConnection connection, String prefix, TopicPlan plan, Path state)
      implements StorageSettings {}
}

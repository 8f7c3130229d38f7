package dev.leasehold.verticles.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafka.Kafka;
import kafka.docker.KafkaDockerWrapper;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A Kafka broker as a process of its own, set up from an environment by the very class that the
/// official image has for it (`/etc/kafka/docker/launch` calls it): it writes the settings and
/// formats the folder. Then Kafka's own main class runs, as in the image.
final class KafkaProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final String FOR_TOPICS = "bootstrap.servers";

  private final ChildProcess process;
  private final String address;

  private KafkaProcess(ChildProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /// Starts one and waits, as the health check does, until it lists its topics.
  static KafkaProcess start(Path folder, Map<String, String> environment, String address)
      throws Exception {
    Path settings = Files.createDirectories(folder.resolve("final"));
    Path none = Files.createDirectories(folder.resolve("none"));
    Files.createFile(settings.resolve("server.properties"));
    ChildProcess setup =
        ChildProcess.java(
            folder.resolve("setup.log"),
            environment,
            KafkaDockerWrapper.class,
            "setup",
            "--default-configs-dir=" + none,
            "--mounted-configs-dir=" + none,
            "--final-configs-dir=" + settings);
    setup.ended();
    ChildProcess process =
        ChildProcess.java(
            folder.resolve("kafka.log"),
            Map.of(),
            Kafka.class,
            settings.resolve("server.properties").toString());
    KafkaProcess started = new KafkaProcess(process, address);
    try {
      started.topics();
    } catch (Exception e) { // the broker must not outlive a test that has not got it
      process.close();
      throw new IOException("the broker did not start: " + process.written(), e);
    }
    return started;
  }

  /// The names of its topics.
  List<String> topics() throws Exception {
    Map<String, Object> settings = Map.of(FOR_TOPICS, address);
    try (Admin admin = Admin.create(settings)) {
      return List.copyOf(admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  /// All records of a topic, as a console consumer reads them from the beginning.
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> settings = Map.of(FOR_TOPICS, address);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo each : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, each.partition()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    process.close();
  }
}

package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.events.journal.UnfitTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Our topics in one Kafka cluster: makes, checks and opens them. They are made here and never by
/// use. Safe for threads; all methods block on the network.
///
/// Holds one connection of Kafka's Admin, which the logs opened here share: close them first.
public final class KafkaTopics implements AutoCloseable {

  /// How often a topic just made is looked for, and the pause in between: five seconds in all.
  private static final int LOOKS = 250;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final KafkaConnection connection;
  private final String prefix;
  private final TopicPlan plan;
  private final Admin admin;
  private final @Nullable EmbeddedBroker own;

  private KafkaTopics(
      KafkaConnection connection,
      String prefix,
      TopicPlan plan,
      Admin admin,
      @Nullable EmbeddedBroker own) {
    this.connection = connection;
    this.prefix = prefix;
    this.plan = plan;
    this.admin = admin;
    this.own = own;
  }

  /// Prepares to ask a broker of our own, which is appended to in this process; its journal and
  /// seal topic are forced to the disk.
  public static KafkaTopics of(EmbeddedBroker broker, String prefix) {
    return connect(broker.connection(), prefix, TopicPlan.EMBEDDED, broker);
  }

  /// Prepares to ask the cluster; it need not be reachable yet.
  ///
  /// @throws LogUnavailable if no client can be built of the connection's properties
  public static KafkaTopics connect(KafkaConnection connection, String prefix, TopicPlan plan) {
    return connect(connection, prefix, plan, null);
  }

  private static KafkaTopics connect(
      KafkaConnection connection, String prefix, TopicPlan plan, @Nullable EmbeddedBroker own) {
    KafkaLogging.quieten();
    Map<String, Object> settings = connection.clientProperties();
    settings.put("default.api.timeout.ms", Asking.TIMEOUT_MILLIS);
    settings.put("request.timeout.ms", Asking.TIMEOUT_MILLIS / 2);
    settings.put("enable.metrics.push", false);
    settings.put("metric.reporters", "");
    try {
      return new KafkaTopics(connection, prefix, plan, Admin.create(settings), own);
    } catch (KafkaException e) {
      throw new LogUnavailable("the connection to Kafka is not usable", e);
    }
  }

  /// Makes the topics that are missing and waits until they can be used. Those that are there stay
  /// as they are.
  public void create() {
    for (TopicKind kind : TopicKind.values()) {
      if (find(kind).isEmpty()) {
        create(kind);
      }
    }
    for (TopicKind kind : TopicKind.values()) {
      awaitLeader(kind);
    }
  }

  void create(TopicKind kind) {
    String topic = kind.topic(prefix);
    NewTopic wanted = new NewTopic(topic, 1, plan.replicas()).configs(kind.initial(plan));
    try {
      Asking.await("creating topic " + topic, admin.createTopics(List.of(wanted)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new LogUnavailable("creating topic " + topic + " failed", e);
      }
    }
  }

  void awaitLeader(TopicKind kind) {
    for (int look = 0; look < LOOKS; look++) {
      boolean led =
          find(kind).map(found -> found.partitions().getFirst().leader() != null).orElse(false);
      if (led) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new LogUnavailable("topic " + kind.topic(prefix) + " has no leader");
  }

  /// Compares a topic's settings with those required.
  ///
  /// @throws UnfitTopic naming the first that differs
  public void check(TopicKind kind) {
    String topic = kind.topic(prefix);
    TopicDescription found =
        find(kind).orElseThrow(() -> new UnfitTopic(topic, "the topic", "there", "missing"));
    if (found.partitions().size() != 1) {
      throw new UnfitTopic(topic, "partitions", "1", Integer.toString(found.partitions().size()));
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config settings =
        Objects.requireNonNull(
            Asking.insist(
                    "reading the settings of topic " + topic,
                    admin.describeConfigs(List.of(resource)).all())
                .get(resource));
    kind.required(plan)
        .forEach((name, wanted) -> {
          String value = settings.get(name) == null ? "unknown" : settings.get(name).value();
          if (!satisfies(name, wanted, value)) {
            throw new UnfitTopic(topic, name, wanted, value);
          }
        });
  }

  /// More replicas in sync and larger messages than required do no harm; the order of the cleanup
  /// policies means nothing.
  private static boolean satisfies(String name, String wanted, String found) {
    return switch (name) {
      case "min.insync.replicas", "max.message.bytes" ->
          found.matches("\\d{1,9}") && Integer.parseInt(found) >= Integer.parseInt(wanted);
      case "cleanup.policy" ->
          List.of(found.split(",")).containsAll(List.of(wanted.split(",")))
              && found.length() == wanted.length();
      default -> found.equals(wanted);
    };
  }

  /// The id that Kafka gave a topic when it was made. A topic made anew has another one, though its
  /// name and its offsets may be the same.
  ///
  /// @throws UnfitTopic if there is no such topic
  public String topicId(TopicKind kind) {
    return find(kind)
        .map(TopicDescription::topicId)
        .map(Uuid::toString)
        .orElseThrow(() -> new UnfitTopic(kind.topic(prefix), "the topic", "there", "missing"));
  }

  /// The id of the Kafka cluster, which stays as long as its data.
  public String clusterId() {
    return Asking.insist("asking for the cluster's id", admin.describeCluster().clusterId());
  }

  /// Opens the log in a topic, which must be there. It must be closed before this object is.
  public RecordLog open(TopicKind kind) {
    String topic = kind.topic(prefix);
    EmbeddedBroker broker = own;
    return new KafkaRecordLog(
        this,
        kind,
        connection,
        topic,
        broker == null
            ? () -> KafkaAppender.open(connection, topic)
            : () -> broker.appender(topic, kind != TopicKind.AUDIT));
  }

  /// Cuts off the records before an offset. Kafka deletes their files once all their records are
  /// cut off.
  public void trim(TopicKind kind, long newStart) {
    TopicPartition partition = new TopicPartition(kind.topic(prefix), 0);
    Asking.insist(
        "trimming topic " + partition.topic(),
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(newStart))).all());
  }

  long offset(TopicKind kind, OffsetSpec which) {
    TopicPartition partition = new TopicPartition(kind.topic(prefix), 0);
    return Asking.insist(
            "asking for an offset of topic " + partition.topic(),
            admin.listOffsets(Map.of(partition, which)).partitionResult(partition))
        .offset();
  }

  private Optional<TopicDescription> find(TopicKind kind) {
    String topic = kind.topic(prefix);
    try {
      return Optional.ofNullable(
          Asking.await(
                  "describing topic " + topic, admin.describeTopics(List.of(topic)).allTopicNames())
              .get(topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw new LogUnavailable("describing topic " + topic + " failed", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}

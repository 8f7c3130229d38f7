package dev.leasehold.events.kafka;

import dev.leasehold.events.folder.UnfitFolder;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import kafka.cluster.Partition;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.slf4j.helpers.NOPLogger;
import scala.Option;

/// A real Kafka in this process: one node, broker and controller, on free ports of 127.0.0.1.
///
/// Only who has the password gets past its ports, and it is drawn anew at each start, goes to no
/// disk and leaves the heap only towards the broker's own ports. Its data folder is ours alone
/// (0700). What was acknowledged is on the disk; after a crash the next start finds it again.
///
/// A failure that Kafka holds to be fatal, such as a broken disk, halts the process: without its
/// journal nothing can go on. Starting and closing block.
public final class EmbeddedBroker implements AutoCloseable {

  /// The least length of a password: 128 bits in hexadecimal digits.
  private static final int PASSWORD_LENGTH = 32;

  /// How often, and after what pauses, it is looked whether a partition is led: for five seconds.
  private static final int MOST_LOOKS = 1_000;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final BrokerFolder folder;
  private final BrokerServer broker;
  private final ControllerServer controller;
  private final KafkaConnection connection;

  private EmbeddedBroker(BrokerFolder folder, SharedServer shared, KafkaConnection connection)
      throws Exception { // from reading the metadata that the formatter wrote
    this.folder = folder;
    this.connection = connection;
    this.broker = new BrokerServer(shared);
    this.controller =
        new ControllerServer(
            shared,
            KafkaRaftServer.configSchema(),
            new BootstrapDirectory(folder.logs().toString()).read());
  }

  /// Starts a broker on a data folder, which is made and formatted where it is missing.
  ///
  /// @param password gives letters and digits, at least 32 of them, new ones at each call
  /// @throws UnfitFolder if others own or may read the folder, or another broker uses it
  /// @throws LogUnavailable if the broker does not start
  public static EmbeddedBroker start(Path dataFolder, Supplier<String> password) {
    KafkaLogging.quieten();
    String secret = password.get();
    if (!secret.matches("[A-Za-z0-9]{" + PASSWORD_LENGTH + ",}")) {
      throw new IllegalArgumentException("the password must be 32 letters and digits or more");
    }
    BrokerFolder folder = BrokerFolder.open(dataFolder);
    try (LoopbackPorts ports = new LoopbackPorts()) {
      int clientPort = ports.bind(BrokerSettings.CLIENTS);
      int controllerPort = ports.bind(BrokerSettings.CONTROLLER);
      Properties settings = BrokerSettings.of(folder.logs(), clientPort, controllerPort, secret);
      SharedServer shared = shared(new KafkaConfig(settings, false), ports);
      return new EmbeddedBroker(folder, shared, connection(clientPort, secret)).started();
    } catch (Exception e) { // Kafka's Scala throws checked exceptions without declaring them
      folder.close();
      throw new LogUnavailable("the embedded broker did not start on " + folder.logs(), e);
    }
  }

  /// Has Kafka read settings such as a start needs, and throws them away: what takes long about it
  /// is the first time. To be called beside other work, before a start; touches no disk; gives
  /// true.
  public static boolean prepared() {
    KafkaLogging.quieten();
    String secret = "0".repeat(PASSWORD_LENGTH);
    Properties settings = BrokerSettings.of(Path.of("/nowhere"), 1, 2, secret);
    return new KafkaConfig(settings, false).brokerId() == BrokerSettings.NODE;
  }

  private static SharedServer shared(KafkaConfig config, LoopbackPorts ports) {
    MetaPropertiesEnsemble identity =
        KafkaRaftServer.initializeLogDirs(config, NOPLogger.NOP_LOGGER, "")._1();
    Metrics metrics =
        Server.initializeMetrics(config, Time.SYSTEM, identity.clusterId().orElseThrow());
    return new SharedServer(
        config,
        identity,
        Time.SYSTEM,
        metrics,
        CompletableFuture.completedFuture(
            QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
        List.of(),
        new StandardFaultHandlerFactory(),
        ports);
  }

  private EmbeddedBroker started() {
    try {
      boolean killed = KilledBefore.wasKilled(folder.logs());
      controller.startup();
      if (killed) {
        KilledBefore.unregister(controller.controller());
      }
      broker.startup();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static KafkaConnection connection(int port, String secret) {
    Map<String, String> properties =
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", BrokerSettings.login(secret, ""));
    return new KafkaConnection("127.0.0.1:" + port, properties, false);
  }

  /// How to reach this broker, with the password.
  public KafkaConnection connection() {
    return connection;
  }

  /// Where the one partition of a topic lies.
  private PartitionFiles.Place place(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return new PartitionFiles.Place(
        folder.logs().resolve(topic + "-0"),
        () -> {
          Option<UnifiedLog> log = broker.logManager().getLog(partition, false);
          return log.isEmpty() ? -1 : log.get().activeSegment().baseOffset();
        });
  }

  /// Appends to the one partition of a topic, which must be there. Blocks until it is led.
  ///
  /// @param forces whether what is acknowledged is on the disk, and not only in the page cache
  Appender appender(String topic, boolean forces) {
    LedPartition partition = new LedPartition(broker.replicaManager(), led(topic));
    return forces
        ? RoundAppender.forced(partition::store, place(topic))
        : RoundAppender.unforced(partition::store);
  }

  private TopicIdPartition led(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    for (int looks = 0; !isLed(partition); looks++) {
      if (looks > MOST_LOOKS || Thread.currentThread().isInterrupted()) {
        throw new LogUnavailable("nobody leads the partition of topic " + topic);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return new TopicIdPartition(broker.metadataCache().getTopicId(topic), partition);
  }

  private boolean isLed(TopicPartition partition) {
    return broker.replicaManager().onlinePartition(partition).exists(Partition::isLeader);
  }

  /// Stops the broker in good order: the next start need not recover.
  @Override
  public void close() {
    broker.shutdown();
    broker.awaitShutdown();
    controller.shutdown();
    controller.awaitShutdown();
    folder.close();
  }
}

package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.RecordLimits;
import java.nio.file.Path;
import java.util.Properties;

/// The settings of the broker in our own process: one node that is broker and controller, closed to
/// all but the holder of its password, and small.
final class BrokerSettings {

  static final int NODE = 1;
  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";
  static final String USER = "leasehold";

  /// More connections than we ever open; beyond it the longest idle one is closed.
  private static final int CONNECTIONS = 256;

  /// The cleaner's map of keys: 24 bytes for each of the smallest records that fill a segment of
  /// [TopicPlan#EMBEDDED]. With less, the cleaner would give up on such a segment for ever.
  private static final int CLEANER_MAP_BYTES = 14 * 1024 * 1024;

  /// How much of a log must be new before it is compacted for the space alone: seldom, since each
  /// time all of it is written anew. What is destroyed goes by its age, see [TopicKind].
  private static final String CLEANABLE_RATIO = "0.75";

  private BrokerSettings() {}

  /// Kafka's server properties. They hold the password and must stay in memory.
  static Properties of(Path logFolder, int clientPort, int controllerPort, String password) {
    Properties settings = new Properties();
    who(settings, logFolder, clientPort, controllerPort);
    mayEnter(settings, password);
    keeps(settings);
    runs(settings);
    return settings;
  }

  private static void who(Properties settings, Path folder, int clientPort, int controllerPort) {
    String clients = CLIENTS + "://127.0.0.1:" + clientPort;
    String controller = CONTROLLER + "://127.0.0.1:" + controllerPort;
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    settings.put("listeners", clients + "," + controller);
    settings.put("advertised.listeners", clients);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", CLIENTS);
    settings.put("log.dirs", folder.toString());
  }

  private static void mayEnter(Properties settings, String password) {
    settings.put(
        "listener.security.protocol.map",
        CLIENTS + ":SASL_PLAINTEXT," + CONTROLLER + ":SASL_PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("sasl.mechanism.controller.protocol", "PLAIN");
    String login = login(password, " user_" + USER + "=\"" + password + "\"");
    settings.put("listener.name.clients.plain.sasl.jaas.config", login);
    settings.put("listener.name.controller.plain.sasl.jaas.config", login);
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:" + USER);
    settings.put("allow.everyone.if.no.acl.found", "false");
    settings.put("max.connections", Integer.toString(CONNECTIONS));
    settings.put("delete.topic.enable", "false");
    settings.put("auto.create.topics.enable", "false");
  }

  /// How a client, and the broker itself, logs in.
  static String login(String password, String more) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
        + USER
        + "\" password=\""
        + password
        + "\""
        + more
        + ";";
  }

  private static void keeps(Properties settings) {
    settings.put("message.max.bytes", Integer.toString(RecordLimits.STORED_LIMIT));
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.min.cleanable.ratio", CLEANABLE_RATIO);
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_MAP_BYTES));
    settings.put("log.cleaner.io.buffer.size", Integer.toString(256 * 1024));
    settings.put("log.retention.check.interval.ms", "60000");
  }

  private static void runs(Properties settings) {
    settings.put("num.network.threads", "1");
    settings.put("num.io.threads", "2");
    settings.put("background.threads", "1");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("group.coordinator.threads", "1");
    settings.put("share.coordinator.threads", "1");
    settings.put("queued.max.requests", "100");
    settings.put("socket.send.buffer.bytes", "-1");
    settings.put("socket.receive.buffer.bytes", "-1");
    settings.put("metric.reporters", "");
    settings.put("auto.leader.rebalance.enable", "false");
    settings.put("broker.session.timeout.ms", "60000"); // a process that stalls is not fenced
    settings.put("controller.quorum.append.linger.ms", "0");
    settings.put("controller.performance.always.log.threshold.ms", "60000");
    settings.put("metadata.max.idle.interval.ms", "0");
    settings.put("group.initial.rebalance.delay.ms", "0");
  }
}

package dev.leasehold.events.kafka;

import static dev.leasehold.events.journal.Acknowledged.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.journal.Acknowledged;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogRecord;
import dev.leasehold.events.journal.RecordLimits;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.events.journal.RecordLogContract;
import dev.leasehold.events.journal.UnfitTopic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log on the embedded broker, which is appended to in this process: what every log promises,
/// and what only Kafka can get wrong.
class KafkaRecordLogTest implements RecordLogContract {

  private static EmbeddedBroker broker;
  private static int prefixes;

  private final List<KafkaTopics> opened = new ArrayList<>();
  private String topic = "none";

  @BeforeAll
  static void start(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder.resolve("data"), new Passwords());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @AfterEach
  void disconnect() {
    opened.forEach(KafkaTopics::close);
  }

  @Override
  public RecordLog empty() {
    KafkaTopics topics = topics();
    topics.create(TopicKind.JOURNAL);
    topics.awaitLeader(TopicKind.JOURNAL);
    return topics.open(TopicKind.JOURNAL);
  }

  /// How it is written to.
  KafkaTopics connected(EmbeddedBroker to, String prefix) {
    return KafkaTopics.of(to, prefix);
  }

  private KafkaTopics topics() {
    String prefix = "test-" + prefixes++;
    topic = TopicKind.JOURNAL.topic(prefix);
    KafkaTopics topics = connected(broker, prefix);
    opened.add(topics);
    return topics;
  }

  /// Lets the cleaner run at once and appends until it has, since only appending rolls a segment.
  @Override
  public void compact(RecordLog log) {
    set(ConfigResource.Type.BROKER, "", Map.of("log.cleaner.backoff.ms", "50"));
    set(
        ConfigResource.Type.TOPIC,
        topic,
        Map.of("max.compaction.lag.ms", "1", "min.cleanable.dirty.ratio", "0"));
    Acknowledged acknowledged = new Acknowledged();
    try (Appender filler = log.appender()) {
      boolean cleaned = false;
      while (!cleaned) {
        acknowledged.appendAndWait(filler, "filler", "v");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        List<LogRecord> left = RecordLogContract.readAll(log, log.start());
        cleaned =
            left.stream().noneMatch(each -> List.of("a=old", "c=erased").contains(text(each)));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_largest_record_is_stored_and_a_larger_one_refused() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      CompletableFuture<Long> largest = new CompletableFuture<>();
      appender.append(
          new byte[64],
          new byte[RecordLimits.RECORD_LIMIT],
          (offset, error) -> largest.complete(offset));
      assertEquals(0, largest.get(20, TimeUnit.SECONDS));
      CompletableFuture<Long> larger = new CompletableFuture<>();
      appender.append(
          new byte[64],
          new byte[RecordLimits.STORED_LIMIT],
          (offset, error) -> larger.complete(error == null ? offset : -2));
      assertEquals(-2, larger.get(20, TimeUnit.SECONDS));
      assertEquals(1, log.end());
    }
  }

  @Test
  void a_trimmed_log_is_read_from_its_new_start() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      Acknowledged acknowledged = new Acknowledged();
      acknowledged.appendAndWait(appender, "a", "1");
      acknowledged.appendAndWait(appender, "b", "2");
      opened.getLast().trim(TopicKind.JOURNAL, 1);
      assertEquals(1, log.start());
      assertEquals("b=2", text(log.read(0, 10, PATIENCE).getFirst()));
    }
  }

  @Test
  void the_three_topics_are_made_once_and_fit() {
    KafkaTopics topics = topics();
    topics.create();
    topics.create();
    for (TopicKind kind : TopicKind.values()) {
      topics.check(kind);
    }
  }

  @Test
  void a_missing_topic_is_not_made_by_use() {
    KafkaTopics topics = topics();
    try (RecordLog log = topics.open(TopicKind.SEAL)) {
      assertThrows(UnfitTopic.class, log::check);
    }
  }

  @Test
  void each_changed_setting_is_named() {
    try (RecordLog log = empty()) {
      log.check();
      refuses(log, "retention.ms", "1000", "-1");
      refuses(log, "cleanup.policy", "delete", "compact,delete");
      refuses(log, "unclean.leader.election.enable", "true", "false");
      refuses(log, "max.message.bytes", "1000", String.valueOf(RecordLimits.STORED_LIMIT));
      log.check();
    }
  }

  private void refuses(RecordLog log, String setting, String unfit, String fit) {
    set(ConfigResource.Type.TOPIC, topic, Map.of(setting, unfit));
    UnfitTopic refused = awaitRefusal(log);
    assertEquals(setting, refused.setting());
    assertTrue(refused.toString().contains(" is " + unfit), refused::toString);
    set(ConfigResource.Type.TOPIC, topic, Map.of(setting, fit));
    awaitAcceptance(log);
  }

  /// A changed setting reaches the broker a moment after the controller has it.
  private static UnfitTopic awaitRefusal(RecordLog log) {
    while (true) {
      try {
        log.check();
      } catch (UnfitTopic refused) {
        return refused;
      }
    }
  }

  private static void awaitAcceptance(RecordLog log) {
    while (true) {
      try {
        log.check();
        return;
      } catch (UnfitTopic stale) {
        Thread.onSpinWait();
      }
    }
  }

  private static void set(ConfigResource.Type type, String name, Map<String, String> settings) {
    Collection<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(each ->
                new AlterConfigOp(
                    new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
            .toList();
    try (Admin admin = Admin.create(broker.connection().clientProperties())) {
      Asking.insist(
          "changing settings",
          admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), changes)).all());
    }
  }
}

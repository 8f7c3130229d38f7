package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.JournalContract;
import dev.leasehold.events.journal.RecordLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The journal over the embedded broker, which is appended to in this process.
@Timeout(120)
class KafkaJournalTest extends JournalContract {

  private static EmbeddedBroker broker;
  private static int prefixes;

  private final List<KafkaTopics> opened = new ArrayList<>();

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

  /// How it is written to.
  KafkaTopics connected(EmbeddedBroker to, String prefix) {
    return KafkaTopics.of(to, prefix);
  }

  @Override
  protected RecordLog emptyLog() {
    String prefix = "journal-test-" + prefixes++;
    KafkaTopics topics = connected(broker, prefix);
    opened.add(topics);
    topics.create(TopicKind.JOURNAL);
    topics.awaitLeader(TopicKind.JOURNAL);
    return topics.open(TopicKind.JOURNAL);
  }

  @Override
  protected Duration patience() {
    return Duration.ofMillis(200);
  }
}

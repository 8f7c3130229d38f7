package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.RecordLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/// A process that starts a broker and appends for ever, printing each acknowledged offset, until it
/// is killed.
final class KilledBroker {

  private static final int WAITING = 20;

  private KilledBroker() {}

  public static void main(String[] args) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), new Passwords());
    KafkaTopics topics = KafkaTopics.of(broker, "leasehold");
    topics.create();
    RecordLog log = topics.open(TopicKind.JOURNAL);
    Appender appender = log.appender();
    Semaphore window = new Semaphore(WAITING);
    for (long i = 0; true; i++) {
      window.acquire();
      byte[] text = Long.toString(i).getBytes(StandardCharsets.UTF_8);
      appender.append(
          text,
          text,
          (offset, error) -> {
            System.out.println(offset);
            window.release();
          });
    }
  }
}

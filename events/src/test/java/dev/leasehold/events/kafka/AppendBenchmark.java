package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.RecordLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Measures the embedded broker by hand: how long it takes to start and stop, one append alone, and
/// many at once. Prints a table; asserts nothing.
final class AppendBenchmark {

  private static final int ALONE = 1_000;
  private static final int TOGETHER = 50_000;

  /// As many as wait for an answer at once.
  private static final int WINDOW = 1_000;

  private AppendBenchmark() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("append-benchmark");
    for (int run = 0; run < 2; run++) {
      long begin = System.nanoTime();
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, new Passwords());
          KafkaTopics topics = KafkaTopics.of(broker, "leasehold")) {
        long started = System.nanoTime();
        topics.create();
        long created = System.nanoTime();
        try (RecordLog log = topics.open(TopicKind.JOURNAL);
            Appender first = log.appender()) {
          alone(first, 1);
          System.out.printf(
              "start %d ms, topics %d ms, first append %d ms%n",
              millis(begin, started), millis(started, created), millis(created, System.nanoTime()));
        }
        if (run > 0) {
          measure(broker);
          measure(broker);
        }
        begin = System.nanoTime();
      }
      System.out.printf("stop %d ms%n", millis(begin, System.nanoTime()));
    }
  }

  private static void measure(EmbeddedBroker broker) throws Exception {
    try (Appender appender = broker.appender("leasehold.journal", true)) {
      alone(appender, ALONE);
      long[] times = alone(appender, ALONE);
      together(appender);
      double perSecond = together(appender);
      System.out.printf(
          "alone p50 %.2f ms, p99 %.2f ms; together %.0f records/s%n",
          times[times.length / 2] / 1e6, times[times.length * 99 / 100] / 1e6, perSecond);
    }
  }

  private static long[] alone(Appender appender, int count) throws InterruptedException {
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      CountDownLatch known = new CountDownLatch(1);
      long begin = System.nanoTime();
      appender.append(new byte[24], new byte[400], (offset, error) -> known.countDown());
      known.await();
      times[i] = System.nanoTime() - begin;
    }
    Arrays.sort(times);
    return times;
  }

  private static double together(Appender appender) throws InterruptedException {
    Semaphore window = new Semaphore(WINDOW);
    long begin = System.nanoTime();
    for (int i = 0; i < TOGETHER; i++) {
      window.acquire();
      appender.append(new byte[24], new byte[400], (offset, error) -> window.release());
    }
    window.acquire(WINDOW);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return TOGETHER * 1e9 / took.toNanos();
  }

  private static long millis(long from, long to) {
    return (to - from) / 1_000_000;
  }
}

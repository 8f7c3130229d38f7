package dev.leasehold.events.journal;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Collects what was told of appended records, for a test that appends and then waits.
public final class Acknowledged {

  /// More than any append may take.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  /// What was told of one record, by its key.
  public record Answer(String key, long offset, @Nullable Throwable error) {}

  /// Appends a record of text.
  public void append(Appender appender, String key, @Nullable String value) {
    appender.append(
        key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
        (offset, error) -> answers.add(new Answer(key, offset, error)));
  }

  /// Waits for that many answers, in the order in which they came.
  public List<Answer> await(int count) throws InterruptedException {
    List<Answer> found = new ArrayList<>();
    while (found.size() < count) {
      Answer next = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertNotNull(next, "only " + found.size() + " of " + count + " were acknowledged");
      found.add(next);
    }
    return found;
  }

  /// What was told so far and not yet asked for.
  public List<Answer> now() {
    List<Answer> found = new ArrayList<>();
    answers.drainTo(found);
    return found;
  }

  /// Appends one record and waits for its offset.
  public long appendAndWait(Appender appender, String key, @Nullable String value)
      throws InterruptedException {
    append(appender, key, value);
    Answer answer = await(1).getFirst();
    if (answer.error() != null) {
      throw new AssertionError("not acknowledged", answer.error());
    }
    return answer.offset();
  }

  /// Shows a record as `key=value`, or `key` for a tombstone.
  public static String text(LogRecord each) {
    String key = new String(each.key(), StandardCharsets.UTF_8);
    byte[] value = each.value();
    return value == null ? key : key + "=" + new String(value, StandardCharsets.UTF_8);
  }
}

package dev.leasehold.events.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The text of a time is the JDK's own.
class InstantTextTest {
  private static final long SEED = 20_261_127;
  private static final int TIMES = 200_000;

  @Test
  void any_time_reads_as_the_jdk_writes_it() {
    Random random = new Random(SEED);
    int[] steps = {1, 1_000, 1_000_000, 1_000_000_000};
    for (int i = 0; i < TIMES; i++) {
      int step = steps[random.nextInt(steps.length)];
      int nanos = random.nextInt(1_000_000_000) / step * step;
      Instant time =
          Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L), nanos);
      assertEquals(time.toString(), InstantText.of(time), () -> "seed " + SEED);
    }
  }

  @Test
  void so_do_those_at_the_edges() {
    for (String text :
        List.of(
            "0000-01-01T00:00:00Z",
            "-0001-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:59.999999999Z",
            "+10000-01-01T00:00:00Z",
            "1969-12-31T23:59:59.000000001Z",
            "1970-01-01T00:00:00.100Z",
            "2024-02-29T12:00:00.000100Z")) {
      assertEquals(text, InstantText.of(Instant.parse(text)));
    }
    assertEquals(Instant.MIN.toString(), InstantText.of(Instant.MIN));
    assertEquals(Instant.MAX.toString(), InstantText.of(Instant.MAX));
  }
}

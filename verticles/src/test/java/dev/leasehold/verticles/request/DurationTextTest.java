package dev.leasehold.verticles.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurationTextTest {

  @Test
  void durations_are_written_as_go_writes_them_and_read_back() {
    Map<String, Duration> written = new LinkedHashMap<>();
    written.put("0s", Duration.ZERO);
    written.put("30m0s", Duration.ofMinutes(30));
    written.put("768h0m0s", Duration.ofDays(32));
    written.put("1h0m1.5s", Duration.ofMillis(3_601_500));
    written.put("250ms", Duration.ofMillis(250));
    written.put("1.5µs", Duration.ofNanos(1500));
    written.put("7ns", Duration.ofNanos(7));
    written.put("-1m30s", Duration.ofSeconds(-90));

    written.forEach((text, duration) -> {
      assertEquals(text, DurationText.format(duration));
      assertEquals(duration, DurationText.parse(text));
    });
  }
}

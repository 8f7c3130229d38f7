package dev.leasehold.events.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leasehold.events.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The golden files hold one event each in format 1, as it has been written since its first day.
/// They are added with a new event and never edited: a test that fails here says that logs in the
/// world could be read no longer.
class GoldenEventsTest {

  static Iterable<Map.Entry<String, Class<? extends Event>>> events() {
    return EventTypes.all().entrySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void a_golden_event_is_read_and_written_as_ever(Map.Entry<String, Class<? extends Event>> each)
      throws IOException {
    Event expected = Samples.full(each.getValue());
    String written = new String(EventCodec.write(expected), StandardCharsets.UTF_8);

    String golden = golden(each.getKey(), written);

    assertEquals(golden, written);
    assertEquals(expected, EventCodec.readEvent(golden.getBytes(StandardCharsets.UTF_8)));
  }

  private static String golden(String name, String written) throws IOException {
    try (InputStream file =
        GoldenEventsTest.class.getResourceAsStream("/golden/1/" + name + ".json")) {
      assertNotNull(file, "add golden/1/" + name + ".json for this new event:\n" + written);
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}

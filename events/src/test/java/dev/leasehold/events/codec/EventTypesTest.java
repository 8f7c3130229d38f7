package dev.leasehold.events.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Event;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventTypesTest {

  @Test
  void every_event_record_has_a_name_and_only_one() {
    Set<Class<? extends Event>> records = Samples.eventRecords().collect(Collectors.toSet());

    assertEquals(records, new HashSet<>(EventTypes.all().values()));
    assertEquals(records.size(), EventTypes.all().size());
  }

  @Test
  void names_are_lower_case_words_joined_by_hyphens() {
    EventTypes.all().keySet().forEach(each -> assertTrue(each.matches("[a-z]+(-[a-z]+)+"), each));
  }

  @Test
  void an_event_is_found_again_by_its_name() {
    Samples.eventRecords()
        .forEach(
            type -> assertEquals(type, EventTypes.classOf(EventTypes.nameOf(Samples.full(type)))));
  }

  @Test
  void an_unknown_name_is_a_corrupt_log() {
    assertThrows(CorruptLog.class, () -> EventTypes.classOf("token-forged"));
  }
}

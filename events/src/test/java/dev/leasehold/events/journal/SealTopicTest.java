package dev.leasehold.events.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.secret.SeededEntropy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealTopicTest {

  private static final byte[] BYTES = {1, 2, 3};

  private final InMemoryRecordLog log = InMemoryRecordLog.faultless();
  private final SealTopic topic = new SealTopic(log, new SeededEntropy(1), Duration.ZERO);

  private static List<Long> numbers(List<Generation> generations) {
    return generations.stream().map(Generation::number).toList();
  }

  @Test
  void generations_are_read_newest_first_and_a_forgotten_one_is_gone() {
    Generation first = topic.append(1, BYTES);
    Generation second = topic.append(2, new byte[] {9});
    assertEquals(List.of(2L, 1L), numbers(topic.generations()));

    topic.forget(first);

    List<Generation> left = topic.generations();
    assertEquals(List.of(2L), numbers(left));
    assertEquals(second.hash(), left.getFirst().hash());
    assertArrayEquals(second.bytes(), left.getFirst().bytes());
    assertNotEquals(first.hash(), second.hash());
  }

  @Test
  void a_generation_of_the_same_number_replaces_none() {
    topic.append(1, BYTES);
    topic.append(1, BYTES);
    log.compact();

    assertEquals(List.of(1L, 1L), numbers(topic.generations()));
  }

  @Test
  void t38_a_cluster_begins_only_where_every_log_is_empty() {
    InMemoryRecordLog journal = InMemoryRecordLog.faultless();
    journal.appender().append(new byte[1], null, (offset, error) -> {});

    assertThrows(AlreadyInitialized.class, () -> topic.initialize(BYTES, List.of(journal)));
    assertEquals(0, log.end());

    topic.initialize(BYTES, List.of());
    assertThrows(AlreadyInitialized.class, () -> topic.initialize(BYTES, List.of()));
  }

  @Test
  void t38_a_log_that_cannot_be_read_is_not_taken_for_an_empty_one() {
    log.close();

    assertThrows(LogUnavailable.class, () -> topic.initialize(BYTES, List.of()));
  }

  @Test
  void a_generation_that_is_not_read_back_is_not_appended() {
    InMemoryRecordLog losing = InMemoryRecordLog.faulty(() -> Mishap.LOST);
    SealTopic lossy = new SealTopic(losing, new SeededEntropy(1), Duration.ZERO);

    assertThrows(LogUnavailable.class, () -> lossy.initialize(BYTES, List.of()));
  }
}

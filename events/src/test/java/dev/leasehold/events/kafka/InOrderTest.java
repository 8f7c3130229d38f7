package dev.leasehold.events.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {

  private final InOrder order = new InOrder();
  private final List<String> told = new ArrayList<>();

  private InOrder.Place next(String name) {
    return order.next(
        (offset, error) -> told.add(name + (error == null ? "@" + offset : " in doubt")), 10);
  }

  @Test
  void an_outcome_waits_for_those_before_it() {
    InOrder.Place a = next("a");
    InOrder.Place b = next("b");
    InOrder.Place c = next("c");
    c.known(2, null);
    b.known(1, null);
    assertEquals(List.of(), told);
    a.known(0, null);
    assertEquals(List.of("a@0", "b@1", "c@2"), told);
  }

  @Test
  void the_first_outcome_counts_and_none_comes_twice() {
    InOrder.Place a = next("a");
    a.known(0, null);
    a.known(7, new IllegalStateException());
    order.giveUp(new IllegalStateException());
    assertEquals(List.of("a@0"), told);
    assertEquals(0, order.waitingBytes());
  }

  @Test
  void giving_up_answers_for_all_that_still_wait() {
    next("a");
    next("b").known(1, null);
    next("c");
    assertEquals(20, order.waitingBytes());
    order.giveUp(new IllegalStateException());
    assertEquals(List.of("a in doubt", "b@1", "c in doubt"), told);
    assertEquals(0, order.waitingBytes());
  }

  @Test
  void an_offset_that_comes_with_an_error_is_not_told() {
    List<Long> offsets = new ArrayList<>();
    order.next((offset, error) -> offsets.add(offset), 1).known(5, new IllegalStateException());
    assertEquals(List.of(-1L), offsets);
  }

  @Test
  void an_acknowledgement_may_bring_the_next_outcome_and_is_not_interrupted_by_it() {
    List<String> steps = new ArrayList<>();
    InOrder.Place[] second = new InOrder.Place[1];
    InOrder.Place first =
        order.next(
            (offset, error) -> {
              second[0].known(1, null);
              steps.add("first");
            },
            1);
    second[0] = order.next((offset, error) -> steps.add("second"), 1);
    first.known(0, null);
    assertEquals(List.of("first", "second"), steps);
  }
}

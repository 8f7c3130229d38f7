package dev.leasehold.crypto.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class Sha1Test {
  @Test
  void the_known_answer_of_the_standard_is_given() {
    assertEquals("a9993e364706816aba3e25717850c26c9cd0d89d", Sha1.hex("abc"));
  }
}

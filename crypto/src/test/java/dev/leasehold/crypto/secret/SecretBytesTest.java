package dev.leasehold.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
  private static final Reveal REVEAL = Reveal.because("the test compares it");

  @Test
  void a_secret_prints_its_length_and_nothing_else() {
    assertEquals("SecretBytes(7)", SecretBytes.ofUtf8("hunter2").toString());
  }

  @Test
  void a_secret_is_not_changed_through_the_arrays_that_went_in_and_came_out() {
    byte[] given = "hunter2".getBytes(StandardCharsets.UTF_8);
    SecretBytes secret = SecretBytes.copyOf(given);

    given[0] = 0;
    secret.reveal(REVEAL)[1] = 0;

    assertEquals("hunter2", secret.revealUtf8(REVEAL));
  }

  @Test
  void secrets_are_equal_by_content_but_their_hash_tells_only_the_length() {
    SecretBytes secret = SecretBytes.ofUtf8("grüße");

    assertEquals(secret, SecretBytes.copyOf("grüße".getBytes(StandardCharsets.UTF_8)));
    assertNotEquals(secret, SecretBytes.ofUtf8("grüsse!"));
    assertNotEquals(SecretBytes.ofUtf8("a"), SecretBytes.ofUtf8("b"));
    assertEquals(SecretBytes.ofUtf8("a").hashCode(), SecretBytes.ofUtf8("b").hashCode());
  }

  @Test
  void a_wiped_secret_cannot_be_read() {
    SecretBytes secret = SecretBytes.ofUtf8("hunter2");

    secret.wipe();

    assertThrows(IllegalStateException.class, () -> secret.reveal(REVEAL));
    assertNotEquals(SecretBytes.ofUtf8("hunter2"), secret);
    assertEquals(7, secret.length());
  }

  @Test
  void a_reveal_needs_a_reason() {
    assertThrows(IllegalArgumentException.class, () -> Reveal.because(" "));
    assertArrayEquals(new byte[] {65}, SecretBytes.ofUtf8("A").reveal(REVEAL));
  }
}

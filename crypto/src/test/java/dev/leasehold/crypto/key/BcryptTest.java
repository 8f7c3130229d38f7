package dev.leasehold.crypto.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import org.junit.jupiter.api.Test;

class BcryptTest {
  private static final SecretBytes PASSWORD = SecretBytes.ofUtf8("correct horse");

  @Test
  void a_known_answer_of_openwall_is_matched() {
    SecretBytes hash =
        SecretBytes.ofUtf8("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");

    assertTrue(Bcrypt.matches(hash, SecretBytes.ofUtf8("U*U")));
    assertFalse(Bcrypt.matches(hash, SecretBytes.ofUtf8("U*V")));
  }

  @Test
  void a_password_matches_its_own_hash_and_no_other_does() {
    SecretBytes hash = Bcrypt.hash(PASSWORD, new SeededEntropy(1));

    assertTrue(Bcrypt.matches(hash, PASSWORD));
    assertFalse(Bcrypt.matches(hash, SecretBytes.ofUtf8("correct horsf")));
    assertFalse(Bcrypt.matches(hash, SecretBytes.ofUtf8("")));
  }

  @Test
  void two_hashes_of_a_password_differ_by_their_salts() {
    SeededEntropy entropy = new SeededEntropy(2);

    assertFalse(Bcrypt.hash(PASSWORD, entropy).equals(Bcrypt.hash(PASSWORD, entropy)));
  }

  @Test
  void the_cost_is_ten() {
    String hash = Bcrypt.hash(PASSWORD, new SeededEntropy(3)).revealUtf8(Reveal.because("a test"));

    assertEquals("$2a$10$", hash.substring(0, 7));
  }

  @Test
  void nothing_matches_where_there_is_no_hash() {
    assertFalse(Bcrypt.matches(null, PASSWORD));
  }

  @Test
  void a_password_that_is_too_long_is_not_hashed() {
    SecretBytes longer = SecretBytes.ofUtf8("a".repeat(73));

    assertThrows(IllegalArgumentException.class, () -> Bcrypt.hash(longer, new SeededEntropy(4)));
  }
}

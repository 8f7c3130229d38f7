package dev.leasehold.crypto.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SeededEntropy;
import org.junit.jupiter.api.Test;

class TokenTextTest {
  private final Entropy entropy = new SeededEntropy(42);

  @Test
  void a_service_token_has_its_prefix_and_24_drawn_characters() {
    String text =
        TokenText.drawService(entropy).revealUtf8(Reveal.because("the test looks at the form"));

    assertTrue(text.matches("hvs\\.[0-9A-Za-z]{24}"));
    assertTrue(TokenText.isDrawn(text));
    assertFalse(TokenText.isDrawn(text + "x"));
    assertFalse(TokenText.isDrawn(text.replace("hvs.", "hvb.")));
    assertFalse(TokenText.isDrawn("hvs." + "-".repeat(24)));
  }

  @Test
  void an_accessor_has_24_characters_and_no_prefix() {
    assertTrue(TokenText.drawAccessor(entropy).matches("[0-9A-Za-z]{24}"));
  }

  @Test
  void the_forms_of_all_prefixes_are_told_apart() {
    assertEquals(TokenText.Form.SERVICE, TokenText.form("hvs.abc"));
    assertEquals(TokenText.Form.SERVICE, TokenText.form("s.abc"));
    assertEquals(TokenText.Form.BATCH, TokenText.form("hvb.abc"));
    assertEquals(TokenText.Form.BATCH, TokenText.form("b.abc"));
    assertEquals(TokenText.Form.RECOVERY, TokenText.form("hvr.abc"));
    assertEquals(TokenText.Form.RECOVERY, TokenText.form("r.abc"));
    assertEquals(TokenText.Form.CHOSEN, TokenText.form("root"));
    assertEquals(TokenText.Form.CHOSEN, TokenText.form(""));
    assertEquals(TokenText.Form.CHOSEN, TokenText.form("shvs.abc"));
  }
}

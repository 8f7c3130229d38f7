package dev.leasehold.crypto.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.nio.charset.StandardCharsets;
import java.security.spec.KeySpec;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramVerifierTest {
  private static final Reveal TO_COMPARE = Reveal.because("a test looks whether it is right");

  /// The example of RFC 7677: the password is `pencil`.
  @Test
  void the_example_of_the_rfc_comes_out() {
    byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

    SecretBytes verifier = ScramVerifier.of(SecretBytes.ofUtf8("pencil"), salt, 4096);

    assertEquals(
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
            + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
        verifier.revealUtf8(TO_COMPARE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 100})
  void passwords_of_any_length_are_salted_as_the_jdk_does(int length) throws Exception {
    String password = "p".repeat(length);
    byte[] salt = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    KeySpec spec = new PBEKeySpec(password.toCharArray(), salt, 10, 256);
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    byte[] server = MacKey.of(salted).mac("Server Key".getBytes(StandardCharsets.UTF_8));

    String verifier =
        ScramVerifier.of(SecretBytes.ofUtf8(password), salt, 10).revealUtf8(TO_COMPARE);

    assertTrue(verifier.endsWith(":" + Base64.getEncoder().encodeToString(server)));
  }

  @Test
  void each_verifier_has_a_salt_of_its_own() {
    SeededEntropy entropy = new SeededEntropy(1);
    SecretBytes password = SecretBytes.ofUtf8("same");

    assertNotEquals(ScramVerifier.of(password, entropy), ScramVerifier.of(password, entropy));
  }
}

package dev.leasehold.crypto.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leasehold.crypto.secret.SeededEntropy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokenTest {
  private static final Map<String, Object> CLAIMS = Map.of("sub", "anna", "exp", 7L);
  private final SeededEntropy entropy = new SeededEntropy(3);

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"})
  void what_a_pair_signs_its_public_half_verifies(String algorithm) {
    TokenKeys keys = TokenKeys.draw(algorithm, entropy);
    String token = SignedToken.sign(keys.privateKey(), CLAIMS);

    assertNull(SignedToken.malformed(token));
    assertEquals(CLAIMS, SignedToken.verify(token, List.of(keys.publicKey())));
    assertEquals(algorithm, TokenKeys.members(keys.publicKey()).get("alg"));
    assertFalse(TokenKeys.members(keys.publicKey()).containsKey("d"));
  }

  @Test
  void a_token_of_another_pair_or_with_another_byte_is_none() {
    TokenKeys keys = TokenKeys.draw("ES256", entropy);
    TokenKeys other = TokenKeys.draw("ES256", entropy);
    String token = SignedToken.sign(keys.privateKey(), CLAIMS);

    assertNull(SignedToken.verify(token, List.of(other.publicKey())));
    assertNotNull(SignedToken.verify(token, List.of(other.publicKey(), keys.publicKey())));
    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      boolean last = i == token.length() - 1;
      String damaged = token.substring(0, i) + changed + token.substring(i + 1);
      if (!last) {
        assertNull(SignedToken.verify(damaged, List.of(keys.publicKey())), "at " + i);
      }
    }
  }

  @Test
  void t19_the_header_does_not_choose_the_algorithm() {
    TokenKeys keys = TokenKeys.draw("RS256", entropy);
    String[] parts = SignedToken.sign(keys.privateKey(), CLAIMS).split("\\.", -1);
    for (String algorithm : List.of("none", "HS256", "RS384", "ES256")) {
      String header =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(("{\"alg\":\"" + algorithm + "\"}").getBytes(StandardCharsets.UTF_8));
      for (String signature : List.of("", parts[2])) {
        String forged = header + "." + parts[1] + "." + signature;
        assertNull(SignedToken.verify(forged, List.of(keys.publicKey())), algorithm);
      }
    }
  }

  @Test
  void what_is_no_token_is_told() {
    assertEquals(
        "go-jose/go-jose: compact JWS format must have three parts", SignedToken.malformed("a.b"));
    assertEquals("illegal base64 data at input byte 0", SignedToken.malformed("a.b.c"));
    assertEquals("illegal base64 data at input byte 1", SignedToken.malformed("a!.b.c"));
  }

  @Test
  void a_pair_does_not_show_itself() {
    TokenKeys keys = TokenKeys.draw("ES256", entropy);
    assertEquals("TokenKeys[" + keys.id() + "]", keys.toString());
  }
}

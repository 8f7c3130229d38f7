package dev.leasehold.crypto.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// Known answers, of the specifications.
class TokenHashTest {

  @Test
  void openid_connect_core_appendix_a() {
    assertEquals(
        "77QmUPtjPfzWtF2AnpK9RQ",
        TokenHash.half("RS256", "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"));
  }

  @Test
  void rfc_7636_appendix_b() {
    assertEquals(
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        TokenHash.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
  }

  @Test
  void the_half_is_as_long_as_the_algorithm_says() {
    assertEquals(22, TokenHash.half("ES256", "x").length());
    assertEquals(32, TokenHash.half("ES384", "x").length());
    assertEquals(43, TokenHash.half("EdDSA", "x").length());
    assertThrows(IllegalArgumentException.class, () -> TokenHash.half("none", "x"));
  }
}

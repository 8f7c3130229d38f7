package dev.leasehold.verticles.engine.identity.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leasehold.crypto.jose.SignedToken;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.verticles.request.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tokens from the key to their end, by a clock that the test moves.
class OidcTokenTest extends OidcDesk {
  private static final Reveal TO_LOOK = Reveal.because("the test looks into the token");

  OidcTokenTest() {
    entity("anna\",\"admin\":true,\"x\":\"", false);
    ask(Operation.CREATE, "oidc/key/k", Map.of("algorithm", "ES256", "allowed_client_ids", "*"));
    ask(
        Operation.CREATE,
        "oidc/role/r",
        Map.of(
            "key",
            "k",
            "client_id",
            "c",
            "template",
            "{\"name\":{{identity.entity.name}},\"groups\":{{identity.entity.groups.names}}}"));
  }

  @Test
  void a_token_says_who_the_caller_is_and_is_active_while_that_holds() {
    String token = token();
    Map<String, Object> claims =
        Objects.requireNonNull(SignedToken.verify(token, row().published(now)));

    assertEquals("https://here:8200/v1/identity/oidc", claims.get("iss"));
    assertEquals("e1", claims.get("sub"));
    assertEquals("c", claims.get("aud"));
    assertEquals("root", claims.get("namespace"));
    assertEquals(START.getEpochSecond() + 86_400, claims.get("exp"));
    assertNull(problem(token));

    entity("anna", true);
    assertEquals("entity is disabled", problem(token));
  }

  @Test
  void t13_nobody_names_himself_into_a_claim() {
    Map<String, Object> claims =
        Objects.requireNonNull(SignedToken.verify(token(), row().published(now)));

    assertEquals("anna\",\"admin\":true,\"x\":\"", claims.get("name"));
    assertNull(claims.get("admin"));
  }

  @Test
  void a_token_ends_and_has_its_audience() {
    String token = token();
    assertEquals(
        "error validating claims: go-jose/go-jose/jwt: validation failed, invalid audience claim"
            + " (aud)",
        introspect(Map.of("token", token, "client_id", "d")));
    now = START.plusSeconds(86_400 + 61);
    assertEquals(
        "error validating claims: go-jose/go-jose/jwt: validation failed, token is expired (exp)",
        problem(token));
  }

  @Test
  void the_first_token_after_its_time_rotates_the_key() {
    OidcKeyRow before = row();
    String first = token();
    now = START.plusSeconds(86_401);
    String second = token();
    OidcKeyRow after = row();

    assertEquals(before.next(), after.current());
    assertNotEquals(before.next(), after.next());
    assertNotNull(SignedToken.verify(first, after.published(now)));
    assertNotNull(SignedToken.verify(second, after.published(now)));
    PayloadName gone = Objects.requireNonNull(before.signing()).signing();
    assertNull(head.payload(Objects.requireNonNull(gone)));
    now = now.plusSeconds(86_401);
    assertNull(SignedToken.verify(first, after.published(now)));
  }

  private OidcKeyRow row() {
    return Objects.requireNonNull(OidcKeys.key(head, "root", "k"));
  }

  private String token() {
    Object token =
        Objects.requireNonNull(ask(Operation.READ, "oidc/token/r", Map.of()).response().data())
            .get("token");
    return new String(
        ((SecretBytes) Objects.requireNonNull(token)).reveal(TO_LOOK), StandardCharsets.UTF_8);
  }

  private @Nullable Object problem(String token) {
    return introspect(Map.of("token", token));
  }

  private @Nullable Object introspect(Map<String, Object> data) {
    return Objects.requireNonNull(ask(Operation.UPDATE, "oidc/introspect", data).response().data())
        .get("error");
  }
}

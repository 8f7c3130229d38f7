package dev.leasehold.verticles.engine.identity.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leasehold.crypto.jose.SignedToken;
import dev.leasehold.crypto.jose.TokenHash;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcEvent.OidcCodesEnded;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A person logs in at a client, by a clock that the test moves.
class OidcProviderTest extends OidcDesk {
  private static final Reveal TO_LOOK = Reveal.because("the test plays the client");
  private static final String BACK = "https://app.example/cb";

  OidcProviderTest() {
    entity("anna", false);
    ask(Operation.CREATE, "oidc/key/k", Map.of("algorithm", "ES256", "allowed_client_ids", "*"));
    ask(
        Operation.CREATE,
        "oidc/client/app",
        Map.of("key", "k", "redirect_uris", BACK, "assignments", "allow_all"));
  }

  private OidcClient client() {
    return Objects.requireNonNull(OidcProviders.client(head, "root", "app"));
  }

  private OidcKeyRow key() {
    return Objects.requireNonNull(OidcKeys.key(head, "root", "k"));
  }

  private String secret() {
    return text(data(ask(Operation.READ, "oidc/client/app", Map.of())).get("client_secret"));
  }

  private String code() {
    Map<String, Object> asked =
        Map.of(
            "client_id",
            client().id(),
            "redirect_uri",
            BACK,
            "scope",
            "openid",
            "response_type",
            "code");
    return text(data(ask(Operation.READ, "oidc/provider/default/authorize", asked)).get("code"));
  }

  private Response exchange(String code) {
    Map<String, Object> asked = new HashMap<>();
    asked.put("grant_type", "authorization_code");
    asked.put("code", code);
    asked.put("redirect_uri", BACK);
    if (headers.isEmpty()) {
      asked.put("client_id", client().id());
      asked.put("client_secret", secret());
    }
    return ask(Operation.UPDATE, "oidc/provider/default/token", asked).response();
  }

  private static Map<String, Object> data(Decision decision) {
    return Objects.requireNonNull(decision.response().data());
  }

  private static String text(@Nullable Object secret) {
    return assertInstanceOf(SecretBytes.class, secret).revealUtf8(TO_LOOK);
  }

  private static void assertRefused(String error, Response response) {
    assertEquals(
        error, Objects.requireNonNull(response.data()).get("error"), response.shape().name());
  }

  @Test
  void an_id_token_is_signed_and_names_its_code_and_its_access_token() {
    String code = code();

    Map<String, Object> told = Objects.requireNonNull(exchange(code).data());

    Map<String, Object> claims =
        Objects.requireNonNull(
            SignedToken.verify(text(told.get("id_token")), key().published(now)));
    assertEquals("e1", claims.get("sub"));
    assertEquals(client().id(), claims.get("aud"));
    assertEquals("https://here:8200/v1/identity/oidc/provider/default", claims.get("iss"));
    assertEquals(TokenHash.half("ES256", code), claims.get("c_hash"));
    assertEquals(TokenHash.half("ES256", text(told.get("access_token"))), claims.get("at_hash"));
  }

  @Test
  void a_code_is_exchanged_once() {
    String code = code();
    exchange(code);

    assertRefused("invalid_grant", exchange(code));
    assertEquals(List.of(), OidcProviders.due(head, now.plus(Duration.ofHours(1)), 10));
  }

  @Test
  void a_code_is_worth_nothing_after_five_minutes() {
    String code = code();
    String late = code();
    now = START.plus(Duration.ofMinutes(5)).minusMillis(1);
    assertEquals(Response.Shape.FOREIGN, exchange(code).shape());

    now = START.plus(Duration.ofMinutes(5));

    assertRefused("invalid_grant", exchange(late));
    List<String> due = OidcProviders.due(head, now, 10);
    assertEquals(1, due.size());
    replay(Decision.of(Response.nothing(), new OidcCodesEnded(due)));
    assertEquals(List.of(), OidcProviders.due(head, now, 10));
  }

  @Test
  void a_client_may_show_itself_in_the_header() {
    headers = basic(client().id() + ":" + secret());
    assertEquals(Response.Shape.FOREIGN, exchange(code()).shape());

    for (String wrong :
        List.of(client().id() + ":no", client().id() + ":", "no:" + secret(), ":" + secret())) {
      headers = basic(wrong);
      Response response = exchange(code());
      assertNotEquals(Response.Shape.FOREIGN, response.shape(), wrong);
    }
    headers = basic(client().id() + ":no");
    assertEquals("Basic", exchange(code()).headers().get("WWW-Authenticate"));
  }

  private static Map<String, List<String>> basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return Map.of("authorization", List.of("Basic " + Base64.getEncoder().encodeToString(bytes)));
  }

  @Test
  void a_key_whose_time_is_over_signs_with_the_pair_that_is_ready() {
    String ready = Objects.requireNonNull(key().next());
    now = START.plus(Duration.ofDays(2));

    Map<String, Object> told = Objects.requireNonNull(exchange(code()).data());

    assertEquals(ready, key().current());
    assertNotNull(SignedToken.verify(text(told.get("id_token")), key().published(now)));
  }

  @Test
  void somebody_who_was_disabled_meanwhile_is_not_told_of() {
    String code = code();
    entity("anna", true);

    assertRefused("invalid_request", exchange(code));
    assertRefused("invalid_grant", exchange(code));
  }

  @Test
  void a_deleted_client_takes_its_secret_with_it() {
    OidcClient client = client();

    Decision deleted = ask(Operation.DELETE, "oidc/client/app", Map.of());

    assertEquals(List.of(Objects.requireNonNull(client.secret())), deleted.destroys());
    assertEquals(null, OidcProviders.clientOf(head, "root", client.id()));
  }
}

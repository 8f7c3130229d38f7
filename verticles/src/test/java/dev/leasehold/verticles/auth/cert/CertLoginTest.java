package dev.leasehold.verticles.auth.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.auth.cert.CertServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logins and renewals by client certificates, over real TLS.
class CertLoginTest {
  private static final String UNKNOWN =
      "invalid certificate or no client certificate supplied; additionally got errors during"
          + " verification: <nil>";
  private static final String UNMATCHED =
      "no chain matching all constraints could be found for this login certificate";

  @TempDir static Path folder = Path.of("");

  private static @Nullable CertServer started;

  private CertServer server;

  @BeforeAll
  static void start() throws IOException {
    started = new CertServer(folder);
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(started).close();
  }

  @BeforeEach
  void begin() throws IOException {
    server = Objects.requireNonNull(started);
    server.empty();
  }

  @Test
  void who_shows_a_certificate_of_a_trusted_authority_gets_a_token() throws IOException {
    server.trust(
        "web",
        "ca",
        Map.of(
            "policies",
            "p",
            "display_name",
            "shown",
            "ttl",
            "10m",
            "allowed_metadata_extensions",
            "2.1.1.1"));

    Answer answer = server.login("web");

    assertEquals(200, answer.status());
    assertEquals(600, answer.body().at("/auth/lease_duration").asInt());
    assertEquals("[\"default\",\"p\"]", answer.body().at("/auth/policies").toString());
    assertEquals("web", answer.text("/auth/metadata/cert_name"));
    assertEquals("web.example.com", answer.text("/auth/metadata/common_name"));
    assertEquals("blue", answer.text("/auth/metadata/2-1-1-1"));
    Answer token =
        server.ask(
            "GET", "auth/token/lookup-self", Map.of(), answer.text("/auth/client_token"), null);
    assertEquals("cert-shown", token.text("/data/display_name"));
    assertEquals("web.example.com", alias(token).text("/name"));
    assertEquals("null", alias(token).body().at("/metadata").toString());
  }

  @Test
  void the_alias_keeps_the_metadata_where_that_is_wanted() throws IOException {
    server.trust("web", "ca", Map.of());
    server.done("POST", "auth/cert/config", Map.of("enable_identity_alias_metadata", true));
    String token = server.login("web").text("/auth/client_token");
    Answer found = server.ask("GET", "auth/token/lookup-self", Map.of(), token, null);
    assertEquals("web", alias(found).text("/metadata/cert_name"));
  }

  private Answer alias(Answer token) throws IOException {
    Answer entity =
        server.done("GET", "identity/entity/id/" + token.text("/data/entity_id"), Map.of());
    return new Answer(200, entity.body().at("/data/aliases/0"));
  }

  @Test
  void a_chain_may_lead_over_an_intermediate() throws IOException {
    server.trust("any", "ca", Map.of());
    assertEquals(200, server.login("deep").status());
  }

  @Test
  void who_cannot_be_vouched_for_gets_nothing() throws IOException {
    server.trust("web", "ca", Map.of());
    assertRefused(400, "client certificate must be supplied", server.login(null));
    assertRefused(400, UNKNOWN, server.login("stranger"));
    assertRefused(400, UNKNOWN, server.login("impostor"));
    assertRefused(500, "missing name in alias", server.login("nameless"));
    Answer expired = server.login("expired");
    assertEquals(500, expired.status());
    assertTrue(
        expired
            .error()
            .startsWith(
                "failed to verify client's certificate: x509: certificate has expired or is not"
                    + " yet valid: current time "),
        expired.error());
  }

  @Test
  void a_login_may_name_whom_it_leans_on() throws IOException {
    server.trust("a", "ca", Map.of("policies", "a"));
    server.trust("b", "ca", Map.of("policies", "b"));
    assertEquals("a", named("").text("/auth/metadata/cert_name"));
    assertEquals("b", named("b").text("/auth/metadata/cert_name"));
    assertEquals("b", named("B").text("/auth/metadata/cert_name"));
    assertRefused(400, UNKNOWN, named("c"));
  }

  private Answer named(String name) throws IOException {
    return server.ask("POST", "auth/cert/login", Map.of("name", name), "", "web");
  }

  @Test
  void every_condition_must_be_met() throws IOException {
    for (List<String> condition :
        List.of(
            List.of("allowed_names", "spiffe://example/web", "web@*"),
            List.of("allowed_common_names", "www.*", "web.*"),
            List.of("allowed_dns_sans", "example.com", "*.example.com"),
            List.of("allowed_email_sans", "bob@*", "x,*@example.com"),
            List.of("allowed_uri_sans", "http*", "spiffe://*/web"),
            List.of("allowed_organizational_units", "ops", "e*g"),
            List.of("required_extensions", "2.1.1.1:red", "2.1.1.1:b*"),
            List.of("required_extensions", "2.1.1.1:blue,2.1.1.2:*", "2.1.1.1:blue"),
            List.of("required_extensions", "2.1.1.1", "2.1.1.1:*"))) {
      server.trust("web", "ca", Map.of(condition.getFirst(), condition.get(1)));
      assertRefused(400, UNMATCHED, server.login("web"));
      server.trust("web", "ca", Map.of(condition.getFirst(), condition.get(2)));
      assertEquals(200, server.login("web").status(), condition::toString);
      server.done("DELETE", "auth/cert/certs/web", Map.of());
    }
  }

  @Test
  void a_single_certificate_is_trusted_alone_and_whole() throws IOException {
    server.trust("web", "web", Map.of());
    assertEquals(200, server.login("web").status());
    assertRefused(400, UNKNOWN, server.login("sibling"));
    // It has the serial number and the authority's key id of `web` (CVE-2024-2048).
    assertRefused(400, UNKNOWN, server.login("impostor"));
  }

  @Test
  void who_is_on_a_list_of_revoked_certificates_gets_nothing() throws IOException {
    for (String trusted : List.of("ca", "web")) {
      server.trust("web", trusted, Map.of());
      server.done("POST", "auth/cert/crls/list", Map.of("crl", CertServer.file("web.crl")));
      assertRefused(400, trusted.equals("ca") ? UNMATCHED : UNKNOWN, server.login("web"));
      server.done("DELETE", "auth/cert/crls/list", Map.of());
      assertEquals(200, server.login("web").status());
    }
  }

  @Test
  void a_login_from_outside_its_addresses_is_denied() throws IOException {
    server.trust("web", "ca", Map.of("token_bound_cidrs", "10.0.0.0/8"));
    assertRefused(403, "permission denied", server.login("web"));
  }

  @Test
  void T17_a_renewal_needs_the_very_certificate_of_the_login() throws IOException {
    server.trust("web", "ca", Map.of("ttl", "10m"));
    String token = server.login("web").text("/auth/client_token");

    assertEquals(200, server.renew(token, "web").status());
    assertRefused(400, "client certificate must be supplied", server.renew(token, null));
    assertRefused(400, UNKNOWN, server.renew(token, "stranger"));
    // Of the same authority and the same name; Vault 1.14.9 lets it in (CVE-2026-39388).
    String other =
        "1 error occurred:\n\t* failed to renew entry: client identity during renewal not matching"
            + " client identity used during login\n\n";
    assertRefused(500, other, server.renew(token, "sibling"));
    assertRefused(500, other, server.renew(token, "deep"));

    server.done("POST", "auth/cert/config", Map.of("disable_binding", true));
    assertEquals(200, server.renew(token, null).status());
    assertEquals(200, server.renew(token, "stranger").status());
  }

  @Test
  void a_renewal_is_judged_as_a_login_is() throws IOException {
    server.trust("web", "ca", Map.of("ttl", "10m", "policies", "p"));
    String token = server.login("web").text("/auth/client_token");

    server.done("POST", "auth/cert/crls/list", Map.of("crl", CertServer.file("web.crl")));
    assertRefused(400, UNMATCHED, server.renew(token, "web"));
    server.done("DELETE", "auth/cert/crls/list", Map.of());
    server.done("POST", "auth/cert/certs/web", Map.of("policies", "q"));
    assertRefused(
        500,
        "1 error occurred:\n\t* failed to renew entry: policies have changed, not renewing\n\n",
        server.renew(token, "web"));
    server.done("DELETE", "auth/cert/certs/web", Map.of());
    assertRefused(400, UNKNOWN, server.renew(token, "web"));
    server.done("POST", "auth/cert/config", Map.of("disable_binding", true));
    assertEquals(204, server.renew(token, "web").status());
  }

  private static void assertRefused(int status, String error, Answer answer) {
    assertEquals(status, answer.status(), answer::toString);
    assertEquals(error, answer.error());
  }
}

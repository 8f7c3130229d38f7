package dev.leasehold.verticles.auth.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.auth.cert.CertServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logins and renewals where OCSP servers are asked whether a certificate is revoked.
class CertOcspTest {
  private static final String UNMATCHED =
      "no chain matching all constraints could be found for this login certificate";
  private static final String ERRORS =
      UNMATCHED + "; additionally got errors during verification: ";

  @TempDir static Path folder = Path.of("");

  private static @Nullable CertServer started;

  private OcspServers ocsp;
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
    ocsp = new OcspServers();
  }

  @AfterEach
  void end() {
    ocsp.close();
  }

  @Test
  void a_certificate_that_is_good_is_let_in_and_a_revoked_one_is_not() throws IOException {
    trust("web", Map.of(), "good");
    assertEquals(200, server.login("web").status());
    trust("web", Map.of(), "revoked");
    assertRefused(UNMATCHED, server.login("web"));
    assertEquals(List.of("GET good", "GET revoked"), ocsp.asked());
  }

  @Test
  void a_status_that_a_server_does_not_know_does_no_harm_only_where_that_was_said()
      throws IOException {
    trust("web", Map.of(), "unknown");
    Answer refused = server.login("web");
    assertTrue(
        refused
            .error()
            .startsWith(
                ERRORS + "1 error occurred:\n\t* unknown OCSP status for cert with serial number "),
        refused.error());
    assertEquals(List.of("GET unknown", "POST unknown"), ocsp.asked());
    trust("web", Map.of("ocsp_fail_open", true), "unknown");
    assertEquals(200, server.login("web").status());
  }

  @Test
  void a_server_that_does_not_answer_lets_nobody_in() throws IOException {
    trust("web", Map.of("ocsp_fail_open", true), "broken");
    assertRefused(
        ERRORS
            + "2 errors occurred:\n"
            + "\t* HTTP code is not OK on GET request. 500: 500 Internal Server Error\n"
            + "\t* HTTP code is not OK on POST request. 500: 500 Internal Server Error\n\n",
        server.login("web"));
    server.trust(
        "web",
        "ca",
        Map.of("ocsp_enabled", true, "ocsp_servers_override", "http://127.0.0.1:1/,x"));
    Answer refused = server.login("web");
    assertTrue(refused.error().contains("127.0.0.1:1: connect: connection refused\n"));
    assertTrue(refused.error().contains("\n\t* the URL of an OCSP server names no server\n"));
  }

  @Test
  void one_server_is_enough_unless_all_are_wanted() throws IOException {
    trust("web", Map.of(), "broken", "good", "revoked");
    assertEquals(200, server.login("web").status());
    assertEquals(List.of("GET broken", "POST broken", "GET good"), ocsp.asked());
    trust("web", Map.of("ocsp_query_all_servers", true), "good", "revoked");
    assertRefused(UNMATCHED, server.login("web"));
    trust("web", Map.of("ocsp_query_all_servers", true), "good", "broken");
    assertEquals(400, server.login("web").status());
    trust("web", Map.of("ocsp_query_all_servers", true), "good", "good");
    assertEquals(200, server.login("web").status());
  }

  @Test
  void what_is_told_of_another_certificate_counts_for_nothing() throws IOException {
    trust("web", Map.of(), "good");
    Answer refused = server.login("sibling");
    assertTrue(
        refused
            .error()
            .contains("GET OCSP response: no response matching the supplied certificate"),
        refused.error());
  }

  @Test
  void a_certificate_that_names_no_server_is_refused() throws IOException {
    server.trust("web", "ca", Map.of("ocsp_enabled", true));
    assertRefused(
        ERRORS
            + "1 error occurred:\n"
            + "\t* no OCSP responder URL: subject: OU=eng,CN=web.example.com\n\n",
        server.login("web"));
  }

  @Test
  void another_that_vouches_without_asking_is_enough() throws IOException {
    trust("a", Map.of(), "revoked");
    server.trust("b", "ca", Map.of());
    assertEquals("b", server.login("web").text("/auth/metadata/cert_name"));
    trust("a", Map.of(), "good");
    assertEquals("a", server.login("web").text("/auth/metadata/cert_name"));
  }

  @Test
  void a_single_certificate_is_asked_about_where_its_issuer_is_known() throws IOException {
    Map<String, Object> terms = new HashMap<>();
    terms.put("ocsp_enabled", true);
    terms.put("ocsp_servers_override", ocsp.url("revoked"));
    server.trust("web", "web", terms);
    assertEquals(200, server.login("web").status());
    terms.put("ocsp_ca_certificates", CertServer.file("ca.pem"));
    server.trust("web", "web", terms);
    assertEquals(400, server.login("web").status());
    // An authority for OCSP vouches for no login.
    assertEquals(400, server.login("sibling").status());
  }

  @Test
  void a_renewal_asks_as_well() throws IOException {
    trust("web", Map.of("ttl", "10m"), "good");
    String token = server.login("web").text("/auth/client_token");
    assertEquals(200, server.renew(token, "web").status());
    trust("web", Map.of(), "revoked");
    assertRefused(UNMATCHED, server.renew(token, "web"));
    assertEquals(List.of("GET good", "GET good", "GET revoked"), ocsp.asked());
  }

  private void trust(String name, Map<String, Object> more, String... servers) throws IOException {
    Map<String, Object> terms = new HashMap<>(more);
    terms.put("ocsp_enabled", true);
    terms.put(
        "ocsp_servers_override", List.of(servers).stream().map(one -> ocsp.url(one)).toList());
    server.trust(name, "ca", terms);
  }

  private static void assertRefused(String error, Answer answer) {
    assertEquals(400, answer.status(), answer::toString);
    assertEquals(error, answer.error());
  }
}

package dev.leasehold.verticles.auth.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.auth.cert.CertServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists of revoked certificates that are fetched, at once and again when they have ended.
class CrlRenewalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder = Path.of("");

  @Test
  void a_list_that_has_ended_is_fetched_anew() throws IOException {
    try (CertServer server = new CertServer(folder);
        OcspServers lists = new OcspServers()) {
      server.trust("web", "ca", Map.of());
      server.done("POST", "auth/cert/crls/l", Map.of("url", lists.url("list")));
      Answer shown = server.done("GET", "auth/cert/crls/l", Map.of());
      assertEquals(lists.url("list"), shown.text("/data/cdp/url"));
      assertEquals("2021-01-01T00:00:00Z", shown.text("/data/cdp/valid_until"));
      assertEquals("{}", shown.body().at("/data/serials").toString());

      server.later(Duration.ofMinutes(2));

      long end = System.nanoTime() + PATIENCE.toNanos();
      while (server.login("web").status() == 200) {
        assertTrue(System.nanoTime() - end < 0, "the list was not fetched anew");
        LockSupport.parkNanos(25_000_000);
      }
      assertEquals(List.of("GET list", "GET list"), lists.asked());
      assertEquals(
          1, server.done("GET", "auth/cert/crls/l", Map.of()).body().at("/data/serials").size());
      server.done("DELETE", "auth/cert/crls/l", Map.of());
      assertEquals(200, server.login("web").status());
    }
  }

  @Test
  void a_list_that_cannot_be_had_is_not_written() throws IOException {
    try (CertServer server = new CertServer(folder);
        OcspServers lists = new OcspServers()) {
      String url = lists.url("nothing");
      Answer refused =
          server.ask("POST", "auth/cert/crls/l", Map.of("url", url), CertServer.ROOT, null);
      assertEquals(500, refused.status());
      assertEquals(
          "1 error occurred:\n\t* unexpected response code 500 fetching CRL from " + url + "\n\n",
          refused.error());
      assertEquals(
          400, server.ask("GET", "auth/cert/crls/l", Map.of(), CertServer.ROOT, null).status());
    }
  }
}

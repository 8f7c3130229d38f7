package dev.leasehold.verticles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.certificate.DevCertificate;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.crypto.tls.ClientTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom commands trust: reads go by one HTTP client and patches by another, and both must insist on
/// the same.
final class CommandsOverTlsTest {
  private static final Reveal FOR_THE_SERVER = Reveal.because("a server of a test needs its key");

  /// The JDK compares with its own clock, so the certificate is good for all of this century.
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private static final Duration LONG = Duration.ofDays(36_500);

  @TempDir private Path home;
  private CannedServer server;
  private String authority;

  @BeforeEach
  void start() throws IOException {
    DevCertificate made =
        DevCertificate.issue(List.of("vault.test"), LONG_AGO, LONG, new SeededEntropy(7));
    byte[] chain = made.certificatePem().getBytes(StandardCharsets.UTF_8);
    byte[] key = made.privateKeyPem().reveal(FOR_THE_SERVER);
    server =
        CannedServer.overTls(home, ClientTls.context(true, List.of(), chain, key))
            .answers("GET /v1/a", 200, "{\"data\":{\"k\":\"v\"}}")
            .answers("PATCH /v1/a", 200, "{\"data\":{\"k\":\"v\"}}");
    authority = Files.writeString(home.resolve("ca.pem"), made.authorityPem()).toString();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_certificate_must_be_for_the_host_or_for_the_name_that_is_given() {
    refused("-ca-cert=" + authority);
    refused("-ca-cert=" + authority, "-tls-server-name=other.test");
    taken("-ca-cert=" + authority, "-tls-server-name=vault.test");
    server.environment.put("VAULT_TLS_SERVER_NAME", "vault.test");
    server.environment.put("VAULT_CACERT", authority);
    taken();
  }

  @Test
  void a_name_for_tls_is_not_the_name_of_the_host() {
    server.environment.put("VAULT_ADDR", server.address().replace("127.0.0.1", "localhost"));
    refused("-ca-cert=" + authority);
    taken("-ca-cert=" + authority, "-tls-server-name=vault.test");
    assertTrue(String.valueOf(server.headers.getLast().get("Host")).startsWith("[localhost:"));
  }

  @Test
  void an_authority_that_nobody_named_is_not_trusted_unless_all_are() {
    refused("-tls-server-name=vault.test");
    taken("-tls-skip-verify");
    server.environment.put("VAULT_SKIP_VERIFY", "true");
    taken();
    refused("-tls-skip-verify=false", "-ca-cert=" + authority);
  }

  private void taken(String... flags) {
    assertEquals(new CannedServer.Outcome(0, "v", ""), run("read", flags));
    assertEquals(new CannedServer.Outcome(0, "v", ""), run("patch", flags));
  }

  private void refused(String... flags) {
    for (String command : List.of("read", "patch")) {
      CannedServer.Outcome outcome = run(command, flags);
      assertEquals(2, outcome.code(), command);
      assertTrue(outcome.err().contains("tls: failed to verify certificate"), outcome.err());
    }
  }

  private CannedServer.Outcome run(String command, String... flags) {
    String[] line = new String[flags.length + (command.equals("read") ? 3 : 4)];
    line[0] = command;
    System.arraycopy(flags, 0, line, 1, flags.length);
    line[flags.length + 1] = "-field=k";
    line[flags.length + 2] = "a";
    if (command.equals("patch")) {
      line[flags.length + 3] = "k=v";
    }
    return server.run(line);
  }
}

package dev.leasehold.verticles.cli;

import static dev.leasehold.verticles.cli.CannedServer.Outcome.done;
import static dev.leasehold.verticles.cli.CannedServer.Outcome.failed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What flags of all commands and variables of the environment do to any request.
final class SurroundingsOfCommandsTest {
  @TempDir private Path home;
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer(home).answers("GET /v1/a", 200, "{\"data\":{\"k\":\"v\"}}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_format_counts_wherever_it_stands_and_beats_the_environment() {
    server.environment.put("VAULT_FORMAT", "yaml");
    assertTrue(server.run("read", "a").out().startsWith("data:\n  k: v\n"));
    assertTrue(server.run("read", "-format=table", "a").out().startsWith("Key"));
    assertEquals("k: v\n", server.run("read", "-field=data", "a").out());
    assertEquals("\"v\"", server.run("read", "-field=k", "-format", "json", "a").out());
  }

  @Test
  void listings_show_details_by_flag_or_by_environment() {
    server.answers(
        "GET /v1/l?list=true",
        200,
        "{\"data\":{\"keys\":[\"x\"],\"key_info\":{\"x\":{\"ttl\":60}}}}");
    String detailed = "Keys    ttl\n----    ---\nx       1m\n";
    assertEquals("Keys\n----\nx\n", server.run("list", "l").out());
    assertEquals(detailed, server.run("list", "-detailed", "l").out());
    server.environment.put("VAULT_DETAILED", "true");
    assertEquals(detailed, server.run("list", "l").out());
  }

  @Test
  void a_server_in_trouble_is_asked_again_as_often_as_the_environment_says() {
    server.answers("GET /v1/busy", 503, "{\"errors\":[\"busy\"]}");
    assertEquals(2, server.run("read", "busy").code());
    assertEquals(List.of(), server.pauses);
    server.environment.put("VAULT_MAX_RETRIES", "2");
    server.requests.clear();
    assertEquals(2, server.run("read", "busy").code());
    assertEquals(List.of("GET /v1/busy", "GET /v1/busy", "GET /v1/busy"), server.requests);
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), server.pauses);
  }

  @Test
  void a_refusal_is_not_asked_about_again() {
    server.answers("GET /v1/no", 403, "{\"errors\":[\"permission denied\"]}");
    server.environment.put("VAULT_MAX_RETRIES", "2");
    server.run("read", "no");
    assertEquals(1, server.requests.size());
  }

  @Test
  void an_environment_that_cannot_be_read_ends_the_command() {
    unreadable("VAULT_MAX_RETRIES", "strconv.ParseUint: parsing \"x\": invalid syntax");
    unreadable("VAULT_CLIENT_TIMEOUT", "could not parse \"VAULT_CLIENT_TIMEOUT\"");
    unreadable("VAULT_SKIP_VERIFY", "could not parse VAULT_SKIP_VERIFY");
    unreadable("VAULT_DISABLE_REDIRECTS", "could not parse VAULT_DISABLE_REDIRECTS");
    unreadable("VAULT_CACERT", "Error loading CA File: open x: no such file or directory");
    unreadable("VAULT_CLIENT_CERT", "both client cert and client key must be provided");
    assertEquals(List.of(), server.requests);
  }

  private void unreadable(String variable, String reason) {
    server.environment.put(variable, "x");
    assertEquals(
        new CannedServer.Outcome(2, "", "failed to read environment: " + reason + "\n"),
        server.run("read", "a"),
        variable);
    server.environment.remove(variable);
  }

  @Test
  void files_of_flags_that_cannot_be_read_are_told_as_such() {
    assertEquals(
        failed(
            2,
            "failed to setup TLS config: Error loading CA File: open /no: no such file or"
                + " directory"),
        server.run("read", "-ca-cert=/no", "a"));
    assertEquals(
        failed(2, "failed to setup TLS config: both client cert and client key must be provided"),
        server.run("read", "-client-key=/no", "a"));
  }

  @Test
  void an_address_that_is_none_is_told_in_the_words_of_go() {
    assertEquals(
        failed(2, "Error reading a: Get \"foo/v1/a\": unsupported protocol scheme \"\""),
        server.run("read", "-address=foo", "a"));
    assertEquals(
        failed(
            2,
            "failed to create client: parse \"127.0.0.1:1\": first path segment in URL cannot"
                + " contain colon"),
        server.run("read", "-address=127.0.0.1:1", "a"));
  }

  @Test
  void an_agent_in_the_environment_beats_an_address() {
    server.environment.put("VAULT_AGENT_ADDR", server.address());
    assertEquals("v", server.run("read", "-address=http://127.0.0.1:1", "-field=k", "a").out());
  }

  @Test
  void headers_are_added_and_those_of_vault_are_refused() {
    server.run("read", "-header=X-Mine=yes", "a");
    assertEquals(List.of("yes"), server.headers.getLast().get("X-mine"));
    assertEquals(
        failed(
            2,
            "failed to setup Headers[X-Vault-Token]: Header starting by 'X-Vault-' are for internal"
                + " usage only"),
        server.run("read", "-header=X-Vault-Token=x", "a"));
    assertEquals(
        failed(1, "invalid value \"x\" for flag -header: missing = in KV pair: \"x\""),
        server.run("read", "-header=x", "a"));
  }

  @Test
  void a_token_that_no_header_can_carry_is_not_sent() {
    server.environment.put("VAULT_TOKEN", "a\nb");
    assertEquals(
        failed(
            2,
            "Error reading a: configured Vault token contains non-printable characters and cannot"
                + " be used"),
        server.run("read", "a"));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void values_of_ones_own_are_wrapped_for_five_minutes_unless_told_otherwise() {
    server.answers("PUT /v1/sys/wrapping/wrap", 200, "{}");
    server.run("write", "sys/wrapping/wrap", "a=b");
    assertEquals(List.of("5m"), server.headers.getLast().get("X-vault-wrap-ttl"));
    server.run("write", "-wrap-ttl=60", "sys/wrapping/wrap", "a=b");
    assertEquals(List.of("1m0s"), server.headers.getLast().get("X-vault-wrap-ttl"));
    server.environment.put("VAULT_WRAP_TTL", "soon");
    server.run("read", "a");
    assertEquals(List.of("soon"), server.headers.getLast().get("X-vault-wrap-ttl"));
  }

  @Test
  void durations_are_refused_in_the_words_of_go() {
    for (String[] pair :
        new String[][] {
          {"5x", "time: unknown unit \"x\" in duration \"5x\""},
          {"5.5", "time: missing unit in duration \"5.5\""},
          {"xd", "strconv.ParseInt: parsing \"x\": invalid syntax"},
          {"1h2", "time: missing unit in duration \"1h2\""},
        }) {
      assertEquals(
          failed(1, "invalid value \"%s\" for flag -increment: %s".formatted(pair[0], pair[1])),
          server.run("lease", "renew", "-increment=" + pair[0], "a"));
    }
  }

  @Test
  void a_policy_that_would_allow_the_request_is_shown_instead_of_it() {
    assertEquals(
        done("path \"a/b\" {\n  capabilities = [\"read\"]\n}"),
        server.run("read", "-output-policy", "a/b"));
    assertEquals(
        done("path \"sys/rotate\" {\n  capabilities = [\"create\", \"update\", \"sudo\"]\n}"),
        server.run("operator", "rotate", "-output-policy"));
    assertEquals(
        done("path \"a\" {\n  capabilities = [\"list\"]\n}"),
        server.run("list", "-output-policy", "a"));
    assertEquals(
        done("path \"a\" {\n  capabilities = [\"patch\"]\n}"),
        server.run("patch", "-output-policy", "a", "k=v"));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void what_came_to_no_request_cannot_be_shown() {
    assertEquals(
        failed(
            1,
            """
            Not enough arguments (expected 1, got 0)
            Unable to generate cURL string from command\
            """),
        server.run("read", "-output-curl-string"));
    assertEquals(
        new CannedServer.Outcome(1, "root\n", "Could not generate policy"),
        server.run("print", "token", "-output-policy"));
  }

  @Test
  void a_curl_command_has_the_files_and_the_kind_of_patch() throws IOException {
    String shown = server.run("patch", "-output-curl-string", "a", "k=it's").out();
    assertEquals(
        "curl -X PATCH -H \"Content-Type: application/merge-patch+json\" -H \"X-Vault-Request:"
            + " true\" -H \"X-Vault-Token: $(vault print token)\" -d '{\"k\":\"it'\"'\"'s\"}' "
            + server.address()
            + "/v1/a\n",
        shown);
    Path file = Files.writeString(home.resolve("ca.pem"), "");
    assertTrue(
        server
            .run("read", "-output-curl-string", "-tls-skip-verify", "-ca-cert=" + file, "a")
            .out()
            .startsWith("curl --insecure --cacert '" + file + "' -H "));
  }

  @Test
  void people_at_a_terminal_see_colours_unless_they_want_none() {
    server.interactive = true;
    String error = "No value found at none";
    String red = "\u001b[91m" + error + "\u001b[0m";
    assertEquals(failed(2, red), server.run("read", "none"));
    assertEquals(failed(2, error), server.run("read", "-format=json", "none"));
    server.environment.put("VAULT_CLI_NO_COLOR", "1");
    assertEquals(failed(2, error), server.run("read", "none"));
    assertEquals("v\n", server.run("read", "-field=k", "a").out());
  }

  @Test
  void the_token_in_use_is_printed() {
    assertEquals(done("root"), server.run("print", "token"));
    assertEquals(1, server.run("print").code());
  }

  @Test
  void a_body_without_an_envelope_is_data() {
    server.answers("GET /v1/sys/health", 200, "{\"sealed\":false}");
    assertEquals(
        done("Key       Value\n---       -----\nsealed    false"),
        server.run("read", "sys/health"));
  }
}

package dev.leasehold.verticles.cli;

import static dev.leasehold.verticles.cli.CannedServer.Outcome.failed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What commands send, print and return, compared with what the reference `vault` was seen to do.
final class CommandsTest {
  private static final String V2 =
      "{\"data\":{\"path\":\"secret/\",\"options\":{\"version\":\"2\"}}}";

  @TempDir private Path home;
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void one_dash_or_two_and_with_or_without_an_equals_sign_mean_the_same() {
    server.answers("GET /v1/a", 200, "{\"data\":{\"k\":\"v\"}}");
    for (List<String> flag :
        List.of(
            List.of("-field=k"),
            List.of("--field=k"),
            List.of("-field", "k"),
            List.of("--field", "k"))) {
      List<String> line = new ArrayList<>(List.of("read"));
      line.addAll(flag);
      line.add("a");
      CannedServer.Outcome outcome = server.run(line.toArray(String[]::new));
      assertEquals(new CannedServer.Outcome(0, "v", ""), outcome, flag.toString());
    }
  }

  @Test
  void wrong_flags_end_with_code_1_and_the_text_of_go() {
    assertEquals(failed(1, "flag provided but not defined: -foo"), server.run("read", "-foo", "x"));
    assertEquals(failed(1, "flag needs an argument: -field"), server.run("read", "-field"));
    assertEquals(
        failed(
            1,
            "invalid boolean value \"maybe\" for -force: strconv.ParseBool: parsing \"maybe\":"
                + " invalid syntax"),
        server.run("write", "-force=maybe", "foo"));
    assertEquals(
        failed(1, "invalid value \"abc\" for flag -ttl: time: invalid duration \"abc\""),
        server.run("token", "create", "-ttl=abc"));
    assertEquals(
        failed(
            1,
            "invalid value \"x\" for flag -version: strconv.ParseInt: parsing \"x\": invalid"
                + " syntax"),
        server.run("kv", "get", "-version=x", "secret/foo"));
    assertEquals(failed(1, "Invalid output format: foo"), server.run("read", "-format=foo", "x"));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void an_unknown_command_ends_with_127_and_an_unknown_subcommand_with_1() {
    assertEquals(127, server.run("nothing").code());
    assertEquals(127, server.run().code());
    assertEquals(1, server.run("kv", "nothing").code());
    assertEquals(0, server.run("kv", "get", "-h").code());
  }

  @Test
  void a_refusal_is_told_as_vault_tells_it() {
    server.answers("GET /v1/secret/foo", 403, "{\"errors\":[\"permission denied\"]}");
    assertEquals(
        failed(
            2,
            "Error reading secret/foo: Error making API request.\n\nURL: GET "
                + server.address()
                + "/v1/secret/foo\nCode: 403. Errors:\n\n* permission denied"),
        server.run("read", "secret/foo"));
  }

  @Test
  void nothing_found_ends_with_code_2() {
    assertEquals(failed(2, "No value found at secret/foo"), server.run("read", "/secret/foo/"));
    assertEquals(
        new CannedServer.Outcome(2, "{}\n", ""), server.run("list", "-format=json", "secret"));
    assertEquals(failed(2, "No value found at secret"), server.run("list", "secret"));
  }

  @Test
  void numbers_are_printed_as_they_were_sent() {
    server.answers(
        "GET /v1/a", 200, "{\"data\":{\"n\":1.50,\"big\":123456789012345678901234,\"ttl\":3600}}");
    assertEquals(
        "Key    Value\n---    -----\nbig    123456789012345678901234\nn      1.50\nttl    1h\n",
        server.run("read", "a").out());
    assertTrue(server.run("read", "-format=json", "a").out().contains("\"n\": 1.50"));
  }

  @Test
  void values_come_from_arguments_files_and_the_input() throws IOException {
    Path file = Files.writeString(home.resolve("f"), "from file");
    server.answers("PUT /v1/a", 204, "");
    CannedServer.Outcome outcome =
        server.runWith("from input", "write", "a", "x=1", "y=@" + file, "z=-", "w=\\@at", "x=2");
    assertEquals(new CannedServer.Outcome(0, "Success! Data written to: a\n", ""), outcome);
    server.runWith("{\"n\":1.50,\"t\":true}", "write", "a", "-");
    server.run("write", "-f", "a");
    assertEquals(
        List.of(
            "PUT /v1/a {\"x\":[\"1\",\"2\"],\"y\":\"from file\",\"z\":\"from input\","
                + "\"w\":\"@at\"}",
            "PUT /v1/a {\"n\":1.50,\"t\":true}",
            "PUT /v1/a null"),
        server.requests);
    assertEquals(failed(1, "Must supply data or use -force"), server.run("write", "a"));
  }

  @Test
  void a_missing_file_is_told_and_nothing_is_sent() {
    assertEquals(
        failed(
            1,
            "Failed to parse K=V data: invalid key/value pair \"a=@/nothing/here\": error reading"
                + " file: open /nothing/here: no such file or directory"),
        server.run("write", "x", "a=@/nothing/here"));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void kv_asks_for_the_mount_first_and_then_goes_below_data() {
    server
        .answers("GET /v1/sys/internal/ui/mounts/secret/foo", 200, V2)
        .answers("GET /v1/sys/internal/ui/mounts/secret", 200, V2)
        .answers(
            "GET /v1/secret/data/foo",
            200,
            "{\"data\":{\"data\":{\"a\":\"b\"},\"metadata\":{\"version\":1}}}");
    String shown =
        """
        = Secret Path =
        secret/data/foo

        === Metadata ===
        Key        Value
        ---        -----
        version    1

        == Data ==
        Key    Value
        ---    -----
        a      b
        """;
    assertEquals(shown, server.run("kv", "get", "secret/foo").out());
    assertEquals("b", server.run("kv", "get", "-mount=secret", "-field=a", "foo").out());
    assertEquals(
        List.of(
            "GET /v1/sys/internal/ui/mounts/secret/foo",
            "GET /v1/secret/data/foo",
            "GET /v1/sys/internal/ui/mounts/secret",
            "GET /v1/secret/data/foo"),
        server.requests);
  }

  @Test
  void the_token_is_kept_where_only_its_owner_can_read_it() throws IOException {
    server.environment.remove("VAULT_TOKEN");
    server.answers(
        "PUT /v1/auth/userpass/login/ada",
        200,
        "{\"auth\":{\"client_token\":\"hvs.x\",\"policies\":[\"default\"],"
            + "\"lease_duration\":60}}");
    CannedServer.Outcome outcome =
        server.runTyping("secret", "login", "-method=userpass", "-no-print", "username=ada");
    assertEquals(new CannedServer.Outcome(0, "", "Password (will be hidden): "), outcome);
    assertEquals(
        List.of("PUT /v1/auth/userpass/login/ada {\"password\":\"secret\"}"), server.requests);
    Path token = home.resolve(".vault-token");
    assertEquals("hvs.x", Files.readString(token));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
    server.run("read", "a");
    assertEquals(List.of("hvs.x"), server.headers.getLast().get("X-vault-token"));
  }

  @Test
  void status_ends_with_2_when_sealed_and_1_when_nobody_answers() {
    server
        .answers(
            "GET /v1/sys/seal-status",
            200,
            "{\"type\":\"shamir\",\"initialized\":true,\"sealed\":true,\"t\":3,\"n\":5}")
        .answers("GET /v1/sys/leader", 503, "{\"errors\":[\"Vault is sealed\"]}");
    CannedServer.Outcome sealed = server.run("status");
    assertEquals(2, sealed.code());
    assertTrue(sealed.out().contains("Unseal Progress    0/3\n"), sealed.out());
    assertEquals(
        failed(
            1,
            "Error checking seal status: Get \"http://127.0.0.1:1/v1/sys/seal-status\": dial tcp"
                + " 127.0.0.1:1: connect: connection refused"),
        server.run("status", "-address=http://127.0.0.1:1"));
  }

  @Test
  void a_redirect_is_followed_once() {
    server
        .answers("GET /v1/a", 307, server.address() + "/v1/b")
        .answers("GET /v1/b", 200, "{\"data\":{\"k\":\"v\"}}");
    assertEquals("v", server.run("read", "-field=k", "a").out());
  }

  @Test
  void warnings_go_to_the_error_stream() {
    server.answers("PUT /v1/a", 200, "{\"warnings\":[\"beware\"]}");
    assertEquals(
        new CannedServer.Outcome(
            0, "", "WARNING! The following warnings were returned from Vault:\n\n  * beware\n\n"),
        server.run("write", "a", "k=v"));
  }

  @Test
  void our_own_variables_beat_those_of_vault() {
    server.environment.put("LEASEHOLD_TOKEN", "ours");
    server.run("read", "-namespace=team", "-wrap-ttl=90", "a");
    assertEquals(List.of("ours"), server.headers.getLast().get("X-vault-token"));
    assertEquals(List.of("team/"), server.headers.getLast().get("X-vault-namespace"));
    assertEquals(List.of("1m30s"), server.headers.getLast().get("X-vault-wrap-ttl"));
  }

  @Test
  void leases_are_listed_page_by_page_until_there_are_enough() {
    server
        .answers(
            "GET /v1/sys/leases/search?limit=2&role=app",
            200,
            "{\"data\":{\"leases\":[{\"lease_id\":\"a/b\",\"target\":\"a/pg\","
                + "\"user_name\":\"v-j\",\"display_name\":\"jane\",\"role\":\"app\","
                + "\"expire_time\":\"2026-01-02T03:04:05Z\",\"state\":\"active\","
                + "\"error\":\"\"}],\"next\":\"more\"}}")
        .answers(
            "GET /v1/sys/leases/search?after=more&limit=1&role=app",
            200,
            "{\"data\":{\"leases\":[{\"lease_id\":\"a/c\"}],\"next\":\"still\"}}");
    CannedServer.Outcome listed = server.run("lease", "list", "-role=app", "-limit=2");
    assertEquals(0, listed.code());
    assertEquals(
        List.of(
            "Lease    Target    User name    Held by    Role    Expires                 State"
                + "     Error",
            "-----    ------    ---------    -------    ----    -------                 -----"
                + "     -----",
            "a/b      a/pg      v-j          jane       app     2026-01-02T03:04:05Z    active"
                + "    n/a",
            "a/c      n/a       n/a          n/a        n/a     n/a                     n/a"
                + "       n/a"),
        listed.out().lines().toList());
    assertEquals("There are more: narrow the search, or raise -limit.\n", listed.err());
  }

  @Test
  void no_leases_are_an_end_with_code_2() {
    server.answers(
        "GET /v1/sys/leases/search?limit=100", 200, "{\"data\":{\"leases\":[],\"next\":\"\"}}");
    assertEquals(failed(2, "No leases found"), server.run("lease", "list"));
    assertEquals("[]\n", server.run("lease", "list", "-format=json").out());
  }

  @Test
  void lease_revocation_says_whether_it_was_done_or_queued() {
    server
        .answers("PUT /v1/sys/leases/revoke/a/b", 202, "")
        .answers("PUT /v1/sys/leases/revoke-prefix/a", 204, "");
    assertEquals(
        "All revocation operations queued successfully!\n",
        server.run("lease", "revoke", "a/b").out());
    assertEquals(
        "Success! Revoked any leases with prefix: a\n",
        server.run("lease", "revoke", "-prefix", "-sync", "a").out());
    assertEquals(
        List.of(
            "PUT /v1/sys/leases/revoke/a/b {\"sync\":false}",
            "PUT /v1/sys/leases/revoke-prefix/a {\"sync\":true}"),
        server.requests);
  }

  @Test
  void a_policy_file_is_formatted_where_it_is() throws IOException {
    Path file = Files.writeString(home.resolve("p.hcl"), "path \"a\" { capabilities=[\"read\"] }");
    assertEquals(
        new CannedServer.Outcome(0, "Success! Formatted policy: " + file + "\n", ""),
        server.run("policy", "fmt", file.toString()));
    assertEquals("path \"a\" {\n  capabilities = [\"read\"]\n}\n", Files.readString(file));
    Files.writeString(file, "path \"a\" { nope = 1 }");
    assertEquals(1, server.run("policy", "fmt", file.toString()).code());
    assertEquals("path \"a\" { nope = 1 }", Files.readString(file));
    assertEquals(
        failed(1, "Error reading source file: open /no: no such file or directory"),
        server.run("policy", "fmt", "/no"));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void a_curl_command_names_no_token() {
    CannedServer.Outcome outcome = server.run("write", "-output-curl-string", "a", "k=v");
    assertTrue(outcome.out().contains("$(vault print token)"), outcome.out());
    assertTrue(!outcome.out().contains("root"), outcome.out());
    assertEquals(List.of(), server.requests);
  }
}

package dev.leasehold.verticles.cli;

import static dev.leasehold.verticles.cli.CannedServer.Outcome.failed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How people log in by each method, and what they ask of tokens.
final class LoginAndTokenTest {
  private static final String LOGGED_IN =
      "{\"auth\":{\"client_token\":\"hvs.x\",\"policies\":[\"default\"],\"lease_duration\":60}}";

  @TempDir private Path home;
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer(home);
    server.environment.remove("VAULT_TOKEN");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void okta_gets_a_nonce_and_shows_the_number_to_tap() throws InterruptedException {
    server
        .answersWhenAsked("PUT /v1/auth/okta/login/ada", "GET /v1/auth/okta/verify/", LOGGED_IN)
        .answersAnythingBelow("GET /v1/auth/okta/verify/", "{\"data\":{\"correct_answer\":42}}");
    String[] line = {
      "login", "-method=okta", "-token-only", "username=ada", "password=pw", "totp=123"
    };
    CannedServer.Outcome outcome = server.run(line);
    assertEquals("hvs.x", outcome.out());
    assertEquals("In Okta Verify, tap the number \"42\"\n", outcome.err());
    String sent = server.requests.stream().filter(one -> one.startsWith("PUT")).findAny().get();
    assertTrue(
        sent.matches(
            "PUT /v1/auth/okta/login/ada \\{\"password\":\"pw\",\"totp\":\"123\","
                + "\"nonce\":\"[A-Za-z0-9]{20}\"}"),
        sent);
    assertEquals(
        failed(2, "Error authenticating: 'username' var must be set"),
        server.run("login", "-method=okta"));
  }

  @Test
  void github_takes_its_token_from_the_line_the_environment_or_the_terminal() {
    server.answers("PUT /v1/auth/github/login", 200, LOGGED_IN);
    server.run("login", "-method=github", "-no-print", "token=line");
    server.environment.put("VAULT_AUTH_GITHUB_TOKEN", " surroundings ");
    server.run("login", "-method=github", "-no-print");
    server.environment.remove("VAULT_AUTH_GITHUB_TOKEN");
    CannedServer.Outcome typed = server.runTyping("typed", "login", "-method=github", "-no-print");
    assertEquals("GitHub Personal Access Token (will be hidden): ", typed.err());
    assertEquals(
        List.of(
            "PUT /v1/auth/github/login {\"token\":\"line\"}",
            "PUT /v1/auth/github/login {\"token\":\"surroundings\"}",
            "PUT /v1/auth/github/login {\"token\":\"typed\"}"),
        server.requests);
  }

  @Test
  void a_directory_takes_name_and_password_from_the_environment() {
    server.answers("PUT /v1/auth/ldap/login/ada", 200, LOGGED_IN);
    server.environment.put("LOGNAME", "ada");
    server.environment.put("VAULT_LDAP_PASSWORD", "pw");
    assertEquals("hvs.x", server.run("login", "-method=ldap", "-token-only").out());
    assertEquals(List.of("PUT /v1/auth/ldap/login/ada {\"password\":\"pw\"}"), server.requests);
    server.environment.remove("LOGNAME");
    assertEquals(2, server.run("login", "-method=ldap").code());
  }

  @Test
  void where_there_is_no_terminal_nobody_is_asked() {
    assertEquals(
        failed(
            2,
            "Password (will be hidden): \n"
                + "Error authenticating: file descriptor 0 is not a terminal"),
        server.run("login", "-method=userpass", "username=ada"));
    CannedServer.Outcome token = server.runTyping("x", "login", "-non-interactive");
    assertTrue(
        token
            .err()
            .startsWith(
                "Token (will be hidden): \nError authenticating: An error occurred attempting"),
        token.err());
    assertEquals(List.of(), server.requests);
  }

  @Test
  void a_token_may_be_kept_unseen_and_nothing_else_decides_that() throws IOException {
    assertEquals(0, server.run("login", "-no-print", "token=mine", "lookup=false").code());
    assertEquals("mine", Files.readString(home.resolve(".vault-token")));
    assertEquals(
        failed(
            2,
            "Error authenticating: Failed to parse \"lookup\" as boolean: strconv.ParseBool:"
                + " parsing \"x\": invalid syntax"),
        server.run("login", "token=mine", "lookup=x"));
  }

  @Test
  void a_method_that_nobody_knows_gets_nothing() {
    assertEquals(
        failed(
            1,
            """
            Unknown auth method: userpas. Use "vault auth list" to see the complete list
            of auth methods. Additionally, some auth methods are only available via the
            HTTP API.\
            """),
        server.run("login", "-method=userpas", "username=ada", "password=pw"));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void capabilities_are_asked_for_the_own_token_or_another() {
    server.environment.put("VAULT_TOKEN", "root");
    server
        .answers("POST /v1/sys/capabilities-self", 200, "{\"data\":{\"a\":[\"read\",\"list\"]}}")
        .answers("POST /v1/sys/capabilities", 200, "{\"data\":{\"capabilities\":[\"deny\"]}}");
    assertEquals(
        new CannedServer.Outcome(0, "list, read\n", ""), server.run("token", "capabilities", "a"));
    assertEquals("deny\n", server.run("token", "capabilities", "other", "a").out());
    assertEquals(
        "[\n  \"read\",\n  \"list\"\n]\n",
        server.run("token", "capabilities", "-format=json", "root", "a").out());
    assertEquals(
        List.of(
            "POST /v1/sys/capabilities-self {\"path\":\"a\",\"token\":\"root\"}",
            "POST /v1/sys/capabilities {\"path\":\"a\",\"token\":\"other\"}",
            "POST /v1/sys/capabilities-self {\"path\":\"a\",\"token\":\"root\"}"),
        server.requests);
    server.answers("POST /v1/sys/capabilities", 200, "{\"data\":{}}");
    assertEquals(
        failed(1, "No capabilities found"), server.run("token", "capabilities", "other", "a"));
    assertEquals(
        failed(1, "Not enough arguments (expected 1-2, got 0)"),
        server.run("token", "capabilities"));
  }

  @Test
  void versions_of_the_server_are_shown_below_a_note() {
    server.answers(
        "GET /v1/sys/version-history?list=true",
        200,
        "{\"data\":{\"keys\":[\"1.14.9\"],\"key_info\":{\"1.14.9\":{\"build_date\":\"b\","
            + "\"timestamp_installed\":\"t\"}}}}");
    CannedServer.Outcome outcome = server.run("version-history");
    assertEquals(
        """
        Version    Installation Time    Build Date
        -------    -----------------    ----------
        1.14.9     t                    b
        """,
        outcome.out());
    assertTrue(outcome.err().contains("Note:\nUse of this command"), outcome.err());
  }
}

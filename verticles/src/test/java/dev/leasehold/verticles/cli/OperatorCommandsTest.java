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

/// What the commands about the server's keys send, print and return, compared with what the
/// reference `vault` was seen to do.
final class OperatorCommandsTest {
  private static final String REKEY =
      "{\"nonce\":\"n1\",\"started\":true,\"t\":2,\"n\":3,\"progress\":1,\"required\":2,"
          + "\"pgp_fingerprints\":null,\"backup\":false,\"verification_required\":%s}";
  private static final String ROOT =
      "{\"nonce\":\"n2\",\"started\":%s,\"progress\":0,\"required\":2,\"complete\":false,"
          + "\"encoded_token\":\"\",\"encoded_root_token\":\"\",\"pgp_fingerprint\":\"\","
          + "\"otp\":\"%s\",\"otp_length\":3}";

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
  void a_rekey_is_started_with_a_warning() {
    server.answers("PUT /v1/sys/rekey/init", 200, REKEY.formatted("false"));
    CannedServer.Outcome outcome = server.run("operator", "rekey", "-init", "-n=3", "-t=2");
    String shown =
        """

        Key                      Value
        ---                      -----
        Nonce                    n1
        Started                  true
        Rekey Progress           1/2
        New Shares               3
        New Threshold            2
        Verification Required    false
        """;
    assertEquals(shown, outcome.out());
    assertTrue(outcome.err().startsWith("WARNING! If you lose the keys"), outcome.err());
    assertEquals(
        List.of(
            "PUT /v1/sys/rekey/init {\"secret_shares\":3,\"secret_threshold\":2,"
                + "\"stored_shares\":0,\"pgp_keys\":null,\"backup\":false,"
                + "\"require_verification\":false}"),
        server.requests);
  }

  @Test
  void pgp_keys_are_read_from_files_in_any_form() throws IOException {
    Files.write(home.resolve("binary"), new byte[] {(byte) 0x99, 1, 2});
    Files.writeString(home.resolve("base64"), "mQEC");
    Files.writeString(
        home.resolve("armour"),
        """
        -----BEGIN PGP PUBLIC KEY BLOCK-----
        Comment: ours

        mQ
        EC
        =abcd
        -----END PGP PUBLIC KEY BLOCK-----
        """);
    server.answers("PUT /v1/sys/rekey/init", 200, REKEY.formatted("false"));
    String files = "%s/binary,@%s/base64, %s/armour".formatted(home, home, home);
    CannedServer.Outcome outcome = server.run("operator", "rekey", "-init", "-pgp-keys=" + files);
    assertTrue(outcome.err().startsWith("WARNING! You are using PGP keys"), outcome.err());
    String sent = server.requests.getLast();
    assertTrue(sent.contains("\"pgp_keys\":[\"mQEC\",\"mQEC\",\"mQEC\"]"), sent);
  }

  @Test
  void a_pgp_key_that_is_not_there_is_wrong_usage() {
    String text = "invalid value \"/no\" for flag %s: open /no: no such file or directory";
    assertEquals(
        failed(1, text.formatted("-pgp-keys")),
        server.run("operator", "rekey", "-init", "-pgp-keys=/no"));
    assertEquals(
        failed(1, text.formatted("-pgp-key")),
        server.run("operator", "generate-root", "-init", "-pgp-key=/no"));
    assertEquals(
        failed(
            1,
            "invalid value \"keybase:ada\" for flag -pgp-keys: keys are read from files, not from"
                + " Keybase"),
        server.run("operator", "init", "-pgp-keys=keybase:ada"));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void a_share_comes_from_the_terminal_the_input_or_the_line() {
    server
        .answers("GET /v1/sys/rekey/init", 200, REKEY.formatted("false"))
        .answers("PUT /v1/sys/rekey/update", 200, REKEY.formatted("false"));
    CannedServer.Outcome typed = server.runTyping("share", "operator", "rekey");
    assertTrue(
        typed.out().startsWith("Rekey operation nonce: n1\nUnseal Key (will be hidden): "),
        typed.out());
    server.runWith(" share\n", "operator", "rekey", "-nonce=n1", "-");
    server.run("operator", "rekey", "-nonce=n1", "share");
    String update = "PUT /v1/sys/rekey/update {\"key\":\"share\",\"nonce\":\"n1\"}";
    assertEquals(3, server.requests.stream().filter(update::equals).count());
    assertEquals(
        failed(1, "Missing nonce value: specify it via the -nonce flag"),
        server.run("operator", "rekey", "share"));
  }

  @Test
  void without_a_terminal_nothing_is_asked_and_nothing_is_sent() {
    server.answers("GET /v1/sys/rekey/init", 200, REKEY.formatted("false"));
    CannedServer.Outcome outcome = server.run("operator", "rekey");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().startsWith("An error occurred attempting to ask"), outcome.err());
    assertEquals(List.of("GET /v1/sys/rekey/init"), server.requests);
  }

  @Test
  void the_last_share_shows_the_new_ones() {
    server
        .answers("GET /v1/sys/rekey/init", 200, REKEY.formatted("false"))
        .answers(
            "PUT /v1/sys/rekey/update",
            200,
            "{\"nonce\":\"n1\",\"complete\":true,\"keys\":[\"aa\",\"bb\"],"
                + "\"keys_base64\":[\"qg==\",\"uw==\"]}");
    String shown =
        """

        Key 1: qg==
        Key 2: uw==

        Operation nonce: n1

        Vault unseal keys rekeyed with 3 key shares and a key threshold of 2. Please
        securely distribute the key shares printed above. When Vault is re-sealed,
        restarted, or stopped, you must supply at least 2 of these keys to unseal it
        before it can start servicing requests.
        """;
    assertEquals(
        new CannedServer.Outcome(0, shown, ""),
        server.run("operator", "rekey", "-nonce=n1", "share"));
  }

  @Test
  void shares_that_must_be_proved_are_proved_with_verify() {
    server
        .answers("GET /v1/sys/rekey/init", 200, REKEY.formatted("true"))
        .answers(
            "PUT /v1/sys/rekey/update",
            200,
            "{\"nonce\":\"n1\",\"complete\":true,\"keys\":[\"aa\"],\"keys_base64\":[\"qg==\"],"
                + "\"verification_required\":true,\"verification_nonce\":\"v1\"}")
        .answers(
            "GET /v1/sys/rekey/verify",
            200,
            "{\"nonce\":\"v1\",\"started\":true,\"t\":2,\"n\":3,\"progress\":0}")
        .answers("PUT /v1/sys/rekey/verify", 200, "{\"nonce\":\"v1\",\"complete\":true}");
    CannedServer.Outcome made = server.run("operator", "rekey", "-nonce=n1", "share");
    assertTrue(made.err().startsWith("Again, these key shares are _not_ valid"), made.err());
    assertTrue(made.out().endsWith("Verification Progress    0/2\n"), made.out());
    assertEquals(
        """
        Rekey verification successful. The rekey operation is complete and the new
        keys are now active.
        """,
        server.run("operator", "rekey", "-verify", "-nonce=v1", "share").out());
    assertEquals(
        "PUT /v1/sys/rekey/verify {\"key\":\"share\",\"nonce\":\"v1\"}", server.requests.getLast());
  }

  @Test
  void a_rekey_is_cancelled_and_its_backup_shown_and_deleted() {
    server
        .answers("DELETE /v1/sys/rekey/init", 204, "")
        .answers("DELETE /v1/sys/rekey/verify", 204, "")
        .answers("DELETE /v1/sys/rekey-recovery-key/init", 204, "")
        .answers("DELETE /v1/sys/rekey/backup", 204, "")
        .answers(
            "GET /v1/sys/rekey/backup",
            200,
            "{\"data\":{\"nonce\":\"n\",\"keys\":{\"f\":[\"a\"]},"
                + "\"keys_base64\":{\"f\":[\"b\"]}}}");
    String cancelled = "Success! Canceled rekeying (if it was started)\n";
    assertEquals(cancelled, server.run("operator", "rekey", "-cancel").out());
    assertEquals(cancelled, server.run("operator", "rekey", "-verify", "-cancel").out());
    assertEquals(cancelled, server.run("operator", "rekey", "-target=hsm", "-cancel").out());
    assertEquals(
        "Success! Delete stored keys (if they existed)\n",
        server.run("operator", "rekey", "-backup-delete").out());
    assertEquals(
        """
        Key        Value
        ---        -----
        Keys       map[f:[a]]
        KeysB64    map[f:[b]]
        Nonce      n
        """,
        server.run("operator", "rekey", "-backup-retrieve").out());
    assertEquals(
        failed(1, "Unknown target: x"), server.run("operator", "rekey", "-target=x", "-cancel"));
  }

  @Test
  void nothing_is_given_where_nothing_was_started() {
    server
        .answers("GET /v1/sys/rekey/init", 200, "{\"nonce\":\"\",\"started\":false}")
        .answers("GET /v1/sys/generate-root/attempt", 200, ROOT.formatted("false", ""));
    assertEquals(
        failed(
            1,
            "No rekey is in progress. Start a rekey process by running \"vault operator\n"
                + "rekey -init\"."),
        server.run("operator", "rekey", "share"));
    CannedServer.Outcome root = server.run("operator", "generate-root", "share");
    assertEquals(1, root.code());
    assertTrue(root.err().startsWith("No root generation is in progress."), root.err());
  }

  @Test
  void a_root_token_is_made_share_by_share_and_unmasked() {
    server
        .answers("PUT /v1/sys/generate-root/attempt", 200, ROOT.formatted("true", "abc"))
        .answers("GET /v1/sys/generate-root/attempt", 200, ROOT.formatted("true", ""))
        .answers("PUT /v1/sys/generate-root/update", 200, ROOT.formatted("true", ""))
        .answers("DELETE /v1/sys/generate-root/attempt", 204, "");
    CannedServer.Outcome started = server.run("operator", "generate-root", "-init");
    assertEquals(
        """
        Nonce         n2
        Started       true
        Progress      0/2
        Complete      false
        OTP           abc
        OTP Length    3
        """,
        started.out());
    assertTrue(started.err().startsWith("A One-Time-Password"), started.err());
    server.runTyping("share", "operator", "generate-root");
    assertEquals(
        "PUT /v1/sys/generate-root/update {\"key\":\"share\",\"nonce\":\"n2\"}",
        server.requests.getLast());
    String masked = "CQsQ"; // "hi" and "s" by the letters of "abc"
    assertEquals(
        new CannedServer.Outcome(0, "his", ""),
        server.run("operator", "generate-root", "-decode=" + masked, "-otp=abc"));
    assertEquals(
        "his", server.runWith(masked, "operator", "generate-root", "-decode=-", "-otp=abc").out());
    assertEquals(
        failed(
            1,
            "Error decoding root token: error xoring token: length of byte slices is not"
                + " equivalent: 3 != 2"),
        server.run("operator", "generate-root", "-decode=" + masked, "-otp=ab"));
    assertEquals(
        failed(
            1,
            "Error decoding root token: error decoding base64'd token: illegal base64 data at"
                + " input byte 0"),
        server.run("operator", "generate-root", "-decode=!", "-otp=ab"));
    assertEquals(
        "Success! Root token generation canceled (if it was started)\n",
        server.run("operator", "generate-root", "-cancel").out());
  }

  @Test
  void a_one_time_password_is_as_long_as_the_server_says() {
    server.answers("GET /v1/sys/generate-root/attempt", 200, ROOT.formatted("false", ""));
    assertTrue(
        server.run("operator", "generate-root", "-generate-otp").out().matches("[A-Za-z0-9]{3}"));
  }

  @Test
  void the_encrypting_key_is_rotated_and_told_of() {
    server
        .answers("POST /v1/sys/rotate", 204, "")
        .answers(
            "GET /v1/sys/key-status",
            200,
            "{\"data\":{\"term\":2,\"install_time\":\"2024-02-03T04:05:06.789+01:00\","
                + "\"encryptions\":7}}");
    String status =
        "Key Term            2\nInstall Time        03 Feb 24 03:05 UTC\nEncryption Count    7\n";
    assertEquals(new CannedServer.Outcome(0, status, ""), server.run("operator", "key-status"));
    assertEquals(
        new CannedServer.Outcome(0, "Success! Rotated key\n\n" + status, ""),
        server.run("operator", "rotate"));
    assertEquals(
        """
        {
          "term": 2,
          "install_time": "2024-02-03T04:05:06.789+01:00",
          "encryptions": 7
        }
        """,
        server.run("operator", "key-status", "-format=json").out());
  }

  @Test
  void the_cluster_is_listed_and_its_lead_handed_over() {
    server
        .answers("PUT /v1/sys/step-down", 204, "")
        .answers(
            "GET /v1/sys/ha-status",
            200,
            "{\"nodes\":[{\"hostname\":\"a\",\"api_address\":\"http://a\",\"active_node\":true,"
                + "\"version\":\"1.14.9\",\"last_echo\":null}]}");
    String listed = server.run("operator", "members").out();
    assertTrue(
        listed.endsWith(
            "a            http://a       n/a                true           1.14.9     n/a"
                + "                n/a                n/a\n"),
        listed);
    assertEquals(
        "Success! Stepped down: " + server.address() + "\n",
        server.run("operator", "step-down").out());
  }
}

package dev.leasehold.verticles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `server` and `astra-simulator` refuse before they start anything.
final class ServerFlagsTest {
  @TempDir private Path home;
  private CannedServer terminal;

  @BeforeEach
  void start() throws IOException {
    terminal = new CannedServer(home);
  }

  @AfterEach
  void stop() {
    terminal.close();
  }

  @Test
  void without_dev_a_configuration_must_be_named() {
    refused("Must specify at least one config path using -config", "server");
  }

  @Test
  void an_address_needs_a_port_that_exists() {
    refused(
        "-dev-listen-address: address localhost: missing port in address",
        "server",
        "-dev",
        "-dev-listen-address=localhost");
    refused(
        "-dev-listen-address: invalid port 65536",
        "server",
        "-dev",
        "-dev-listen-address",
        "localhost:65536");
  }

  @Test
  void an_address_may_come_from_the_environment_and_a_flag_outweighs_it() {
    terminal.environment.put("VAULT_DEV_LISTEN_ADDRESS", "x");
    refused("-dev-listen-address: address x: missing port in address", "server", "-dev");
    refused("-dev-listen-address: invalid port y", "server", "-dev", "-dev-listen-address=:y");
  }

  @Test
  void unknown_flags_and_levels_and_stray_words_are_refused() {
    refused("flag provided but not defined: -dave", "server", "-dave");
    refused("unknown log level: loud", "server", "-dev", "-log-level=loud");
    refused("Too many arguments (expected 0, got 1)", "server", "-dev", "now");
  }

  @Test
  void the_simulator_of_astra_takes_its_token_from_a_file_or_the_environment() throws Exception {
    String form = "an admin token is AstraCS:, 24 letters, a colon and 64 hexadecimal digits";
    refused("-listen-address: invalid port x", "astra-simulator", "-listen-address=:x");
    refused("flag provided but not defined: -admin-token", "astra-simulator", "-admin-token=x");
    refused(
        "-admin-token-file: the file cannot be read",
        "astra-simulator",
        "-admin-token-file=" + home.resolve("none"));
    Path file = Files.writeString(home.resolve("token"), "x".repeat(5000));
    refused(
        "-admin-token-file: the file is too long for a token",
        "astra-simulator",
        "-admin-token-file=" + file);
    Files.writeString(file, "AstraCS:x:y");
    refused(form, "astra-simulator", "-admin-token-file=" + file);
    terminal.environment.put("LEASEHOLD_ASTRA_ADMIN_TOKEN", "AstraCS:x:y");
    refused(form, "astra-simulator");
    terminal.environment.put("LEASEHOLD_ASTRA_LISTEN_ADDRESS", "y");
    refused("-listen-address: address y: missing port in address", "astra-simulator");
  }

  private void refused(String text, String... line) {
    assertEquals(new CannedServer.Outcome(1, "", text + "\n"), terminal.run(line));
  }
}

package dev.leasehold.verticles.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.telemetry.TelemetrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {
  private static final String LEAST =
      "listener \"tcp\" { tls_disable = 1 }\nstorage \"inmem\" {}\n";

  @TempDir private Path folder;

  @Test
  void a_whole_file_is_read() throws IOException {
    Settings settings =
        read(
            """
            default_lease_ttl = "1h"
            max_lease_ttl = 7200
            allow_remote_init = true
            listener "tcp" {
              address = "[::1]:8300"
              tls_disable = "true"
              http_idle_timeout = "1m"
            }
            listener "unix" { address = "/run/leasehold.sock" }
            storage "embedded" { path = "/var/lib/leasehold" }
            """);
    assertEquals(new StorageSettings.Embedded(Path.of("/var/lib/leasehold")), settings.storage());
    assertEquals(new Ttls(3600, 7200), settings.ttls());
    assertTrue(settings.remoteInit());
    assertEquals(List.of(), settings.warnings());
    assertEquals(new Listener.Tcp("::1", 8300), settings.listeners().getFirst().place());
    assertEquals(Duration.ofMinutes(1), settings.listeners().getFirst().timeouts().idle());
    assertEquals(
        new Listener.Unix(Path.of("/run/leasehold.sock")), settings.listeners().get(1).place());
  }

  @Test
  void json_says_the_same_as_hcl() throws IOException {
    Path file =
        file(
            "a.json",
            """
            {"listener": [{"tcp": {"address": "127.0.0.1:1", "tls_disable": true}}],
             "backend": {"inmem": {}}, "ui": true}
            """);
    Settings settings = Configuration.read(List.of(file));
    assertEquals(new Listener.Tcp("127.0.0.1", 1), settings.listeners().getFirst().place());
    assertEquals(new StorageSettings.InMemory(), settings.storage());
    assertTrue(settings.warnings().getFirst().contains("ui has no effect here"));
  }

  @Test
  void the_times_to_live_are_vaults_where_none_are_set() throws IOException {
    Settings settings = read(LEAST);
    assertEquals(Ttls.SYSTEM, settings.ttls());
    assertFalse(settings.remoteInit());
    assertNull(settings.listeners().getFirst().tls());
  }

  @Test
  void figures_are_told_as_the_telemetry_block_says() throws IOException {
    Settings settings =
        read(
            """
            telemetry {
              prometheus_retention_time = "0s"
              metrics_prefix = "lh"
              maximum_gauge_cardinality = 20
              filter_default = false
              prefix_filter = ["+lh.token", "-lh.token.creation"]
              disable_hostname = true
            }
            listener "tcp" {
              tls_disable = true
              telemetry { unauthenticated_metrics_access = true }
            }
            listener "unix" {
              address = "/run/leasehold.sock"
              inflight_requests_logging { unauthenticated_in_flight_requests_access = true }
            }
            storage "inmem" {}
            """);
    assertEquals(
        new TelemetrySettings(
            Duration.ZERO, "lh", 20, false, List.of("+lh.token", "-lh.token.creation")),
        settings.telemetry());
    assertEquals(Listener.Open.METRICS, settings.listeners().getFirst().open());
    assertEquals(
        new Listener.Open(false, true, false, Listener.To.THIS_MACHINE),
        settings.listeners().get(1).open());
  }

  @ParameterizedTest
  @CsvSource({
    "'', false, THIS_MACHINE",
    "disable_unauthed_rekey_endpoints = false, true, THIS_MACHINE",
    "disable_unauthed_rekey_endpoints = true, false, THIS_MACHINE",
    "disable_unauthed_generate_root_endpoints = false, false, EVERYBODY",
    "disable_unauthed_generate_root_endpoints = true, false, NOBODY"
  })
  void vaults_old_ways_are_open_as_a_listener_says(
      String line, boolean rekey, Listener.To generateRoot) throws IOException {
    Settings settings =
        read("listener \"tcp\" {\ntls_disable = 1\n" + line + "\n}\nstorage \"inmem\" {}\n");
    assertEquals(
        new Listener.Open(false, false, rekey, generateRoot),
        settings.listeners().getFirst().open());
  }

  @Test
  void without_a_telemetry_block_prometheus_is_told_nothing() throws IOException {
    assertEquals(TelemetrySettings.NONE, read(LEAST).telemetry());
    assertEquals(TelemetrySettings.USUAL, read(LEAST + "telemetry {}").telemetry());
  }

  @Test
  void a_rule_of_a_filter_says_what_it_does() {
    ConfigError error =
        assertThrows(
            ConfigError.class, () -> read(LEAST + "telemetry { prefix_filter = [\"vault\"] }"));
    assertTrue(
        String.valueOf(error.getMessage())
            .endsWith("a rule of prefix_filter must begin with + or -"));
  }

  @Test
  void a_certificate_turns_tls_on() throws IOException {
    Path pem = file("some.pem", "");
    Settings settings =
        read(
            """
            listener "tcp" {
              tls_cert_file = "PEM"
              tls_key_file = "PEM"
              tls_client_ca_file = "PEM"
            }
            storage "inmem" {}
            """
                .replace("PEM", pem.toString()));
    assertEquals(new Listener.Tls(pem, pem), settings.listeners().getFirst().tls());
  }

  @Test
  void settings_of_vaults_own_are_taken_with_a_warning_that_names_them_and_their_place()
      throws IOException {
    Settings settings =
        read(
            """
            listener "tcp" {
              tls_disable = 1
              max_request_size = 1
            }
            disable_mlock = true
            cluster_addr = "https://x:1"
              api_addr = "https://x:2"
            telemetry { statsd_address = "x:1" }
            storage "embedded" { path = "/x" }
            """);
    Path file = folder.resolve("a.hcl");
    assertEquals(
        List.of(
            file + ":5:1: disable_mlock has no effect here",
            file + ":6:1: cluster_addr has no effect here",
            file + ":7:3: api_addr has no effect here",
            file + ":3:3: max_request_size has no effect here",
            file + ":8:13: statsd_address has no effect here"),
        settings.warnings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          foo = 1                                      | 1:1: unknown setting foo
          listener "tcp" { adress = "x" }              | 1:18: unknown setting adress
          listener "tcp" { address = "x" }             | 1:18: address x: missing port in address
          listener "tcp" { address = "x:66000" }       | 1:18: invalid port 66000
          listener "tcp" { address = [] }              | 1:18: address must be a text
          listener "tcp" { }                           | 1:1: tls_cert_file and tls_key_file are missing, or set tls_disable
          listener "tcp" { tls_disable = "no" }        | 1:18: tls_disable must be true or false
          listener "tcp" { tls_disable = 2 }           | 1:18: tls_disable must be true or false
          listener "tcp" { tls_require_and_verify_client_cert = true } | 1:18: a client certificate cannot be required: it is asked for, and auth methods judge it
          listener "tcp" { tls_cert_file="/no" tls_key_file="/no" } | 1:18: tls_cert_file cannot be read: /no
          listener "udp" { }                           | 1:1: a listener must be "tcp" or "unix": udp
          listener "unix" { }                          | 1:1: address is missing
          listener = 1                                 | 1:1: listener must be a block
          storage "raft" { path = "/x" }               | 1:1: storage must be "embedded", "kafka" or "inmem": raft
          storage "embedded" { }                       | 1:1: path is missing
          storage "embedded" { path = "/x" node = 1 }  | 1:34: unknown setting node
          storage "inmem" {} storage "inmem" {}        | 1:20: storage is configured twice
          storage "inmem" {} backend "inmem" {}        | 1:20: storage is configured twice
          storage "kafka" { state_path = "/x" }        | 1:1: bootstrap_servers is missing
          storage "kafka" { bootstrap_servers = "localhost:1" } | 1:1: state_path is missing
          storage "kafka" { bootstrap_servers = "k:1" state_path = "/x" } | 1:19: k:1 is not on loopback: security.protocol must be SSL or SASL_SSL
          storage "kafka" { bootstrap_servers = "localhost:1" state_path = "/x" prefix = "a b" } | 1:71: prefix must be letters, digits, '.', '_' and '-'
          storage "kafka" { bootstrap_servers = "localhost:1" state_path = "/x" replication_factor = 0 } | 1:71: replication_factor must be a whole number from 1 to 99
          storage "kafka" { bootstrap_servers = "localhost:1" state_path = "/x" replication_factor = 1 min_insync_replicas = 2 } | 1:94: min_insync_replicas must be a whole number from 1 to 1
          storage "kafka" { bootstrap_servers = "localhost:1" sasl_username = "u" } | 1:1: sasl_username and a password belong together
          storage "kafka" { bootstrap_servers = "localhost:1" linger_ms = 1 state_path = "/x" } | 1:53: unknown setting linger_ms
          seal "awskms" { }                            | 1:1: seals but Shamir's are not supported
          max_lease_ttl = "soon"                       | 1:1: max_lease_ttl is no duration
          max_lease_ttl = "-1s"                        | 1:1: max_lease_ttl must not be negative
          max_lease_ttl = "1h"                         | 1:1: default_lease_ttl is longer than max_lease_ttl
          max_lease_ttl = 1 max_lease_ttl = 2          | 1:19: max_lease_ttl is set twice
          """)
  void what_is_wrong_is_an_error_with_its_place(String text, String expected) throws IOException {
    String whole = text;
    whole += text.startsWith("storage") ? "" : "\nstorage \"inmem\" {}";
    whole += text.startsWith("listener") ? "" : "\nlistener \"tcp\" { tls_disable = 1 }";
    Path file = file("a.hcl", whole);
    ConfigError error = assertThrows(ConfigError.class, () -> Configuration.read(List.of(file)));
    assertEquals(file + ":" + expected, error.getMessage());
  }

  @Test
  void what_cannot_be_parsed_is_an_error_with_its_place() throws IOException {
    Path file = file("a.hcl", "storage \"inmem\" {}\nui = \n");
    ConfigError error = assertThrows(ConfigError.class, () -> Configuration.read(List.of(file)));
    assertTrue(
        String.valueOf(error.getMessage()).matches(".*a\\.hcl:[23]:\\d+: .*"), error::getMessage);
  }

  @Test
  void storage_and_a_listener_must_be_there() throws IOException {
    assertEquals("A storage backend must be specified", refusal("ui = true"));
    assertEquals("no listener is configured", refusal("storage \"inmem\" {}"));
  }

  @Test
  void the_files_of_a_folder_are_read_by_name_and_others_left_alone() throws IOException {
    file("b.hcl", "max_lease_ttl = \"2h\"\ndefault_lease_ttl = \"2h\"\nstorage \"inmem\" {}");
    file("a.hcl", "max_lease_ttl = \"1h\"\nlistener \"tcp\" { tls_disable = true }");
    file("c.txt", "nonsense");
    file(".d.hcl", "nonsense");
    Settings settings = Configuration.read(List.of(folder));
    assertEquals(new Ttls(7200, 7200), settings.ttls());
    assertEquals(1, settings.listeners().size());
  }

  @Test
  void a_folder_without_files_and_a_file_that_is_not_there_are_refused() {
    assertEquals(folder + ": no file in it ends in .hcl or .json", refusalOf(folder));
    Path none = folder.resolve("none.hcl");
    assertEquals(none + ": no such file or directory", refusalOf(none));
  }

  @Test
  void a_password_is_warned_of_unless_the_file_is_ours_alone() throws IOException {
    String text =
        """
        listener "tcp" { tls_disable = 1 }
        storage "kafka" {
          bootstrap_servers = ["localhost:9092", "localhost:9093"]
          state_path = "/x"
          security_protocol = "SASL_PLAINTEXT"
          sasl_mechanism = "SCRAM-SHA-512"
          sasl_username = "u"
          sasl_password = "quo\\"te"
        }
        """;
    Path file = file("a.hcl", text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Settings open = Configuration.read(List.of(file));
    assertEquals(
        List.of(file + ":8:3: sasl_password is in a file that others may read: set it to 0600"),
        open.warnings());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Settings closed = Configuration.read(List.of(file));
    assertEquals(List.of(), closed.warnings());
    StorageSettings.Kafka kafka = (StorageSettings.Kafka) closed.storage();
    assertEquals("localhost:9092,localhost:9093", kafka.connection().bootstrapServers());
    assertEquals(
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\""
            + " password=\"quo\\\"te\";",
        kafka.connection().properties().get("sasl.jaas.config"));
    assertFalse(closed.toString().contains("quo"));
  }

  @Test
  void a_password_may_come_from_a_file_of_its_own() throws IOException {
    Path secret = file("password", "from-file\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Settings settings =
        read(
            """
            listener "tcp" { tls_disable = 1 }
            storage "kafka" {
              bootstrap_servers = "localhost:9092"
              state_path = "/x"
              replication_factor = 1
              sasl_username = "u"
              sasl_password_file = "FILE"
            }
            """
                .replace("FILE", secret.toString()));
    StorageSettings.Kafka kafka = (StorageSettings.Kafka) settings.storage();
    assertTrue(
        String.valueOf(kafka.connection().properties().get("sasl.jaas.config"))
            .contains("password=\"from-file\""));
    assertEquals(1, kafka.plan().replicas());
    assertEquals(1, kafka.plan().minInSync());
    assertEquals(List.of(), settings.warnings());
  }

  private String refusal(String text) throws IOException {
    return refusalOf(file("a.hcl", text));
  }

  private static String refusalOf(Path file) {
    return String.valueOf(
        assertThrows(ConfigError.class, () -> Configuration.read(List.of(file))).getMessage());
  }

  private Settings read(String text) throws IOException {
    return Configuration.read(List.of(file("a.hcl", text)));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}

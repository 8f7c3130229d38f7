package dev.leasehold.verticles.config;

import dev.leasehold.verticles.hcl.HclItem;
import dev.leasehold.verticles.http.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Reads one `listener "tcp" { … }` or `listener "unix" { … }`.
///
/// Plain HTTP must be asked for with `tls_disable`. A client certificate is asked for and never
/// required: who wants it required cannot have it, and is told so instead of being left in the
/// dark.
final class ListenerBlock {
  private static final String USUAL_ADDRESS = "127.0.0.1:8200";

  /// OpenBao's names for whether who has no token is kept from Vault's old ways. Not said, rekeying
  /// needs a token, and a root token is made without one on this machine alone.
  private static final String REKEY = "disable_unauthed_rekey_endpoints";

  private static final String GENERATE_ROOT = "disable_unauthed_generate_root_endpoints";

  private static final Set<String> SETTINGS =
      Set.of(
          "type",
          "address",
          "tls_disable",
          "tls_cert_file",
          "tls_key_file",
          "tls_client_ca_file",
          "tls_require_and_verify_client_cert",
          "http_read_header_timeout",
          "http_read_timeout",
          "http_idle_timeout",
          "telemetry",
          "inflight_requests_logging",
          REKEY,
          GENERATE_ROOT);

  /// Vault's own, of which nothing here depends on.
  private static final Set<String> IGNORED =
      Set.of(
          "purpose",
          "role",
          "agent_api",
          "proxy_api",
          "cluster_address",
          "max_request_size",
          "max_request_duration",
          "require_request_header",
          "tls_min_version",
          "tls_max_version",
          "tls_cipher_suites",
          "tls_prefer_server_cipher_suites",
          "tls_disable_client_certs",
          "http_write_timeout",
          "proxy_protocol_behavior",
          "proxy_protocol_authorized_addrs",
          "x_forwarded_for_authorized_addrs",
          "x_forwarded_for_hop_skips",
          "x_forwarded_for_reject_not_authorized",
          "x_forwarded_for_reject_not_present",
          "socket_mode",
          "socket_user",
          "socket_group",
          "profiling",
          "custom_response_headers",
          "cors_enabled",
          "cors_allowed_origins",
          "cors_allowed_headers");

  private ListenerBlock() {}

  static Listener read(Block file, HclItem item) {
    Block block = file.within(item);
    block.only(SETTINGS, IGNORED);
    String type =
        item.labels().size() == 1 ? item.labels().getFirst() : block.text("type", "no type");
    Listener listener =
        switch (type) {
          case "tcp" -> tcp(block);
          case "unix" -> Listener.unix(Path.of(block.required("address")));
          default -> throw file.error(item.at(), "a listener must be \"tcp\" or \"unix\": " + type);
        };
    Listener.Timeouts usual = Listener.Timeouts.USUAL;
    return listener
        .opening(open(block))
        .waiting(
            new Listener.Timeouts(
                block.duration("http_read_header_timeout", usual.first()),
                block.duration("http_read_timeout", usual.body()),
                block.duration("http_idle_timeout", usual.idle())));
  }

  private static Listener.Open open(Block block) {
    return new Listener.Open(
        within(block, "telemetry", "unauthenticated_metrics_access"),
        within(block, "inflight_requests_logging", "unauthenticated_in_flight_requests_access"),
        block.has(REKEY) && !block.flag(REKEY),
        generateRoot(block));
  }

  private static Listener.To generateRoot(Block block) {
    if (!block.has(GENERATE_ROOT)) {
      return Listener.To.THIS_MACHINE;
    }
    return block.flag(GENERATE_ROOT) ? Listener.To.NOBODY : Listener.To.EVERYBODY;
  }

  private static boolean within(Block listener, String block, String flag) {
    HclItem item = listener.one(block);
    if (item == null) {
      return false;
    }
    Block inner = listener.within(item);
    inner.only(Set.of(flag), Set.of());
    return inner.flag(flag);
  }

  private static Listener tcp(Block block) {
    Listener plain;
    try {
      HostAndPort place = HostAndPort.parse(block.text("address", USUAL_ADDRESS));
      plain = Listener.tcp(place.host(), place.port());
    } catch (IllegalArgumentException wrong) {
      throw block.error(block.place("address"), String.valueOf(wrong.getMessage()));
    }
    if (block.flag("tls_require_and_verify_client_cert")) {
      throw block.error(
          block.place("tls_require_and_verify_client_cert"),
          "a client certificate cannot be required: it is asked for, and auth methods judge it");
    }
    boolean disabled = block.flag("tls_disable");
    String certificate = block.text("tls_cert_file");
    String key = block.text("tls_key_file");
    block.text("tls_client_ca_file");
    if (disabled) {
      return plain;
    }
    if (certificate == null || key == null) {
      throw block.error("tls_cert_file and tls_key_file are missing, or set tls_disable");
    }
    return plain.secured(
        readable(block, "tls_cert_file", certificate), readable(block, "tls_key_file", key));
  }

  private static Path readable(Block block, String name, String file) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw block.error(block.place(name), name + " cannot be read: " + file);
    }
    return path;
  }
}

package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.DatabaseTarget;
import io.vertx.mysqlclient.SslMode;
import java.util.Locale;

/// What a target's settings say of TLS. As with Vault, authorities or a certificate of ours mean
/// TLS, whatever the connection URL says.
///
/// @param verified whether the server's certificate is held against authorities and its name
record MysqlTls(SslMode mode, boolean verified) {
  static MysqlTls of(DatabaseTarget target) {
    if (target.tlsCa() != null || target.tlsKey() != null) {
      boolean skips = "true".equals(target.settings().get("tls_skip_verify"));
      return new MysqlTls(SslMode.REQUIRED, !skips);
    }
    return switch (target.settings().getOrDefault("tls", "false").toLowerCase(Locale.ROOT)) {
      case "true" -> new MysqlTls(SslMode.REQUIRED, true);
      case "skip-verify" -> new MysqlTls(SslMode.REQUIRED, false);
      case "preferred" -> new MysqlTls(SslMode.PREFERRED, false);
      default -> new MysqlTls(SslMode.DISABLED, false);
    };
  }

  boolean required() {
    return mode == SslMode.REQUIRED;
  }

  /// The name that the certificate must be for.
  String serverName(DatabaseTarget target) {
    String other = target.settings().getOrDefault("tls_server_name", "");
    return other.isEmpty() ? target.host() : other;
  }
}

package dev.leasehold.verticles.outbound;

import dev.leasehold.crypto.secret.SecretBytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A database and the credential to enter it with. Two equal targets share a pool.
///
/// @param settings what else the connection string or the configuration says, as `sslmode`
public record SqlTarget(
    String plugin,
    String host,
    int port,
    String database,
    String userName,
    SecretBytes password,
    int maxConnections,
    Map<String, String> settings,
    @Nullable String tlsCa) {

  @Override
  public String toString() {
    return "SqlTarget[" + plugin + " " + host + ":" + port + "]";
  }
}

package dev.leasehold.verticles.outbound;

import dev.leasehold.crypto.secret.SecretBytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A database and the credential to enter it with. Two equal targets share their connections.
///
/// @param plugin which kind of database it is, in Vault's words
/// @param settings what else the connection string or the configuration says, as `sslmode`
/// @param tlsCa the authorities that its certificate is held against, as PEM
/// @param tlsKey our own certificate and its key, as PEM
public record DatabaseTarget(
    String plugin,
    String host,
    int port,
    String database,
    String userName,
    SecretBytes password,
    int maxConnections,
    Map<String, String> settings,
    @Nullable String tlsCa,
    @Nullable SecretBytes tlsKey) {

  /// The same database entered as another user.
  public DatabaseTarget as(String otherName, SecretBytes otherPassword) {
    return new DatabaseTarget(
        plugin,
        host,
        port,
        database,
        otherName,
        otherPassword,
        maxConnections,
        settings,
        tlsCa,
        tlsKey);
  }

  @Override
  public String toString() {
    return "DatabaseTarget[" + plugin + " " + host + ":" + port + "]";
  }
}

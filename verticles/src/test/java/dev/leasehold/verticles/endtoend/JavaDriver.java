package dev.leasehold.verticles.endtoend;

import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import java.util.List;
import java.util.Map;

/// A server as users of vault-java-driver see it: each test asks it through the driver that they
/// have, as it is published, and configures what the driver cannot through [Client].
final class JavaDriver implements AutoCloseable {
  private static final int OPEN_SECONDS = 10;
  private static final int READ_SECONDS = 60;

  private final Running server;
  final Client root;

  JavaDriver(Running server) {
    this.server = server;
    this.root = server.client();
  }

  static JavaDriver inMemory() {
    return new JavaDriver(Running.inMemory());
  }

  /// With the root token, for KV of a version.
  Vault root(int engineVersion) throws VaultException {
    return with(Running.ROOT, engineVersion);
  }

  Vault with(String token, int engineVersion) throws VaultException {
    return Vault.create(configuration().token(token).build(), engineVersion);
  }

  /// Asks the server first which mounts are KV of which version.
  Vault discovering() throws VaultException {
    return Vault.create(configuration().token(Running.ROOT).build(), true, 2);
  }

  /// Without a token.
  Vault stranger() throws VaultException {
    return Vault.create(configuration().build(), 1);
  }

  /// A token with these policies and nothing else.
  String token(List<String> policies) throws java.io.IOException {
    return root.done("auth/token/create", Map.of("policies", policies, "no_default_policy", true))
        .text("/auth/client_token");
  }

  /// What the driver says of an error.
  static String words(VaultException error) {
    return String.valueOf(error.getMessage());
  }

  private VaultConfig configuration() {
    return new VaultConfig()
        .address("http://127.0.0.1:" + server.port())
        .openTimeout(OPEN_SECONDS)
        .readTimeout(READ_SECONDS);
  }

  @Override
  public void close() {
    server.close();
  }
}

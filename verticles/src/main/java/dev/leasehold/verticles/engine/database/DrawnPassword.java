package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.password.PasswordPolicies;
import java.util.Map;

/// A new password: by the policy that a role names, else by that of its connection, else as Vault
/// draws it without any.
///
/// @param told what statements are told instead of it, as [Kind#told] says
record DrawnPassword(SecretBytes password, SecretBytes told, Basis basis) {

  /// What it was drawn by.
  private record Basis(
      Map<String, String> credentialConfig, String policy, Map<String, String> details) {}

  static DrawnPassword by(
      Map<String, String> credentialConfig,
      ConnectionVersion connection,
      String namespace,
      View view,
      Entropy entropy) {
    Basis basis = basis(credentialConfig, connection);
    SecretBytes password =
        basis.policy().isEmpty()
            ? GeneratedPassword.draw(entropy)
            : PasswordPolicies.draw(view, namespace, basis.policy(), entropy);
    ConnectionDetails details = new ConnectionDetails(connection.details());
    SecretBytes told = Kinds.of(connection.plugin()).told(details, password, entropy);
    return new DrawnPassword(password, told, basis);
  }

  /// Whether drawing it is worth a worker.
  static boolean isSlow(Map<String, String> credentialConfig, ConnectionVersion connection) {
    return !basis(credentialConfig, connection).policy().isEmpty()
        || Kinds.of(connection.plugin()).tellsSlowly(new ConnectionDetails(connection.details()));
  }

  /// Whether it would be drawn by the same now.
  boolean fits(Map<String, String> credentialConfig, ConnectionVersion connection) {
    return basis.equals(basis(credentialConfig, connection));
  }

  private static Basis basis(Map<String, String> credentialConfig, ConnectionVersion connection) {
    String own = credentialConfig.getOrDefault(CredentialConfig.POLICY, "");
    return new Basis(
        credentialConfig, own.isEmpty() ? connection.passwordPolicy() : own, connection.details());
  }

  @Override
  public String toString() {
    return "DrawnPassword[]";
  }
}

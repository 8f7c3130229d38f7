package dev.leasehold.verticles.password;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.projections.settings.SettingsProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Refusal;

/// Passwords by the policies of a namespace, for any engine that makes some.
public final class PasswordPolicies {
  private static final String FAILED = "failed to generate password: ";

  private PasswordPolicies() {}

  /// A password by the policy of this name, or Vault's refusal.
  public static SecretBytes draw(View view, String namespace, String name, Entropy entropy) {
    String text = SettingsProjection.passwordPolicy(view, namespace, name);
    if (text == null) {
      throw Refusal.internal(FAILED + "no password policy found");
    }
    String password = PasswordPolicy.parse(text).generate(entropy);
    if (password == null) {
      throw Refusal.internal(FAILED + "timed out generating string");
    }
    return SecretBytes.ofUtf8(password);
  }
}

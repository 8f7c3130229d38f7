package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.request.JsonText;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What of a connection is secret: its password, and settings as private keys. Kept as one payload:
/// the password as it is where there is nothing else, a JSON object where there is.
///
/// @param settings the secret settings by name
record ConnectionSecret(SecretBytes password, Map<String, SecretBytes> settings) {
  private static final Reveal TO_KEEP =
      Reveal.because("a password and keys become one payload, and are read back from it");

  private static final String PASSWORD = "password";
  private static final String SETTINGS = "settings";

  ConnectionSecret {
    settings = Map.copyOf(settings);
  }

  static ConnectionSecret ofPassword(SecretBytes password) {
    return new ConnectionSecret(password, Map.of());
  }

  /// The secret of these settings, read back from its payload.
  static ConnectionSecret read(ConnectionDetails details, SecretBytes payload) {
    if (!details.hasSecretSettings()) {
      return ofPassword(payload);
    }
    Map<String, @Nullable Object> kept = JsonText.readObject(payload.reveal(TO_KEEP));
    Map<String, SecretBytes> settings = new TreeMap<>();
    if (kept.get(SETTINGS) instanceof Map<?, ?> all) {
      all.forEach((name, value) ->
          settings.put(String.valueOf(name), SecretBytes.ofUtf8(String.valueOf(value))));
    }
    return new ConnectionSecret(SecretBytes.ofUtf8(String.valueOf(kept.get(PASSWORD))), settings);
  }

  /// The content of its payload.
  SecretBytes content() {
    if (settings.isEmpty()) {
      return password;
    }
    Map<String, String> all = new TreeMap<>();
    settings.forEach((name, value) -> all.put(name, value.revealUtf8(TO_KEEP)));
    return SecretBytes.copyOf(
        JsonText.write(Map.of(PASSWORD, password.revealUtf8(TO_KEEP), SETTINGS, all)));
  }

  /// The same with another password.
  ConnectionSecret with(SecretBytes next) {
    return new ConnectionSecret(next, settings);
  }

  /// The value of a secret setting, or null.
  @Nullable SecretBytes setting(String name) {
    return settings.get(name);
  }
}

package dev.leasehold.verticles.astrasimulator;

import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is kept and shown of a token in its place: its SHA-256, which tells tokens apart and opens
/// nothing. Immutable.
public record Fingerprint(String text) {
  private static final Reveal TO_HASH = Reveal.because("the simulator keeps a hash of a token");
  private static final String SCHEME = "Bearer ";

  public static Fingerprint of(SecretBytes token) {
    return of(token.reveal(TO_HASH));
  }

  static Fingerprint of(String token) {
    return of(token.getBytes(StandardCharsets.UTF_8));
  }

  /// The one of the token in a header `Authorization`; of none, one that no token has.
  static Fingerprint ofHeader(@Nullable String authorization) {
    return authorization != null && authorization.startsWith(SCHEME)
        ? of(authorization.substring(SCHEME.length()))
        : new Fingerprint("none");
  }

  private static Fingerprint of(byte[] token) {
    return new Fingerprint("sha256:" + Sha256.hex(token));
  }

  @Override
  public String toString() {
    return text;
  }
}

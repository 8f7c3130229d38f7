package dev.leasehold.crypto.key;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/// Hashes of passwords by bcrypt, version `2a`, of cost 10 as Vault's: slow by intent, so it is
/// done on a worker. Only the first 72 bytes of a password count; a longer one is not hashed, but
/// may be compared, as in Vault.
///
/// May be used from any thread.
public final class Bcrypt {
  /// The most bytes of a password.
  public static final int MAX_LENGTH = 72;

  private static final int COST = 10;
  private static final int SALT_LENGTH = 16;
  private static final Reveal TO_HASH = Reveal.because("a password is hashed or compared");
  private static final Reveal TO_COMPARE = Reveal.because("a password's hash is compared with");

  /// A hash that is of no password that anyone knows.
  private static final SecretBytes NOBODY =
      SecretBytes.ofUtf8("$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy");

  private Bcrypt() {}

  /// The hash with its salt and cost, as text. A password that is too long is an
  /// `IllegalArgumentException`.
  public static SecretBytes hash(SecretBytes password, Entropy entropy) {
    if (password.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a password has at most " + MAX_LENGTH + " bytes");
    }
    byte[] plain = password.reveal(TO_HASH);
    try {
      return SecretBytes.ofUtf8(
          OpenBSDBCrypt.generate("2a", plain, entropy.bytes(SALT_LENGTH), COST));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// Whether the password is the one that was hashed. Without a hash it takes as long, and it is
  /// not.
  public static boolean matches(@Nullable SecretBytes hash, SecretBytes password) {
    byte[] plain = password.reveal(TO_HASH);
    try {
      String against = (hash == null ? NOBODY : hash).revealUtf8(TO_COMPARE);
      boolean same = OpenBSDBCrypt.checkPassword(against, plain);
      return same && hash != null;
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }
}

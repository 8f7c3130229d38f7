package dev.leasehold.crypto.key;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF with HMAC-SHA256 (RFC 5869), extract and expand in one step. The same four inputs give the
/// same key for ever. May be used from any thread.
public final class Hkdf {
  private Hkdf() {}

  /// Derives `length` bytes, at most 8160. The info must be framed by the caller where it consists
  /// of parts.
  public static byte[] derive(byte[] key, byte[] salt, byte[] info, int length) {
    try {
      HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract().addIKM(key).addSalt(salt);
      return KDF.getInstance("HKDF-SHA256").deriveData(extract.thenExpand(info, length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's HKDF refuses fixed parameters", e);
    }
  }
}

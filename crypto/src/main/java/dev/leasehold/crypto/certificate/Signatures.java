package dev.leasehold.crypto.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;

/// Who has signed a certificate. Signatures over hashes that can be made to collide count for
/// nothing. Pure.
final class Signatures {
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final int SIGNS_CERTIFICATES = 5;

  private Signatures() {}

  static boolean hasSigned(X509Certificate authority, X509Certificate child) {
    return maySign(authority) && isStrong(child.getSigAlgName()) && verifies(authority, child);
  }

  private static boolean maySign(X509Certificate authority) {
    boolean constrained = authority.getExtensionValue(BASIC_CONSTRAINTS) != null;
    if (constrained || authority.getVersion() == 3) {
      if (authority.getBasicConstraints() < 0) {
        return false;
      }
    }
    boolean[] usage = authority.getKeyUsage();
    return usage == null || usage[SIGNS_CERTIFICATES];
  }

  private static boolean isStrong(String algorithm) {
    String name = algorithm.toUpperCase(Locale.ROOT);
    return !name.startsWith("MD") && !name.startsWith("SHA1");
  }

  private static boolean verifies(X509Certificate authority, X509Certificate child) {
    try {
      child.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException notSigned) {
      return false;
    }
  }
}

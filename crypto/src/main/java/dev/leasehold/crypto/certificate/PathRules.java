package dev.leasehold.crypto.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/// The JDK's opinion of a chain (RFC 5280 section 6): constraints of names and of policies, and all
/// else once more. The names that the last authority itself is limited to, which the JDK leaves
/// out, are looked at beside. Pure.
final class PathRules {
  private PathRules() {}

  /// The chains that are valid; at least one, or it is refused.
  static List<List<X509Certificate>> keeping(List<List<X509Certificate>> chains, Instant now)
      throws UnfitCertificate {
    List<List<X509Certificate>> valid = new ArrayList<>();
    boolean named = false;
    for (List<X509Certificate> chain : chains) {
      try {
        check(chain, now);
        valid.add(chain);
      } catch (CertPathValidatorException invalid) {
        named |= invalid.getReason() == PKIXReason.INVALID_NAME;
      }
    }
    if (valid.isEmpty()) {
      throw new UnfitCertificate(
          named
              ? "x509: a root or intermediate certificate is not authorized to sign for this name"
              : "x509: no valid chains built");
    }
    return List.copyOf(valid);
  }

  private static void check(List<X509Certificate> chain, Instant now)
      throws CertPathValidatorException {
    if (chain.size() == 1) {
      return;
    }
    X509Certificate authority = chain.getLast();
    List<X509Certificate> below = chain.subList(0, chain.size() - 1);
    if (!AuthorityNames.of(authority).permit(below)) {
      throw new CertPathValidatorException(
          "a name that the authority may not vouch for", null, null, -1, PKIXReason.INVALID_NAME);
    }
    try {
      PKIXParameters rules = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      rules.setRevocationEnabled(false);
      rules.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), rules);
    } catch (CertPathValidatorException invalid) {
      throw invalid;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot validate chains", e);
    }
  }
}

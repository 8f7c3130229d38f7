package dev.leasehold.crypto.certificate;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.jspecify.annotations.Nullable;

/// The names for which an authority may vouch (RFC 5280 section 4.2.1.10). Used by one thread.
final class AuthorityNames {
  private static final String CONSTRAINTS = "2.5.29.30";
  private static final String ALTERNATIVES = "2.5.29.17";

  private final PKIXNameConstraintValidator names = new PKIXNameConstraintValidator();

  private AuthorityNames(@Nullable NameConstraints constraints) {
    if (constraints == null) {
      return;
    }
    if (constraints.getPermittedSubtrees() != null) {
      names.intersectPermittedSubtree(constraints.getPermittedSubtrees());
    }
    if (constraints.getExcludedSubtrees() != null) {
      for (GeneralSubtree excluded : constraints.getExcludedSubtrees()) {
        names.addExcludedSubtree(excluded);
      }
    }
  }

  static AuthorityNames of(X509Certificate authority) {
    byte[] value = content(authority, CONSTRAINTS);
    return new AuthorityNames(value == null ? null : NameConstraints.getInstance(value));
  }

  /// Whether all names of some certificates are among them; what cannot be read is not.
  boolean permit(List<X509Certificate> certificates) {
    try {
      for (X509Certificate certificate : certificates) {
        check(certificate);
      }
      return true;
    } catch (NameConstraintValidatorException | IllegalArgumentException notPermitted) {
      return false;
    }
  }

  private void check(X509Certificate certificate) throws NameConstraintValidatorException {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    if (subject.getRDNs().length > 0) {
      check(new GeneralName(subject));
    }
    byte[] alternatives = content(certificate, ALTERNATIVES);
    if (alternatives != null) {
      for (GeneralName name : GeneralNames.getInstance(alternatives).getNames()) {
        check(name);
      }
    }
  }

  private void check(GeneralName name) throws NameConstraintValidatorException {
    names.checkPermitted(name);
    names.checkExcluded(name);
  }

  private static byte @Nullable [] content(X509Certificate certificate, String extension) {
    byte[] value = certificate.getExtensionValue(extension);
    return value == null ? null : ASN1OctetString.getInstance(value).getOctets();
  }
}

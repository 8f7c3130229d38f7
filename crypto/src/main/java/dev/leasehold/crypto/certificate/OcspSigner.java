package dev.leasehold.crypto.certificate;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/// Who may sign for an issuer what OCSP servers say: the issuer itself, or who shows a certificate
/// of the issuer's for that purpose (RFC 6960 section 4.2.2.2). Pure.
final class OcspSigner {
  private static final String SIGNS_OCSP = "1.3.6.1.5.5.7.3.9";

  /// Over MD5 and SHA-1, with RSA, DSA and ECDSA.
  private static final Set<String> WEAK =
      Set.of(
          "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10040.4.3", "1.2.840.10045.4.1");

  private OcspSigner() {}

  static void check(BasicOCSPResp answer, X509Certificate issuer, Instant now)
      throws UnfitOcspAnswer {
    if (WEAK.contains(answer.getSignatureAlgOID().getId())) {
      throw new UnfitOcspAnswer("bad OCSP signature: it is over a weak hash");
    }
    if (isSigned(answer, issuer.getPublicKey())) {
      return;
    }
    X509CertificateHolder[] shown = answer.getCerts();
    if (shown.length == 0) {
      throw new UnfitOcspAnswer("bad OCSP signature: the issuer did not sign");
    }
    X509Certificate signer = read(shown[0]);
    if (!isSigned(answer, signer.getPublicKey())) {
      throw new UnfitOcspAnswer("bad OCSP signature: the certificate in it did not sign");
    }
    if (!Signatures.hasSigned(issuer, signer)) {
      throw new UnfitOcspAnswer("bad OCSP signature: the issuer did not appoint who signed");
    }
    if (now.isAfter(signer.getNotAfter().toInstant())
        || now.isBefore(signer.getNotBefore().toInstant())) {
      throw new UnfitOcspAnswer("checking delegated OCSP responder: certificate has expired");
    }
    if (!purposes(signer).contains(SIGNS_OCSP)) {
      throw new UnfitOcspAnswer(
          "checking delegated OCSP responder: certificate lacks the OCSP Signing EKU");
    }
  }

  private static boolean isSigned(BasicOCSPResp answer, PublicKey key) {
    try {
      return answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
    } catch (OCSPException | OperatorCreationException notSigned) {
      return false;
    }
  }

  private static X509Certificate read(X509CertificateHolder holder) throws UnfitOcspAnswer {
    try {
      return new JcaX509CertificateConverter().getCertificate(holder);
    } catch (CertificateException unreadable) {
      throw new UnfitOcspAnswer("bad OCSP signature: the certificate in it cannot be read");
    }
  }

  private static List<String> purposes(X509Certificate signer) {
    try {
      List<String> purposes = signer.getExtendedKeyUsage();
      return purposes == null ? List.of() : purposes;
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }
}

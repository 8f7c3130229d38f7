package dev.leasehold.crypto.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// A question to OCSP servers (RFC 6960): is a certificate revoked? It is put without a nonce, as
/// Vault does, so that servers may answer from a cache. Immutable; nothing is sent from here.
public final class OcspQuestion {
  private static final String ACCESS = "1.3.6.1.5.5.7.1.1";

  /// What a server says, once it is believed.
  public enum Status {
    GOOD,
    REVOKED,
    UNKNOWN
  }

  private final X509Certificate issuer;
  private final BigInteger serial;

  private OcspQuestion(X509Certificate issuer, BigInteger serial) {
    this.issuer = issuer;
    this.serial = serial;
  }

  /// A question about a certificate.
  ///
  /// @param issuer who has signed it, and whose word counts
  public static OcspQuestion about(X509Certificate certificate, X509Certificate issuer) {
    return new OcspQuestion(issuer, certificate.getSerialNumber());
  }

  /// Where a certificate says that its status is told.
  public static List<String> servers(X509Certificate certificate) {
    List<String> servers = new ArrayList<>();
    byte[] value = certificate.getExtensionValue(ACCESS);
    if (value != null) {
      for (AccessDescription access :
          AuthorityInformationAccess.getInstance(ASN1OctetString.getInstance(value).getOctets())
              .getAccessDescriptions()) {
        GeneralName place = access.getAccessLocation();
        if (access.getAccessMethod().equals(AccessDescription.id_ad_ocsp)
            && place.getTagNo() == GeneralName.uniformResourceIdentifier
            && place.getName() instanceof ASN1String url) {
          servers.add(url.getString());
        }
      }
    }
    return List.copyOf(servers);
  }

  /// The question as it is sent.
  public byte[] encoded() {
    try {
      CertificateID id =
          new CertificateID(
              digests().get(CertificateID.HASH_SHA1),
              new X509CertificateHolder(issuer.getEncoded()),
              serial);
      return new OCSPReqBuilder().addRequest(id).build().getEncoded();
    } catch (OCSPException
        | OperatorCreationException
        | IOException
        | java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException("a question of fixed form cannot be made", e);
    }
  }

  /// What a server's answer says. It counts where the issuer has signed it, or one whom the issuer
  /// has appointed; where it is about this very certificate; and where its time is not over.
  public Status judge(byte[] answer, Instant now) throws UnfitOcspAnswer {
    try {
      OCSPResp response = new OCSPResp(answer);
      if (response.getStatus() != OCSPResp.SUCCESSFUL) {
        throw new UnfitOcspAnswer("ocsp: error from server: " + named(response.getStatus()));
      }
      if (!(response.getResponseObject() instanceof BasicOCSPResp basic)) {
        throw new UnfitOcspAnswer("ocsp: bad OCSP response type");
      }
      OcspSigner.check(basic, issuer, now);
      SingleResp about = about(basic);
      OcspTimes.check(basic, about, now);
      CertificateStatus status = about.getCertStatus();
      if (status == CertificateStatus.GOOD) {
        return Status.GOOD;
      }
      return status instanceof RevokedStatus ? Status.REVOKED : Status.UNKNOWN;
    } catch (OCSPException | IOException | RuntimeException unreadable) {
      throw new UnfitOcspAnswer("asn1: structure error: this is no OCSP response");
    }
  }

  private SingleResp about(BasicOCSPResp basic) throws UnfitOcspAnswer {
    try {
      X509CertificateHolder holder = new X509CertificateHolder(issuer.getEncoded());
      for (SingleResp one : basic.getResponses()) {
        if (one.getCertID().getSerialNumber().equals(serial)
            && one.getCertID().matchesIssuer(holder, digests())) {
          return one;
        }
      }
    } catch (OCSPException | IOException | java.security.cert.CertificateEncodingException e) {
      throw new UnfitOcspAnswer("asn1: structure error: this is no OCSP response");
    }
    throw new UnfitOcspAnswer("no response matching the supplied certificate");
  }

  private static DigestCalculatorProvider digests() {
    try {
      return new JcaDigestCalculatorProviderBuilder().build();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("this JDK has no digests", e);
    }
  }

  private static String named(int status) {
    return switch (status) {
      case OCSPResp.MALFORMED_REQUEST -> "malformed";
      case OCSPResp.INTERNAL_ERROR -> "internal error";
      case OCSPResp.TRY_LATER -> "try later";
      case OCSPResp.SIG_REQUIRED -> "signature required";
      case OCSPResp.UNAUTHORIZED -> "unauthorized";
      default -> "unknown OCSP status: " + status;
    };
  }
}

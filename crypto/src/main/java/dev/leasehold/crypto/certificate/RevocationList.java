package dev.leasehold.crypto.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.jspecify.annotations.Nullable;

/// A list of revoked certificates (RFC 5280 section 5), read from DER or PEM. Its signature is not
/// looked at: whoever may write it is trusted, as with Vault. Immutable.
///
/// @param serials in decimal, in the order of the list
/// @param nextUpdate when the next one comes out; null where the list does not say
public record RevocationList(List<String> serials, @Nullable Instant nextUpdate) {
  private static final String PEM = "-----BEGIN X509 CRL";
  private static final Pattern BLOCK =
      Pattern.compile(
          "^-----BEGIN X509 CRL-----[ \\t]*\\r?\\n([A-Za-z0-9+/=\\s]*)^-----END X509 CRL-----",
          Pattern.MULTILINE);

  public RevocationList {
    serials = List.copyOf(serials);
  }

  public static RevocationList read(byte[] bytes) throws UnfitRevocationList {
    byte[] der = der(bytes);
    String wrong = GoAsn1.outermostError(der, "CertificateList");
    if (wrong != null) {
      throw new UnfitRevocationList(wrong);
    }
    try {
      ASN1Primitive outermost = ASN1Primitive.fromByteArray(der);
      TBSCertList list = CertificateList.getInstance((ASN1Sequence) outermost).getTBSCertList();
      List<String> serials = new ArrayList<>();
      Enumeration<?> revoked = list.getRevokedCertificateEnumeration();
      while (revoked.hasMoreElements()) {
        TBSCertList.CRLEntry entry = (TBSCertList.CRLEntry) revoked.nextElement();
        serials.add(entry.getUserCertificate().getValue().toString());
      }
      Instant next =
          list.getNextUpdate() == null ? null : list.getNextUpdate().getDate().toInstant();
      return new RevocationList(serials, next);
    } catch (IOException | IllegalArgumentException | IllegalStateException unreadable) {
      throw new UnfitRevocationList("asn1: structure error: this is no list of certificates");
    }
  }

  private static byte[] der(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(PEM)) {
      return bytes;
    }
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      return bytes;
    }
    try {
      return Base64.getDecoder().decode(block.group(1).replaceAll("\\s", ""));
    } catch (IllegalArgumentException noBase64) {
      return bytes;
    }
  }
}

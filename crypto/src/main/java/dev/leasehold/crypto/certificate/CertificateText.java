package dev.leasehold.crypto.certificate;

import dev.leasehold.crypto.key.Sha256;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1NumericString;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;

/// What a certificate says of whoever holds it, as texts. Nothing in it is to be believed before an
/// authority vouches for the certificate. Immutable.
///
/// @param commonName the last one of the subject, or an empty text
/// @param serialNumber in decimal
/// @param subjectKeyId in hexadecimal with colons, empty where there is none
/// @param authorityKeyId likewise
/// @param extensions by object id; the text of those that are one, an empty text of all others
/// @param fingerprint SHA-256 of the whole certificate, in hexadecimal: no other one has it
public record CertificateText(
    String commonName,
    List<String> organizationalUnits,
    List<String> dnsNames,
    List<String> emails,
    List<String> uris,
    String serialNumber,
    String subjectKeyId,
    String authorityKeyId,
    Map<String, String> extensions,
    String fingerprint) {

  /// Reads a certificate that was parsed before.
  public static CertificateText of(X509Certificate certificate) {
    try {
      byte[] encoded = certificate.getEncoded();
      TBSCertificate content = Certificate.getInstance(encoded).getTBSCertificate();
      List<String> commonNames = subject(content, BCStyle.CN);
      Extensions extensions = content.getExtensions();
      return new CertificateText(
          commonNames.isEmpty() ? "" : commonNames.getLast(),
          subject(content, BCStyle.OU),
          alternatives(extensions, GeneralName.dNSName),
          alternatives(extensions, GeneralName.rfc822Name),
          alternatives(extensions, GeneralName.uniformResourceIdentifier),
          certificate.getSerialNumber().toString(),
          colons(subjectKeyId(extensions)),
          colons(authorityKeyId(extensions)),
          texts(extensions),
          Sha256.hex(encoded));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has no form", e);
    }
  }

  /// Whether a certificate may sign others.
  public static boolean isAuthority(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0;
  }

  /// Whether it may say who a client is: it names this purpose, any purpose, or none that is known
  /// here.
  public static boolean isForClients(X509Certificate certificate) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes == null
          || purposes.stream().noneMatch(Purposes.KNOWN::contains)
          || Purposes.fitClients(purposes);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static List<String> subject(TBSCertificate content, ASN1ObjectIdentifier type) {
    List<String> values = new ArrayList<>();
    for (RDN part : content.getSubject().getRDNs()) {
      for (AttributeTypeAndValue attribute : part.getTypesAndValues()) {
        if (attribute.getType().equals(type) && attribute.getValue() instanceof ASN1String text) {
          values.add(text.getString());
        }
      }
    }
    return List.copyOf(values);
  }

  private static List<String> alternatives(
      @org.jspecify.annotations.Nullable Extensions all, int tag) {
    GeneralNames names =
        all == null ? null : GeneralNames.fromExtensions(all, Extension.subjectAlternativeName);
    List<String> values = new ArrayList<>();
    if (names != null) {
      for (GeneralName name : names.getNames()) {
        if (name.getTagNo() == tag && name.getName() instanceof ASN1String text) {
          values.add(text.getString());
        }
      }
    }
    return List.copyOf(values);
  }

  private static byte[] subjectKeyId(@org.jspecify.annotations.Nullable Extensions all) {
    SubjectKeyIdentifier id = all == null ? null : SubjectKeyIdentifier.fromExtensions(all);
    return id == null ? new byte[0] : id.getKeyIdentifier();
  }

  private static byte[] authorityKeyId(@org.jspecify.annotations.Nullable Extensions all) {
    AuthorityKeyIdentifier id = all == null ? null : AuthorityKeyIdentifier.fromExtensions(all);
    byte[] bytes = id == null ? null : id.getKeyIdentifierOctets();
    return bytes == null ? new byte[0] : bytes;
  }

  private static Map<String, String> texts(@org.jspecify.annotations.Nullable Extensions all) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (all != null) {
      for (ASN1ObjectIdentifier id : all.getExtensionOIDs()) {
        texts.put(id.getId(), text(all.getExtension(id)));
      }
    }
    return Map.copyOf(texts);
  }

  private static String text(Extension extension) {
    try (ASN1InputStream in = new ASN1InputStream(extension.getExtnValue().getOctets())) {
      ASN1Encodable value = in.readObject();
      return isPlain(value) && value instanceof ASN1String text ? text.getString() : "";
    } catch (IOException | IllegalArgumentException noText) {
      return "";
    }
  }

  private static boolean isPlain(ASN1Encodable value) {
    return value instanceof ASN1UTF8String
        || value instanceof ASN1PrintableString
        || value instanceof ASN1IA5String
        || value instanceof ASN1T61String
        || value instanceof ASN1NumericString
        || value instanceof ASN1BMPString;
  }

  private static String colons(byte[] bytes) {
    return java.util.HexFormat.ofDelimiter(":").formatHex(bytes);
  }
}

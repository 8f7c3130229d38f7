package dev.leasehold.crypto.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.certificate.Authority.Wish;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

/// What a certificate says of its holder.
class CertificateTextTest {
  private final Authority root = Authority.root("CN=root");

  @Test
  void all_names_of_the_holder_are_told() {
    X509Certificate certificate =
        root.sign(
                Wish.leaf("CN=first,OU=eng,OU=ops,CN=last")
                    .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                            new GeneralName[] {
                              new GeneralName(GeneralName.dNSName, "a.example.com"),
                              new GeneralName(GeneralName.dNSName, "b.example.com"),
                              new GeneralName(GeneralName.rfc822Name, "a@example.com"),
                              new GeneralName(
                                  GeneralName.uniformResourceIdentifier, "spiffe://a/b"),
                              new GeneralName(GeneralName.iPAddress, "10.0.0.1")
                            })))
            .certificate();

    CertificateText text = CertificateText.of(certificate);

    assertEquals("last", text.commonName());
    assertEquals(List.of("eng", "ops"), text.organizationalUnits());
    assertEquals(List.of("a.example.com", "b.example.com"), text.dnsNames());
    assertEquals(List.of("a@example.com"), text.emails());
    assertEquals(List.of("spiffe://a/b"), text.uris());
    assertEquals(certificate.getSerialNumber().toString(), text.serialNumber());
    assertTrue(text.subjectKeyId().matches("([0-9a-f]{2}:){19}[0-9a-f]{2}"), text.subjectKeyId());
    assertEquals(CertificateText.of(root.certificate()).subjectKeyId(), text.authorityKeyId());
  }

  @Test
  void an_extension_that_is_a_text_is_told_and_another_is_empty() {
    CertificateText text =
        CertificateText.of(
            root.sign(
                    Wish.leaf("CN=a")
                        .with(new ASN1ObjectIdentifier("2.1.1.1"), false, new DERUTF8String("ü"))
                        .with(new ASN1ObjectIdentifier("2.1.1.2"), false, new DERIA5String("i"))
                        .with(new ASN1ObjectIdentifier("2.1.1.3"), false, new ASN1Integer(5)))
                .certificate());

    assertEquals("ü", text.extensions().get("2.1.1.1"));
    assertEquals("i", text.extensions().get("2.1.1.2"));
    assertEquals("", text.extensions().get("2.1.1.3"));
    assertEquals("", text.extensions().get("2.5.29.19"));
    assertFalse(text.extensions().containsKey("2.1.1.4"));
  }

  @Test
  void no_two_certificates_have_one_fingerprint() {
    X509Certificate one = root.leaf("CN=a");
    assertEquals(CertificateText.of(one).fingerprint(), CertificateText.of(one).fingerprint());
    assertNotEquals(
        CertificateText.of(one).fingerprint(), CertificateText.of(root.leaf("CN=a")).fingerprint());
  }

  @Test
  void a_holder_without_a_name_has_an_empty_one() {
    assertEquals("", CertificateText.of(root.leaf("OU=eng")).commonName());
  }

  @Test
  void a_certificate_is_for_clients_where_it_says_so_or_says_nothing_known() {
    assertTrue(isForClients(KeyPurposeId.id_kp_clientAuth));
    assertTrue(isForClients(KeyPurposeId.anyExtendedKeyUsage));
    assertTrue(isForClients());
    assertTrue(isForClients(KeyPurposeId.id_kp_smartcardlogon));
    assertFalse(isForClients(KeyPurposeId.id_kp_serverAuth));
    assertTrue(CertificateText.isAuthority(root.certificate()));
    assertFalse(CertificateText.isAuthority(root.leaf("CN=a")));
  }

  private boolean isForClients(KeyPurposeId... purposes) {
    return CertificateText.isForClients(
        root.sign(Wish.leaf("CN=a").purposes(purposes)).certificate());
  }
}

package dev.leasehold.crypto.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Certificates are read from PEM, and what is none is passed over.
class PemCertificatesTest {
  private final X509Certificate one = Authority.root("CN=one").certificate();
  private final X509Certificate two = Authority.root("CN=two").certificate();

  @Test
  void all_certificates_of_a_text_are_read() throws CertificateEncodingException {
    assertEquals(List.of(one, two), PemCertificates.read(pem(one) + "remark\n" + pem(two)));
    assertEquals(List.of(one), PemCertificates.read(pem(one).replace("\n", "\r\n")));
    assertEquals(List.of(one), PemCertificates.read("text before\n" + pem(one).strip()));
  }

  @Test
  void what_is_no_certificate_is_passed_over() throws CertificateEncodingException {
    String good = pem(one);
    for (String none :
        List.of(
            "",
            "text",
            good.replace("CERTIFICATE", "PUBLIC KEY"),
            good.replace("CERTIFICATE-----\n", "CERTIFICATE-----\nA: b\n\n"),
            good.substring(0, good.length() - 30),
            "x" + good,
            good.replaceFirst("\nM", "\nN"),
            good.replaceFirst("\nM", "\n*"))) {
      assertEquals(List.of(), PemCertificates.read(none), none);
      assertEquals(List.of(two), PemCertificates.read(none + "\n" + pem(two)), none);
    }
  }

  @Test
  void a_certificate_with_something_behind_it_is_none() throws CertificateEncodingException {
    byte[] encoded = one.getEncoded();
    byte[] longer = java.util.Arrays.copyOf(encoded, encoded.length + 1);
    assertEquals(List.of(), PemCertificates.read(pem(longer)));
  }

  private static String pem(X509Certificate certificate) throws CertificateEncodingException {
    return pem(certificate.getEncoded());
  }

  private static String pem(byte[] content) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END CERTIFICATE-----\n";
  }
}

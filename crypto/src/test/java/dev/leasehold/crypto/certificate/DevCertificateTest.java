package dev.leasehold.crypto.certificate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DevCertificateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] MESSAGE = {1, 2, 3};

  private final Entropy entropy = new SeededEntropy(42);
  private final DevCertificate issued =
      DevCertificate.issue(
          List.of("localhost", "127.0.0.1", "::1"), NOW, Duration.ofDays(30), entropy);

  private static X509Certificate parsed(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void the_server_certificate_is_valid_under_its_authority_and_no_other() throws Exception {
    X509Certificate server = parsed(issued.certificatePem());
    DevCertificate other =
        DevCertificate.issue(List.of("localhost"), NOW, Duration.ofDays(30), entropy);

    assertDoesNotThrow(() -> validate(server, parsed(issued.authorityPem())));
    assertThrows(Exception.class, () -> validate(server, parsed(other.authorityPem())));
  }

  private static void validate(X509Certificate server, X509Certificate authority) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(server)), parameters);
  }

  @Test
  void it_names_every_name_and_address_and_is_for_servers() throws Exception {
    X509Certificate server = parsed(issued.certificatePem());

    assertEquals(
        Set.of(
            List.<Object>of(2, "localhost"),
            List.<Object>of(7, "127.0.0.1"),
            List.<Object>of(7, "0:0:0:0:0:0:0:1")),
        Set.copyOf(server.getSubjectAlternativeNames()));
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), server.getExtendedKeyUsage());
    assertEquals(-1, server.getBasicConstraints());
    assertEquals(0, parsed(issued.authorityPem()).getBasicConstraints());
    assertEquals(NOW.plus(Duration.ofDays(30)), server.getNotAfter().toInstant());
    assertTrue(server.getNotBefore().toInstant().isBefore(NOW));
  }

  @Test
  void the_private_key_belongs_to_the_certificate_and_is_not_printed() throws Exception {
    String pem = issued.privateKeyPem().revealUtf8(Reveal.because("the test signs with it"));
    byte[] encoded =
        Base64.getMimeDecoder().decode(pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", ""));
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key);
    signer.update(MESSAGE);
    byte[] signature = signer.sign();

    signer.initVerify(parsed(issued.certificatePem()));
    signer.update(MESSAGE);

    assertTrue(signer.verify(signature));
    assertFalse(issued.toString().contains("PRIVATE"));
  }

  @Test
  void a_certificate_needs_a_name() {
    assertThrows(
        IllegalArgumentException.class,
        () -> DevCertificate.issue(List.of(), NOW, Duration.ofDays(1), entropy));
  }
}

package dev.leasehold.crypto.certificate;

import static dev.leasehold.crypto.certificate.Authority.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Lists of revoked certificates, read.
class RevocationListTest {
  private static final Instant NEXT = NOW.plus(Duration.ofDays(7));

  private final Authority root = Authority.root("CN=root");

  @Test
  void the_numbers_and_the_end_are_read_from_der_and_from_pem() throws Exception {
    byte[] der = list(NEXT, 5, 123456789, 5);
    RevocationList expected = new RevocationList(List.of("5", "123456789", "5"), NEXT);
    assertEquals(expected, RevocationList.read(der));
    assertEquals(expected, RevocationList.read(pem(der)));
    RevocationList empty = RevocationList.read(list(null));
    assertEquals(List.of(), empty.serials());
    assertNull(empty.nextUpdate());
  }

  @Test
  void what_is_no_list_is_refused_in_the_words_of_go() throws Exception {
    byte[] good = list(NEXT, 5);
    assertRefused("asn1: syntax error: sequence truncated", new byte[0]);
    assertRefused("asn1: syntax error: truncated tag or length", new byte[] {0x30});
    assertRefused(
        "asn1: structure error: tags don't match (16 vs {class:1 tag:7 length:97"
            + " isCompound:true}) {optional:false explicit:false application:false private:false"
            + " defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}"
            + " CertificateList @2",
        "garbage".getBytes(StandardCharsets.US_ASCII));
    assertRefused("asn1: syntax error: data truncated", Arrays.copyOf(good, good.length - 1));
    assertRefused("x509: trailing data after CRL", Arrays.copyOf(good, good.length + 1));
  }

  @Test
  void no_cut_of_a_list_is_one() throws Exception {
    byte[] good = list(NEXT, 5, 6);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThrows(UnfitRevocationList.class, () -> RevocationList.read(cut));
    }
  }

  private static void assertRefused(String text, byte[] bytes) {
    assertEquals(
        text,
        assertThrows(UnfitRevocationList.class, () -> RevocationList.read(bytes)).getMessage());
  }

  private byte[] list(@Nullable Instant next, long... serials)
      throws IOException, OperatorCreationException {
    X509v2CRLBuilder builder = new X509v2CRLBuilder(new X500Name("CN=root"), Date.from(NOW));
    if (next != null) {
      builder.setNextUpdate(Date.from(next));
    }
    for (long serial : serials) {
      builder.addCRLEntry(BigInteger.valueOf(serial), Date.from(NOW), CRLReason.keyCompromise);
    }
    return builder
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(root.keys().getPrivate()))
        .getEncoded();
  }

  private static byte[] pem(byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN X509 CRL-----\n" + body + "\n-----END X509 CRL-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.leasehold.crypto.certificate;

import static dev.leasehold.crypto.certificate.Authority.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.certificate.Authority.Wish;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;

/// Who is vouched for, and by whom.
class ChainsTest {
  private final Authority root = Authority.root("CN=root");
  private final Authority between = root.sign(Wish.authority("CN=between"));

  @Test
  void a_certificate_that_an_authority_signed_has_a_chain_to_it() throws UnfitCertificate {
    X509Certificate leaf = root.leaf("CN=a");
    assertEquals(
        List.of(List.of(leaf, root.certificate())),
        Chains.of(List.of(leaf), List.of(root.certificate()), NOW));
  }

  @Test
  void a_chain_leads_over_what_the_client_showed() throws UnfitCertificate {
    X509Certificate leaf = between.leaf("CN=a");
    assertEquals(
        List.of(List.of(leaf, between.certificate(), root.certificate())),
        Chains.of(List.of(leaf, between.certificate()), List.of(root.certificate()), NOW));
    assertEquals(List.of(), Chains.of(List.of(leaf), List.of(root.certificate()), NOW));
    assertEquals(
        List.of(
            List.of(leaf, between.certificate()),
            List.of(leaf, between.certificate(), root.certificate())),
        Chains.of(
            List.of(leaf, between.certificate()),
            List.of(root.certificate(), between.certificate()),
            NOW));
  }

  @Test
  void a_trusted_certificate_is_a_chain_of_its_own() throws UnfitCertificate {
    X509Certificate leaf = root.leaf("CN=a");
    assertEquals(List.of(List.of(leaf)), Chains.of(List.of(leaf), List.of(leaf), NOW));
  }

  @Test
  void an_authority_of_the_same_name_and_another_key_vouches_for_nobody() throws UnfitCertificate {
    X509Certificate leaf = Authority.root("CN=root").leaf("CN=a");
    assertEquals(List.of(), Chains.of(List.of(leaf), List.of(root.certificate()), NOW));
    assertEquals(List.of(), Chains.of(List.of(leaf), List.of(), NOW));
  }

  @Test
  void who_is_no_authority_vouches_for_nobody() throws UnfitCertificate {
    Authority plain = root.sign(Wish.leaf("CN=plain"));
    X509Certificate leaf = plain.leaf("CN=a");
    assertEquals(
        List.of(), Chains.of(List.of(leaf, plain.certificate()), List.of(root.certificate()), NOW));
    Authority signsNothing =
        root.sign(
            Wish.authority("CN=signs nothing")
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    X509Certificate other = signsNothing.leaf("CN=b");
    assertEquals(
        List.of(),
        Chains.of(List.of(other, signsNothing.certificate()), List.of(root.certificate()), NOW));
  }

  @Test
  void a_certificate_holds_for_its_time_alone() throws UnfitCertificate {
    Instant from = NOW.plus(Duration.ofHours(1));
    Instant until = NOW.plus(Duration.ofHours(2));
    X509Certificate leaf = root.sign(Wish.leaf("CN=a").between(from, until)).certificate();
    assertRefused(
        "x509: certificate has expired or is not yet valid: current time 2026-01-02T03:04:05Z is"
            + " before 2026-01-02T04:04:05Z",
        NOW,
        leaf);
    assertRefused(
        "x509: certificate has expired or is not yet valid: current time 2026-01-02T05:04:06Z is"
            + " after 2026-01-02T05:04:05Z",
        until.plusSeconds(1),
        leaf);
    for (Instant good : List.of(from, until)) {
      assertEquals(1, Chains.of(List.of(leaf), List.of(root.certificate()), good).size());
    }
  }

  @Test
  void an_authority_that_has_ended_vouches_for_nobody() {
    Authority ended =
        Authority.selfSigned(
            Wish.authority("CN=ended")
                .between(NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(1))));
    X509Certificate leaf = ended.leaf("CN=a");
    UnfitCertificate unfit =
        assertThrows(
            UnfitCertificate.class,
            () -> Chains.of(List.of(leaf), List.of(ended.certificate()), NOW));
    assertEquals(
        "x509: certificate has expired or is not yet valid: current time 2026-01-02T03:04:05Z is"
            + " after 2026-01-01T03:04:05Z",
        unfit.getMessage());
  }

  @Test
  void a_certificate_for_servers_says_nothing_of_clients() throws UnfitCertificate {
    assertRefused(
        "x509: certificate specifies an incompatible key usage",
        NOW,
        root.sign(Wish.leaf("CN=a").purposes(KeyPurposeId.id_kp_serverAuth)).certificate());
    for (Wish fit :
        List.of(
            Wish.leaf("CN=any").purposes(KeyPurposeId.anyExtendedKeyUsage),
            Wish.leaf("CN=none").purposes(new KeyPurposeId[0]))) {
      assertEquals(
          1,
          Chains.of(List.of(root.sign(fit).certificate()), List.of(root.certificate()), NOW)
              .size());
    }
  }

  @Test
  void what_is_critical_and_not_understood_is_refused() {
    assertRefused(
        "x509: unhandled critical extension",
        NOW,
        root.sign(
                Wish.leaf("CN=a")
                    .with(new ASN1ObjectIdentifier("1.2.3.4"), true, new DERUTF8String("x")))
            .certificate());
  }

  @Test
  void an_authority_may_limit_how_many_stand_below_it() {
    Authority limited = Authority.selfSigned(Wish.authority("CN=limited").longest(0));
    Authority below = limited.sign(Wish.authority("CN=below"));
    X509Certificate leaf = below.leaf("CN=a");
    UnfitCertificate unfit =
        assertThrows(
            UnfitCertificate.class,
            () ->
                Chains.of(List.of(leaf, below.certificate()), List.of(limited.certificate()), NOW));
    assertEquals("x509: too many intermediates for path length constraint", unfit.getMessage());
  }

  @Test
  void an_authority_may_limit_for_whom_it_vouches() throws UnfitCertificate {
    GeneralSubtree ours = new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com"));
    Authority named =
        Authority.selfSigned(
            Wish.authority("CN=named")
                .with(
                    Extension.nameConstraints,
                    true,
                    new NameConstraints(new GeneralSubtree[] {ours}, null)));
    X509Certificate inside = named.sign(dns("CN=in", "a.example.com")).certificate();
    X509Certificate outside = named.sign(dns("CN=out", "a.example.org")).certificate();
    assertEquals(1, Chains.of(List.of(inside), List.of(named.certificate()), NOW).size());
    UnfitCertificate unfit =
        assertThrows(
            UnfitCertificate.class,
            () -> Chains.of(List.of(outside), List.of(named.certificate()), NOW));
    assertEquals(
        "x509: a root or intermediate certificate is not authorized to sign for this name",
        unfit.getMessage());
  }

  @Test
  void a_signature_over_a_weak_hash_counts_for_nothing() throws UnfitCertificate {
    X509Certificate weak = root.sign(Wish.leaf("CN=a").signedBy("SHA1withECDSA")).certificate();
    assertEquals(List.of(), Chains.of(List.of(weak), List.of(root.certificate()), NOW));
  }

  @Test
  void many_authorities_of_one_name_do_not_cost_a_client_without_end() {
    List<X509Certificate> shown = new ArrayList<>(List.of(root.leaf("CN=a")));
    for (int i = 0; i < 101; i++) {
      shown.add(Authority.root("CN=root").certificate());
    }
    UnfitCertificate unfit =
        assertThrows(UnfitCertificate.class, () -> Chains.of(shown, List.of(), NOW));
    assertEquals(
        "x509: signature check attempts limit reached while verifying certificate chain",
        unfit.getMessage());
  }

  private static Wish dns(String subject, String name) {
    return Wish.leaf(subject)
        .with(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
  }

  private void assertRefused(String text, Instant now, X509Certificate leaf) {
    UnfitCertificate unfit =
        assertThrows(
            UnfitCertificate.class,
            () -> Chains.of(List.of(leaf), List.of(root.certificate()), now));
    assertEquals(text, unfit.getMessage());
  }
}

package dev.leasehold.crypto.certificate;

import static dev.leasehold.crypto.certificate.Authority.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.certificate.Authority.Wish;
import dev.leasehold.crypto.certificate.OcspQuestion.Status;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What OCSP servers are asked, and whom they must be to be believed.
class OcspQuestionTest {
  private static final Instant NEXT = NOW.plus(Duration.ofHours(1));
  private static final String BAD = "bad OCSP signature: ";

  private final Authority root = Authority.root("CN=root");
  private final X509Certificate leaf = root.leaf("CN=leaf");
  private final OcspQuestion question = OcspQuestion.about(leaf, root.certificate());

  @Test
  void a_question_names_the_certificate_and_its_issuer() throws Exception {
    CertificateID asked = new OCSPReq(question.encoded()).getRequestList()[0].getCertID();
    assertEquals(leaf.getSerialNumber(), asked.getSerialNumber());
    assertEquals(
        true,
        asked.matchesIssuer(new X509CertificateHolder(root.certificate().getEncoded()), digests()));
  }

  @Test
  void what_the_issuer_has_signed_is_believed() throws Exception {
    assertEquals(Status.GOOD, question.judge(answer(leaf, root, null), NOW));
    assertEquals(
        Status.REVOKED, question.judge(answer(leaf, root, new RevokedStatus(Date.from(NOW))), NOW));
    assertEquals(Status.UNKNOWN, question.judge(answer(leaf, root, new UnknownStatus()), NOW));
  }

  @Test
  void whom_the_issuer_has_appointed_is_believed_too() throws Exception {
    Authority appointed = root.sign(ocsp("CN=appointed"));
    assertEquals(Status.GOOD, question.judge(answer(leaf, appointed, null, appointed), NOW));
    Authority another = root.sign(Wish.leaf("CN=another"));
    assertRefused(
        "checking delegated OCSP responder: certificate lacks the OCSP Signing EKU",
        answer(leaf, another, null, another));
    Authority ended =
        root.sign(ocsp("CN=ended").between(NOW.minusSeconds(10), NOW.minusSeconds(5)));
    assertRefused(
        "checking delegated OCSP responder: certificate has expired",
        answer(leaf, ended, null, ended));
  }

  @Test
  void nobody_else_is_believed() throws Exception {
    Authority stranger = Authority.root("CN=root");
    assertRefused(BAD + "the issuer did not sign", answer(leaf, stranger, null));
    assertRefused(
        BAD + "the issuer did not appoint who signed", answer(leaf, stranger, null, stranger));
    Authority selfAppointed = Authority.selfSigned(ocsp("CN=self"));
    assertRefused(
        BAD + "the issuer did not appoint who signed",
        answer(leaf, selfAppointed, null, selfAppointed));
    assertRefused(BAD + "the certificate in it did not sign", answer(leaf, stranger, null, root));
  }

  @Test
  void a_weak_signature_is_none() throws Exception {
    assertRefused(BAD + "it is over a weak hash", signed(leaf, root, null, NEXT, "SHA1withECDSA"));
  }

  @Test
  void what_is_told_of_another_certificate_counts_for_nothing() throws Exception {
    assertRefused(
        "no response matching the supplied certificate", answer(root.leaf("CN=other"), root, null));
  }

  @Test
  void an_answer_ends() throws Exception {
    byte[] answer = answer(leaf, root, null);
    assertEquals(Status.GOOD, question.judge(answer, NEXT));
    UnfitOcspAnswer late =
        assertThrows(UnfitOcspAnswer.class, () -> question.judge(answer, NEXT.plusSeconds(1)));
    assertEquals(
        "invalid validity: producedAt: 2026-01-02 03:04:05 +0000 UTC, thisUpdate: 2026-01-02"
            + " 03:04:05 +0000 UTC, nextUpdate: 2026-01-02 04:04:05 +0000 UTC",
        late.getMessage());
    assertRefused(
        "invalid validity: producedAt: 2026-01-02 03:04:05 +0000 UTC, thisUpdate: 2026-01-02"
            + " 03:04:05 +0000 UTC, nextUpdate: 0001-01-01 00:00:00 +0000 UTC",
        signed(leaf, root, null, null, "SHA256withECDSA"));
  }

  @Test
  void a_server_may_have_no_answer() throws Exception {
    for (int status : List.of(1, 2, 3, 5, 6)) {
      byte[] none = new OCSPRespBuilder().build(status, null).getEncoded();
      assertThrows(UnfitOcspAnswer.class, () -> question.judge(none, NOW));
    }
    assertRefused("ocsp: error from server: try later", error(OCSPResp.TRY_LATER));
    assertRefused("ocsp: error from server: unauthorized", error(OCSPResp.UNAUTHORIZED));
  }

  @Test
  void no_flipped_bit_makes_a_revoked_certificate_good() throws Exception {
    byte[] answer = answer(leaf, root, new RevokedStatus(Date.from(NOW)));
    for (int bit = 0; bit < answer.length * 8; bit++) {
      byte[] damaged = answer.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Status status;
      try {
        status = question.judge(damaged, NOW);
      } catch (UnfitOcspAnswer unfit) {
        continue;
      }
      assertEquals(Status.REVOKED, status, "bit " + bit);
    }
    for (int length = 0; length < answer.length; length++) {
      byte[] cut = Arrays.copyOf(answer, length);
      assertThrows(UnfitOcspAnswer.class, () -> question.judge(cut, NOW));
    }
  }

  @Test
  void a_certificate_says_where_its_status_is_told() {
    X509Certificate told =
        root.sign(
                Wish.leaf("CN=a")
                    .with(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                            new AccessDescription[] {
                              place(AccessDescription.id_ad_caIssuers, "http://ca"),
                              place(AccessDescription.id_ad_ocsp, "http://one"),
                              place(AccessDescription.id_ad_ocsp, "http://two")
                            })))
            .certificate();
    assertEquals(List.of("http://one", "http://two"), OcspQuestion.servers(told));
    assertEquals(List.of(), OcspQuestion.servers(leaf));
  }

  private static AccessDescription place(
      org.bouncycastle.asn1.ASN1ObjectIdentifier method, String url) {
    return new AccessDescription(
        method, new GeneralName(GeneralName.uniformResourceIdentifier, url));
  }

  private static Wish ocsp(String subject) {
    return Wish.leaf(subject).purposes(KeyPurposeId.id_kp_OCSPSigning);
  }

  private void assertRefused(String text, byte[] answer) {
    assertEquals(
        text, assertThrows(UnfitOcspAnswer.class, () -> question.judge(answer, NOW)).getMessage());
  }

  private static byte[] error(int status) throws Exception {
    return new OCSPRespBuilder().build(status, null).getEncoded();
  }

  private byte[] answer(
      X509Certificate about,
      Authority signer,
      @Nullable CertificateStatus status,
      Authority... shown)
      throws Exception {
    return signed(about, signer, status, NEXT, "SHA256withECDSA", shown);
  }

  private byte[] signed(
      X509Certificate about,
      Authority signer,
      @Nullable CertificateStatus status,
      @Nullable Instant next,
      String algorithm,
      Authority... shown)
      throws Exception {
    CertificateID id =
        new CertificateID(
            digests().get(CertificateID.HASH_SHA1),
            new X509CertificateHolder(root.certificate().getEncoded()),
            about.getSerialNumber());
    X509CertificateHolder[] certificates = new X509CertificateHolder[shown.length];
    for (int i = 0; i < shown.length; i++) {
      certificates[i] = new X509CertificateHolder(shown[i].certificate().getEncoded());
    }
    BasicOCSPRespBuilder builder =
        new BasicOCSPRespBuilder(
                SubjectPublicKeyInfo.getInstance(signer.keys().getPublic().getEncoded()),
                digests().get(CertificateID.HASH_SHA1))
            .addResponse(id, status, Date.from(NOW), next == null ? null : Date.from(next), null);
    return new OCSPRespBuilder()
        .build(
            OCSPRespBuilder.SUCCESSFUL,
            builder.build(
                new JcaContentSignerBuilder(algorithm).build(signer.keys().getPrivate()),
                certificates,
                Date.from(NOW)))
        .getEncoded();
  }

  private static DigestCalculatorProvider digests() throws Exception {
    return new JcaDigestCalculatorProviderBuilder().build();
  }
}

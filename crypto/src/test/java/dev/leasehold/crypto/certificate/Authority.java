package dev.leasehold.crypto.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A key with its certificate, which signs others for tests. Serial numbers count up.
record Authority(X509Certificate certificate, KeyPair keys) {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final AtomicLong SERIALS = new AtomicLong(1000);

  /// What a certificate is to say.
  record Wish(
      String subject,
      boolean authority,
      int longest,
      Instant from,
      Instant until,
      List<KeyPurposeId> purposes,
      List<Extra> extras,
      String algorithm) {

    static Wish leaf(String subject) {
      return new Wish(
          subject,
          false,
          -1,
          NOW.minus(Duration.ofDays(1)),
          NOW.plus(Duration.ofDays(1)),
          List.of(KeyPurposeId.id_kp_clientAuth),
          List.of(),
          "SHA256withECDSA");
    }

    static Wish authority(String subject) {
      Wish leaf = leaf(subject);
      return new Wish(
          subject, true, -1, leaf.from, leaf.until, List.of(), List.of(), leaf.algorithm);
    }

    Wish between(Instant first, Instant last) {
      return new Wish(subject, authority, longest, first, last, purposes, extras, algorithm);
    }

    Wish longest(int most) {
      return new Wish(subject, authority, most, from, until, purposes, extras, algorithm);
    }

    Wish purposes(KeyPurposeId... wanted) {
      return new Wish(subject, authority, longest, from, until, List.of(wanted), extras, algorithm);
    }

    Wish signedBy(String name) {
      return new Wish(subject, authority, longest, from, until, purposes, extras, name);
    }

    Wish with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
      List<Extra> more = new ArrayList<>(extras);
      more.add(new Extra(id, critical, value));
      return new Wish(subject, authority, longest, from, until, purposes, more, algorithm);
    }
  }

  record Extra(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

  /// An authority that nobody has signed but itself.
  static Authority root(String subject) {
    return selfSigned(Wish.authority(subject));
  }

  static Authority selfSigned(Wish wish) {
    KeyPair own = keyPair();
    return new Authority(made(wish, own, own, new X500Name(wish.subject())), own);
  }

  Authority sign(Wish wish) {
    KeyPair own = keyPair();
    X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return new Authority(made(wish, own, keys, issuer), own);
  }

  X509Certificate leaf(String subject) {
    return sign(Wish.leaf(subject)).certificate();
  }

  private static X509Certificate made(Wish wish, KeyPair own, KeyPair signing, X500Name issuer) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIALS.getAndIncrement()),
              Date.from(wish.from()),
              Date.from(wish.until()),
              new X500Name(wish.subject()),
              own.getPublic());
      extend(builder, wish, own, signing);
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder(wish.algorithm()).build(signing.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extend(
      JcaX509v3CertificateBuilder builder, Wish wish, KeyPair own, KeyPair signing)
      throws GeneralSecurityException, CertIOException {
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    SubjectKeyIdentifier subjectId = ids.createSubjectKeyIdentifier(own.getPublic());
    AuthorityKeyIdentifier authorityId = ids.createAuthorityKeyIdentifier(signing.getPublic());
    builder.addExtension(Extension.subjectKeyIdentifier, false, subjectId);
    builder.addExtension(Extension.authorityKeyIdentifier, false, authorityId);
    builder.addExtension(
        Extension.basicConstraints,
        true,
        wish.longest() < 0
            ? new BasicConstraints(wish.authority())
            : new BasicConstraints(wish.longest()));
    if (!wish.purposes().isEmpty()) {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(wish.purposes().toArray(new KeyPurposeId[0])));
    }
    for (Extra extra : wish.extras()) {
      builder.addExtension(extra.id(), extra.critical(), extra.value());
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

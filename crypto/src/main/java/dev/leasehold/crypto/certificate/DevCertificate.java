package dev.leasehold.crypto.certificate;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/// What a development server needs for TLS, as PEM texts: a certificate for its names and
/// addresses, its private key (PKCS #8), and the certificate of the authority that signed it, for
/// clients to trust. The authority's key is forgotten at once, so nothing else can be signed by it.
/// Keys are on P-256. Immutable.
public record DevCertificate(
    String authorityPem, String certificatePem, SecretBytes privateKeyPem) {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
  private static final X500Name AUTHORITY = new X500Name("CN=Leasehold development CA");
  private static final X500Name SERVER = new X500Name("CN=Leasehold development server");

  /// Valid from a minute before now, for clients whose clock is behind. A name is a DNS name or an
  /// IP address; there must be one.
  public static DevCertificate issue(
      List<String> names, Instant now, Duration validity, Entropy entropy) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a certificate needs a name");
    }
    try {
      Issuing issuing = new Issuing(now, now.plus(validity), new EntropyRandom(entropy));
      KeyPair authority = issuing.keyPair();
      KeyPair server = issuing.keyPair();
      return new DevCertificate(
          pem("CERTIFICATE", issuing.authority(authority).getEncoded()),
          pem("CERTIFICATE", issuing.server(authority, server, names).getEncoded()),
          SecretBytes.ofUtf8(pem("PRIVATE KEY", server.getPrivate().getEncoded())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("a certificate of fixed form cannot be made", e);
    }
  }

  private record Issuing(Instant now, Instant end, EntropyRandom random) {
    KeyPair keyPair() throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    }

    X509CertificateHolder authority(KeyPair own)
        throws GeneralSecurityException, CertIOException, OperatorCreationException {
      X509v3CertificateBuilder builder = builder(AUTHORITY, own);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return signed(builder, own);
    }

    X509CertificateHolder server(KeyPair authority, KeyPair own, List<String> names)
        throws GeneralSecurityException, CertIOException, OperatorCreationException {
      X509v3CertificateBuilder builder = builder(SERVER, own);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.getPublic()));
      builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      return signed(builder, authority);
    }

    private X509v3CertificateBuilder builder(X500Name subject, KeyPair own)
        throws GeneralSecurityException, CertIOException {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              AUTHORITY,
              new BigInteger(127, random).add(BigInteger.ONE),
              Date.from(now.minus(CLOCK_SKEW)),
              Date.from(end),
              subject,
              own.getPublic());
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(own.getPublic()));
      return builder;
    }

    private X509CertificateHolder signed(X509v3CertificateBuilder builder, KeyPair authority)
        throws OperatorCreationException {
      return builder.build(
          new JcaContentSignerBuilder("SHA256withECDSA")
              .setSecureRandom(random)
              .build(authority.getPrivate()));
    }
  }

  private static GeneralNames alternatives(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(name ->
                new GeneralName(
                    IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private static String pem(String type, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}

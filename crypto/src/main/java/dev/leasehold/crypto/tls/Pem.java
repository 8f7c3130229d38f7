package dev.leasehold.crypto.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Reads certificates and private keys from PEM text. Keys may be PKCS#8, PKCS#1 (RSA) or SEC 1
/// (elliptic curve), not encrypted. Error texts never hold what was read.
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private Pem() {}

  /// Reads all certificates.
  ///
  /// @throws IllegalArgumentException if there is none, or one is broken
  static List<Certificate> certificates(byte[] text) {
    List<Certificate> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(new String(text, StandardCharsets.US_ASCII));
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (block.find()) {
        if (block.group(1).endsWith("CERTIFICATE")) {
          found.add(factory.generateCertificate(new ByteArrayInputStream(body(block))));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a certificate cannot be read", e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no certificate in the PEM file");
    }
    return found;
  }

  /// Reads the first private key.
  ///
  /// @throws IllegalArgumentException if there is none, or it is broken or encrypted
  static PrivateKey privateKey(byte[] text) {
    Matcher block = BLOCK.matcher(new String(text, StandardCharsets.US_ASCII));
    try {
      while (block.find()) {
        if (block.group(1).endsWith("PRIVATE KEY")) {
          return key(info(block.group(1), body(block)));
        }
      }
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the private key cannot be read", e);
    }
    throw new IllegalArgumentException("there is no private key in the PEM file");
  }

  private static PrivateKeyInfo info(String kind, byte[] body) throws IOException {
    return switch (kind) {
      case "RSA PRIVATE KEY" ->
          new PrivateKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              ASN1Primitive.fromByteArray(body));
      case "EC PRIVATE KEY" -> {
        ECPrivateKey curve = ECPrivateKey.getInstance(body);
        yield new PrivateKeyInfo(
            new AlgorithmIdentifier(
                X9ObjectIdentifiers.id_ecPublicKey, curve.getParametersObject()),
            curve);
      }
      default -> PrivateKeyInfo.getInstance(body);
    };
  }

  private static PrivateKey key(PrivateKeyInfo info) throws GeneralSecurityException, IOException {
    ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    String name =
        algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
            ? "RSA"
            : algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : "EdDSA";
    return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  private static byte[] body(Matcher block) {
    return Base64.getMimeDecoder().decode(block.group(2));
  }
}

package dev.leasehold.crypto.certificate;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the certificates of a PEM text. What is no certificate is passed over, as Vault does: a
/// text without any gives an empty list. Safe on any thread.
public final class PemCertificates {
  /// A body with headers has a colon, and is none of a certificate.
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?m)^-----BEGIN ((?:TRUSTED )?CERTIFICATE)-----[ \\t]*\\r?\\n"
              + "([A-Za-z0-9+/=\\s]*)^-----END \\1-----");

  private PemCertificates() {}

  public static List<X509Certificate> read(String text) {
    List<X509Certificate> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      X509Certificate certificate = certificate(block.group(2).replaceAll("\\s", ""));
      if (certificate != null) {
        found.add(certificate);
      }
    }
    return List.copyOf(found);
  }

  private static @Nullable X509Certificate certificate(String body) {
    try {
      byte[] der = Base64.getDecoder().decode(body);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return certificate.getEncoded().length == der.length ? certificate : null;
    } catch (CertificateException | IllegalArgumentException noCertificate) {
      return null;
    }
  }
}

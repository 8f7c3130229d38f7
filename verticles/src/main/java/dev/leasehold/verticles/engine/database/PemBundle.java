package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.certificate.PemCertificates;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.request.JsonText;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client puts into `pem_bundle` or `pem_json`: the authorities that the server's
/// certificate is held against, and our own certificate with its key, either of which may be
/// missing.
///
/// @param authorities as PEM
/// @param certificateAndKey as PEM
record PemBundle(@Nullable String authorities, @Nullable SecretBytes certificateAndKey) {
  /// The settings that may hold one.
  static final Set<String> SETTINGS = Set.of("pem_bundle", "pem_json");

  private static final Reveal TO_PART =
      Reveal.because("a bundle is parted into authorities, which are public, and the rest");

  private static final Pattern BLOCK =
      Pattern.compile("(?s)-----BEGIN ([A-Z0-9 ]+)-----\\R.*?-----END \\1-----\\s*");

  private static final Set<String> KEYS =
      Set.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY");

  /// Reads whichever of the settings is there.
  ///
  /// @throws ConnectionDetails.Unfit with a text for the client
  static PemBundle of(Map<String, SecretBytes> secrets) {
    String bundle = text(secrets, "pem_bundle");
    String json = text(secrets, "pem_json");
    if (!bundle.isEmpty() && !json.isEmpty()) {
      throw new ConnectionDetails.Unfit("cannot specify both pem_json and pem_bundle");
    }
    String name = json.isEmpty() ? "pem_bundle" : "pem_json";
    try {
      return json.isEmpty() ? ofPem(bundle) : ofJson(json);
    } catch (ConnectionDetails.Unfit e) {
      throw new ConnectionDetails.Unfit("failed to parse " + name + ": " + e.getMessage());
    }
  }

  private static String text(Map<String, SecretBytes> secrets, String name) {
    SecretBytes secret = secrets.get(name);
    return secret == null ? "" : secret.revealUtf8(TO_PART);
  }

  boolean isThere() {
    return authorities != null || certificateAndKey != null;
  }

  private static PemBundle ofPem(String text) {
    StringBuilder authorities = new StringBuilder();
    List<String> certificates = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    Matcher block = BLOCK.matcher(text.strip());
    int end = 0;
    while (block.find() && block.start() == end) {
      end = block.end();
      String kind = block.group(1);
      if (kind.equals("CERTIFICATE")) {
        if (certificate(block.group()).getBasicConstraints() >= 0) {
          authorities.append(block.group().strip()).append('\n');
        } else {
          certificates.add(block.group());
        }
      } else if (KEYS.contains(kind)) {
        keys.add(block.group());
      } else {
        throw new ConnectionDetails.Unfit("unsupported PEM block type [" + kind + "]");
      }
    }
    if (end < text.strip().length()) {
      throw new ConnectionDetails.Unfit("no data found in PEM block");
    }
    return of(
        one(certificates, "multiple leaf certificates not supported"),
        one(keys, "multiple private keys not supported"),
        authorities.toString());
  }

  private static X509Certificate certificate(String block) {
    List<X509Certificate> read = PemCertificates.read(block);
    if (read.isEmpty()) {
      throw new ConnectionDetails.Unfit("failed to parse certificate: it is malformed");
    }
    return read.getFirst();
  }

  private static String one(List<String> blocks, String otherwise) {
    if (blocks.size() > 1) {
      throw new ConnectionDetails.Unfit(otherwise);
    }
    return blocks.isEmpty() ? "" : blocks.getFirst();
  }

  private static PemBundle ofJson(String text) {
    Map<String, @Nullable Object> json = JsonText.object(text);
    if (json == null) {
      throw new ConnectionDetails.Unfit("failed to parse JSON: a JSON object is expected");
    }
    String issuing = member(json, "issuing_ca");
    StringBuilder authorities = new StringBuilder(issuing);
    if (json.get("ca_chain") instanceof List<?> chain) {
      if (!issuing.isEmpty() && !chain.isEmpty()) {
        throw new ConnectionDetails.Unfit("issuing_ca and ca_chain cannot both be specified");
      }
      chain.forEach(one -> authorities.append(one).append('\n'));
    }
    return of(member(json, "certificate"), member(json, "private_key"), authorities.toString());
  }

  private static String member(Map<String, @Nullable Object> json, String name) {
    Object value = json.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  private static PemBundle of(String certificate, String key, String authorities) {
    if (!certificate.isEmpty() && key.isEmpty()) {
      throw new ConnectionDetails.Unfit(
          "found certificate for client-side TLS authentication but no private key");
    }
    if (certificate.isEmpty() && !key.isEmpty()) {
      throw new ConnectionDetails.Unfit(
          "found private key for client-side TLS authentication but no certificate");
    }
    if (!certificate.isEmpty() && PemCertificates.read(certificate).isEmpty()) {
      throw new ConnectionDetails.Unfit("failed to parse certificate and private key pair");
    }
    if (!authorities.isEmpty() && PemCertificates.read(authorities).isEmpty()) {
      throw new ConnectionDetails.Unfit(
          "failed to add CA certificate to certificate pool: it may be malformed or empty");
    }
    return new PemBundle(
        authorities.isEmpty() ? null : authorities,
        certificate.isEmpty()
            ? null
            : SecretBytes.ofUtf8(certificate.strip() + "\n" + key.strip() + "\n"));
  }
}

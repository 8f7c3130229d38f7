package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.CertificateText;
import dev.leasehold.events.TrustedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a trusted certificate demands of those for whom it vouches, and what it takes from them
/// into the metadata. Pure.
final class Constraints {
  private Constraints() {}

  static boolean met(CertificateText shown, TrustedCertificate role) {
    List<String> commonName = List.of(shown.commonName());
    List<String> names = new ArrayList<>(commonName);
    names.addAll(shown.dnsNames());
    names.addAll(shown.emails());
    return Glob.allow(role.names(), names)
        && Glob.allow(role.commonNames(), commonName)
        && Glob.allow(role.dnsNames(), shown.dnsNames())
        && Glob.allow(role.emails(), shown.emails())
        && Glob.allow(role.uris(), shown.uris())
        && Glob.allow(role.organizationalUnits(), shown.organizationalUnits())
        && hasExtensions(shown, role);
  }

  private static boolean hasExtensions(CertificateText shown, TrustedCertificate role) {
    return role.requiredExtensions() == null
        || role.requiredExtensions().stream().allMatch(required -> hasExtension(shown, required));
  }

  /// A demand without a value can be met by nobody.
  private static boolean hasExtension(CertificateText shown, String required) {
    int colon = required.indexOf(':');
    String value = colon < 0 ? null : shown.extensions().get(required.substring(0, colon));
    return value != null && Glob.matches(required.substring(colon + 1), value);
  }

  /// What a login's metadata says; extensions by their object ids with dashes for dots, since the
  /// templates of policies split names at dots.
  static Map<String, String> metadata(String name, CertificateText shown, TrustedCertificate role) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("cert_name", name);
    metadata.put("common_name", shown.commonName());
    metadata.put("serial_number", shown.serialNumber());
    metadata.put("subject_key_id", shown.subjectKeyId());
    metadata.put("authority_key_id", shown.authorityKeyId());
    if (role.metadataExtensions() != null) {
      for (String id : role.metadataExtensions()) {
        String value = shown.extensions().get(id);
        if (value != null) {
          metadata.put(id.replace('.', '-'), value);
        }
      }
    }
    return metadata;
  }
}

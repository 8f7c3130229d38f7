package dev.leasehold.crypto.certificate;

import java.util.List;
import java.util.Set;

/// What certificates are for (RFC 5280 section 4.2.1.12), by object id.
final class Purposes {
  private static final String ANY = "2.5.29.37.0";
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

  /// Those that Go's `crypto/x509` has a name for. Vault does not look at any others.
  static final Set<String> KNOWN =
      Set.of(
          ANY,
          "1.3.6.1.5.5.7.3.1",
          CLIENT,
          "1.3.6.1.5.5.7.3.3",
          "1.3.6.1.5.5.7.3.4",
          "1.3.6.1.5.5.7.3.5",
          "1.3.6.1.5.5.7.3.6",
          "1.3.6.1.5.5.7.3.7",
          "1.3.6.1.5.5.7.3.8",
          "1.3.6.1.5.5.7.3.9",
          "1.3.6.1.4.1.311.10.3.3",
          "2.16.840.1.113730.4.1",
          "1.3.6.1.4.1.311.2.1.22",
          "1.3.6.1.4.1.311.61.1.1");

  private Purposes() {}

  static boolean fitClients(List<String> purposes) {
    return purposes.contains(ANY) || purposes.contains(CLIENT);
  }
}

package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.CertificateText;
import dev.leasehold.crypto.certificate.PemCertificates;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.table.View;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whom a mount trusts, as far as one login may lean on it: authorities, which vouch for others,
/// and single certificates, which vouch for themselves. Immutable.
record Trust(List<Role> authorities, List<Role> pinned) {
  private static final int MAX_TRUSTED = 1_000_000;

  /// A trusted certificate and its conditions.
  ///
  /// @param certificates at least one; the first decides whether it is an authority
  record Role(String name, TrustedCertificate terms, List<X509Certificate> certificates) {}

  /// The one of a name, or all of a mount where the name is empty.
  static Trust of(View state, String mount, String name) {
    List<Role> authorities = new ArrayList<>();
    List<Role> pinned = new ArrayList<>();
    named(state, mount, name.toLowerCase(Locale.ROOT))
        .forEach((key, terms) -> {
          List<X509Certificate> certificates = PemCertificates.read(terms.pem());
          if (!certificates.isEmpty()) {
            boolean authority = CertificateText.isAuthority(certificates.getFirst());
            (authority ? authorities : pinned).add(new Role(key, terms, certificates));
          }
        });
    return new Trust(List.copyOf(authorities), List.copyOf(pinned));
  }

  private static SortedMap<String, TrustedCertificate> named(
      View state, String mount, String name) {
    if (name.isEmpty()) {
      return CertProjection.all(state, CertProjection.TRUSTED, mount, MAX_TRUSTED);
    }
    @Nullable TrustedCertificate found = CertProjection.trusted(state, mount, name);
    return new TreeMap<>(found == null ? Map.of() : Map.of(name, found));
  }

  /// All that a chain may end in.
  List<X509Certificate> roots() {
    return authorities.stream().flatMap(role -> role.certificates().stream()).toList();
  }

  /// A role that vouches for a certificate, and the chain by which it does.
  record Vouching(Role role, List<X509Certificate> chain) {}

  /// Who vouches for a certificate to which these chains were found: first itself, then others.
  List<Vouching> vouching(X509Certificate shown, List<List<X509Certificate>> chains) {
    List<Vouching> all = new ArrayList<>();
    for (Role role : pinned) {
      if (pins(role, shown)) {
        List<X509Certificate> chain = new ArrayList<>(role.certificates());
        chain.addAll(PemCertificates.read(role.terms().ocsp().authorities()));
        all.add(new Vouching(role, List.copyOf(chain)));
      }
    }
    for (Role role : authorities) {
      for (List<X509Certificate> chain : chains) {
        if (role.certificates().stream().anyMatch(chain::contains)) {
          all.add(new Vouching(role, chain));
        }
      }
    }
    return all;
  }

  /// The whole certificate must be the same. Vault 1.14.9 compares the serial number and the
  /// authority's key id alone, which anyone can write into a certificate (CVE-2024-2048).
  private static boolean pins(Role role, X509Certificate shown) {
    return role.certificates().getFirst().equals(shown);
  }
}

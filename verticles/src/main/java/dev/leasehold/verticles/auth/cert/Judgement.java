package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.CertificateText;
import dev.leasehold.crypto.certificate.Chains;
import dev.leasehold.crypto.certificate.UnfitCertificate;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.cert.Crl;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.SortedMap;

/// Whom a client is found to be by the certificate that it showed: which trusted certificate
/// vouches for it, seen in which state. Judging checks signatures and belongs on a worker where
/// many are trusted; [#stillHolds] is quick. Immutable.
///
/// @param lists the lists of revoked certificates that were looked through
record Judgement(
    String mount,
    String name,
    TrustedCertificate terms,
    CertificateText shown,
    SortedMap<String, Crl> lists) {
  private static final int MAX_LISTS = 10_000;

  private static final String UNKNOWN =
      "invalid certificate or no client certificate supplied; additionally got errors during"
          + " verification: <nil>";
  private static final String UNMATCHED =
      "no chain matching all constraints could be found for this login certificate";

  /// Judges the certificate of a request, or refuses.
  ///
  /// @param name which trusted certificate must vouch; empty for any
  static Judgement of(Call call, View state, String mount, String name) {
    List<X509Certificate> shown = shown(call);
    Trust trust = Trust.of(state, mount, name);
    List<List<X509Certificate>> chains;
    try {
      chains = Chains.of(shown, trust.roots(), call.now());
    } catch (UnfitCertificate unfit) {
      throw Refusal.internal("failed to verify client's certificate: " + unfit.getMessage());
    }
    SortedMap<String, Crl> lists = CertProjection.all(state, CertProjection.CRLS, mount, MAX_LISTS);
    CertificateText text = CertificateText.of(shown.getFirst());
    RevokedSerials revoked = RevokedSerials.in(lists.values(), state);
    for (Trust.Role role : trust.pinned()) {
      if (pins(role, shown.getFirst())
          && !revoked.revoke(role.certificates())
          && Constraints.met(text, role.terms())) {
        return new Judgement(mount, role.name(), role.terms(), text, lists);
      }
    }
    if (chains.isEmpty()) {
      throw Refusal.badRequest(UNKNOWN);
    }
    for (Trust.Role role : trust.authorities()) {
      for (List<X509Certificate> chain : chains) {
        if (vouches(role, chain) && !revoked.revoke(chain) && Constraints.met(text, role.terms())) {
          return new Judgement(mount, role.name(), role.terms(), text, lists);
        }
      }
    }
    throw Refusal.badRequest(UNMATCHED);
  }

  private static List<X509Certificate> shown(Call call) {
    List<X509Certificate> shown = call.request().certificates();
    if (shown == null) {
      throw Refusal.badRequest("tls connection required");
    }
    if (shown.isEmpty()) {
      throw Refusal.badRequest("client certificate must be supplied");
    }
    return shown;
  }

  /// The whole certificate must be the same. Vault 1.14.9 compares the serial number and the
  /// authority's key id alone, which anyone can write into a certificate (CVE-2024-2048).
  private static boolean pins(Trust.Role role, X509Certificate shown) {
    return role.certificates().getFirst().equals(shown);
  }

  private static boolean vouches(Trust.Role role, List<X509Certificate> chain) {
    return role.certificates().stream().anyMatch(chain::contains);
  }

  /// Whether all that it rests on is the same in another state.
  boolean stillHolds(View state) {
    return terms.equals(CertProjection.trusted(state, mount, name))
        && lists.equals(CertProjection.all(state, CertProjection.CRLS, mount, MAX_LISTS));
  }
}

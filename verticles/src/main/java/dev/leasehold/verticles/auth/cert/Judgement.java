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
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Whom a client is found to be by the certificate that it showed: which trusted certificates vouch
/// for it, seen in which state. Judging checks signatures and belongs on a worker where many are
/// trusted; [#stillHolds] is quick. Immutable.
///
/// @param chained whether an authority vouches for the certificate, whatever its conditions
/// @param candidates those whose conditions are met, the first one first; none stands behind one
///   that needs no inquiry
/// @param lists the lists of revoked certificates that were looked through
record Judgement(
    String mount,
    boolean chained,
    List<Candidate> candidates,
    CertificateText shown,
    SortedMap<String, Crl> lists) {
  private static final int MAX_LISTS = 10_000;

  private static final String UNKNOWN = "invalid certificate or no client certificate supplied";
  private static final String UNMATCHED =
      "no chain matching all constraints could be found for this login certificate";

  /// A trusted certificate that vouches for a client.
  ///
  /// @param inquiry what OCSP servers must be asked first; null for nothing
  record Candidate(String name, TrustedCertificate terms, @Nullable Inquiry inquiry) {}

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
    List<Candidate> candidates = new ArrayList<>();
    for (Trust.Vouching vouching : trust.vouching(shown.getFirst(), chains)) {
      Trust.Role role = vouching.role();
      if (!revoked.revoke(vouching.chain()) && Constraints.met(text, role.terms())) {
        Inquiry inquiry = Inquiry.of(role.terms().ocsp(), shown.getFirst(), vouching.chain());
        candidates.add(new Candidate(role.name(), role.terms(), inquiry));
        if (inquiry == null) {
          break;
        }
      }
    }
    return new Judgement(mount, !chains.isEmpty(), List.copyOf(candidates), text, lists);
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

  /// Why nobody vouches for the client, in Vault's words: where no authority does, it speaks of
  /// errors just where there were none.
  Refusal refusal(List<String> errors) {
    String told = "; additionally got errors during verification: " + listed(errors);
    if (!chained) {
      return Refusal.badRequest(errors.isEmpty() ? UNKNOWN + told : UNKNOWN);
    }
    return Refusal.badRequest(errors.isEmpty() ? UNMATCHED : UNMATCHED + told);
  }

  private static String listed(List<String> errors) {
    if (errors.isEmpty()) {
      return "<nil>";
    }
    return errors.size()
        + (errors.size() == 1 ? " error" : " errors")
        + " occurred:\n\t* "
        + String.join("\n\t* ", errors)
        + "\n\n";
  }

  /// Whether all that it rests on is the same in another state.
  boolean stillHolds(View state) {
    return candidates.stream()
            .allMatch(one -> one.terms().equals(CertProjection.trusted(state, mount, one.name())))
        && lists.equals(CertProjection.all(state, CertProjection.CRLS, mount, MAX_LISTS));
  }
}

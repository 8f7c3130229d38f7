package dev.leasehold.crypto.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The chains from a certificate that a client showed to the authorities that are trusted. All are
/// found, as Go's `crypto/x509` finds them, and each is checked once more by the JDK's rules (RFC
/// 5280 section 6), which also know names that an authority may not vouch for.
///
/// Revocation is not looked at here. One use, by one thread; nothing is fetched.
public final class Chains {
  /// Each costs a signature; many authorities of one name must not cost a client's second.
  private static final int MOST_SIGNATURES = 100;

  private static final Set<String> HANDLED =
      Set.of(
          "2.5.29.14",
          "2.5.29.15",
          "2.5.29.17",
          "2.5.29.19",
          "2.5.29.30",
          "2.5.29.31",
          "2.5.29.32",
          "2.5.29.33",
          "2.5.29.35",
          "2.5.29.36",
          "2.5.29.37",
          "2.5.29.54",
          "1.3.6.1.5.5.7.1.1");

  private static final String ALTERNATIVES = "2.5.29.17";

  private final List<X509Certificate> authorities;
  private final List<X509Certificate> between;
  private final Instant now;
  private int signatures;

  private Chains(List<X509Certificate> authorities, List<X509Certificate> between, Instant now) {
    this.authorities = authorities;
    this.between = between;
    this.now = now;
  }

  /// What a part of the search came to: chains, or why there are none; null where no authority is
  /// known.
  private record Found(List<List<X509Certificate>> chains, @Nullable String refusal) {}

  /// Each chain begins with the client's own certificate and ends with a trusted one; there are
  /// none where no authority is known.
  ///
  /// @param shown what the client showed, its own certificate first; at least one
  /// @throws UnfitCertificate where the certificate, or all that could vouch for it, may not be
  ///   used
  public static List<List<X509Certificate>> of(
      List<X509Certificate> shown, List<X509Certificate> authorities, Instant now)
      throws UnfitCertificate {
    X509Certificate own = shown.getFirst();
    Chains search = new Chains(authorities, shown.subList(1, shown.size()), now);
    String unfit = search.unfit(own);
    if (unfit != null) {
      throw new UnfitCertificate(unfit);
    }
    if (authorities.contains(own)) {
      return fit(List.of(List.of(own)), now);
    }
    Found found = search.above(List.of(own));
    if (found.chains().isEmpty()) {
      if (found.refusal() != null) {
        throw new UnfitCertificate(found.refusal());
      }
      return List.of();
    }
    return fit(found.chains(), now);
  }

  private static List<List<X509Certificate>> fit(List<List<X509Certificate>> chains, Instant now)
      throws UnfitCertificate {
    List<List<X509Certificate>> forClients =
        chains.stream().filter(chain -> chain.stream().allMatch(Chains::isForClients)).toList();
    if (forClients.isEmpty()) {
      throw new UnfitCertificate("x509: certificate specifies an incompatible key usage");
    }
    return PathRules.keeping(forClients, now);
  }

  private Found above(List<X509Certificate> chain) {
    Candidates candidates = new Candidates(chain);
    authorities.forEach(authority -> candidates.consider(authority, true));
    between.forEach(authority -> candidates.consider(authority, false));
    return new Found(candidates.chains, candidates.chains.isEmpty() ? candidates.refusal : null);
  }

  /// Those who might have signed the last certificate of a chain.
  private final class Candidates {
    private final List<X509Certificate> chain;
    private final List<List<X509Certificate>> chains = new ArrayList<>();
    private @Nullable String refusal;

    Candidates(List<X509Certificate> chain) {
      this.chain = chain;
    }

    void consider(X509Certificate candidate, boolean trusted) {
      X509Certificate child = chain.getLast();
      if (!candidate.getSubjectX500Principal().equals(child.getIssuerX500Principal())
          || isIn(chain, candidate)) {
        return;
      }
      if (++signatures > MOST_SIGNATURES) {
        refusal = "x509: signature check attempts limit reached while verifying certificate chain";
        return;
      }
      if (!Signatures.hasSigned(candidate, child)) {
        return;
      }
      refusal = unfitAbove(candidate, trusted);
      if (refusal != null) {
        return;
      }
      List<X509Certificate> longer = new ArrayList<>(chain);
      longer.add(candidate);
      if (trusted) {
        chains.add(List.copyOf(longer));
        return;
      }
      Found found = above(longer);
      chains.addAll(found.chains());
      refusal = found.refusal();
    }

    private @Nullable String unfitAbove(X509Certificate candidate, boolean trusted) {
      String unfit = unfit(candidate);
      if (unfit != null) {
        return unfit;
      }
      int longest = candidate.getBasicConstraints();
      if (longest < 0 && !trusted) {
        return "x509: certificate is not authorized to sign other certificates";
      }
      return longest >= 0 && chain.size() - 1 > longest
          ? "x509: too many intermediates for path length constraint"
          : null;
    }
  }

  private @Nullable String unfit(X509Certificate certificate) {
    Set<String> critical = certificate.getCriticalExtensionOIDs();
    if (critical != null && !HANDLED.containsAll(critical)) {
      return "x509: unhandled critical extension";
    }
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (!now.isBefore(from) && !now.isAfter(until)) {
      return null;
    }
    return "x509: certificate has expired or is not yet valid: current time "
        + now.truncatedTo(ChronoUnit.SECONDS)
        + (now.isBefore(from) ? " is before " + from : " is after " + until);
  }

  /// Not the same certificate, but the same authority: cross signatures may lead in a circle.
  private static boolean isIn(List<X509Certificate> chain, X509Certificate candidate) {
    return chain.stream()
        .anyMatch(one ->
            one.getSubjectX500Principal().equals(candidate.getSubjectX500Principal())
                && one.getPublicKey().equals(candidate.getPublicKey())
                && Arrays.equals(
                    one.getExtensionValue(ALTERNATIVES),
                    candidate.getExtensionValue(ALTERNATIVES)));
  }

  private static boolean isForClients(X509Certificate certificate) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes == null || Purposes.fitClients(purposes);
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}

package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.OcspQuestion;
import dev.leasehold.events.TrustedCertificate.Ocsp;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What must be known of a client's certificate from OCSP servers before a trusted certificate
/// vouches for it. Immutable.
///
/// @param all every server must say that it is good, not just one
/// @param failOpen a server that does not know it does no harm
record Inquiry(
    X509Certificate shown,
    X509Certificate issuer,
    List<String> servers,
    boolean all,
    boolean failOpen) {

  /// Null where nothing must be asked: OCSP is not wanted, or nobody has signed the certificate.
  static @Nullable Inquiry of(Ocsp terms, X509Certificate shown, List<X509Certificate> chain) {
    if (!terms.enabled() || chain.size() < 2) {
      return null;
    }
    List<String> given = terms.servers() == null ? List.of() : terms.servers();
    return new Inquiry(
        shown,
        chain.get(1),
        given.isEmpty() ? OcspQuestion.servers(shown) : given,
        terms.allServers(),
        terms.failOpen());
  }

  OcspQuestion question() {
    return OcspQuestion.about(shown, issuer);
  }
}

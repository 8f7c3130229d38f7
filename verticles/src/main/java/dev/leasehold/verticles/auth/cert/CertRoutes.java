package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.CertificateText;
import dev.leasehold.crypto.certificate.PemCertificates;
import dev.leasehold.events.CertEvent;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The trusted certificates: written, read, listed and deleted. Case does not count in their names.
final class CertRoutes {
  private static final int MAX_LISTED = 1_000_000;

  Response list(Call call, View state) {
    List<String> names =
        CertProjection.names(state, CertProjection.TRUSTED, call.mount().uuid(), MAX_LISTED);
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  Response read(Call call, View state) {
    TrustedCertificate found = CertProjection.trusted(state, call.mount().uuid(), name(call));
    if (found == null) {
      throw Refusal.notFound();
    }
    return Response.of(CertForm.shown(found));
  }

  Decision write(Call call, View head) {
    String name = name(call);
    String mount = call.mount().uuid();
    TrustedCertificate written =
        CertForm.read(call.fields(), name, CertProjection.trusted(head, mount, name));
    List<String> warnings = warnings(call, written.parameters());
    refuseUnfit(PemCertificates.read(written.pem()));
    return Decision.of(
        Response.nothing().warned(warnings),
        new CertEvent.CertificateTrusted(mount, name, written));
  }

  private static void refuseUnfit(List<X509Certificate> certificates) {
    if (certificates.isEmpty()) {
      throw Refusal.badRequest("failed to parse certificate");
    }
    X509Certificate first = certificates.getFirst();
    if (!CertificateText.isAuthority(first) && !CertificateText.isForClients(first)) {
      throw Refusal.badRequest(
          "nonCA certificates should have TLS client authentication set as an extended key usage");
    }
  }

  private static List<String> warnings(Call call, TokenParameters token) {
    long usual = call.ttls().defaultOf(call.mount());
    long most = call.ttls().maxOf(call.mount());
    List<String> warnings = new ArrayList<>();
    if (token.ttlSeconds() > usual) {
      warnings.add(
          "Given ttl of %d seconds is greater than current mount/system default of %d seconds"
              .formatted(token.ttlSeconds(), usual));
    }
    if (token.maxTtlSeconds() > most) {
      warnings.add(
          "Given max_ttl of %d seconds is greater than current mount/system default of %d seconds"
              .formatted(token.maxTtlSeconds(), most));
    }
    if (token.maxTtlSeconds() != 0 && token.ttlSeconds() > token.maxTtlSeconds()) {
      throw Refusal.badRequest("ttl should be shorter than max_ttl");
    }
    if (token.periodSeconds() > most) {
      warnings.add(
          "Given period of %d seconds is greater than the backend's maximum TTL of %d seconds"
              .formatted(token.periodSeconds(), most));
    }
    return warnings;
  }

  Decision delete(Call call, View head) {
    String mount = call.mount().uuid();
    return CertProjection.trusted(head, mount, name(call)) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new CertEvent.CertificateForgotten(mount, name(call)));
  }

  private static String name(Call call) {
    return call.fields().text("name").toLowerCase(Locale.ROOT);
  }
}

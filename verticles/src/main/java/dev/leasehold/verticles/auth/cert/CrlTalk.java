package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.RevocationList;
import dev.leasehold.crypto.certificate.UnfitRevocationList;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.HttpEffect;
import dev.leasehold.verticles.outbound.HttpQuestion;
import dev.leasehold.verticles.outbound.HttpServer;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Fetches a list of revoked certificates. The talk ends with a [RevocationList] or a [Refusal].
/// Immutable and pure.
final class CrlTalk {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Reveal TO_READ = Reveal.because("a list of revoked certificates is read");

  private CrlTalk() {}

  static HttpEffect fetching(String mount, String url) {
    HttpQuestion question =
        HttpQuestion.get(path(url), Map.of("User-Agent", "Go-http-client/1.1"), null);
    return new HttpEffect(
        server(url),
        mount + "/crl",
        new HttpStep.Ask(question, answer -> new HttpStep.Told(told(answer, url))),
        PATIENCE);
  }

  private static HttpServer server(String url) {
    try {
      return HttpServer.of(url);
    } catch (IllegalArgumentException noServer) {
      int colon = url.indexOf(':');
      throw Refusal.internal(
          "Get "
              + GoText.quoted(url)
              + ": unsupported protocol scheme "
              + GoText.quoted(colon < 0 ? "" : url.substring(0, colon)));
    }
  }

  /// Path and query of a URL that names a server.
  private static String path(String url) {
    server(url);
    URI uri = URI.create(url);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static Object told(HttpAnswer answer, String url) {
    if (answer.status() != 200) {
      return Refusal.internal(
          "unexpected response code %d fetching CRL from %s".formatted(answer.status(), url));
    }
    try {
      return RevocationList.read(answer.body().reveal(TO_READ));
    } catch (UnfitRevocationList unfit) {
      return Refusal.internal(unfit.getMessage());
    }
  }
}

package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.OcspQuestion;
import dev.leasehold.crypto.certificate.OcspQuestion.Status;
import dev.leasehold.crypto.certificate.UnfitOcspAnswer;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.HttpEffect;
import dev.leasehold.verticles.outbound.HttpQuestion;
import dev.leasehold.verticles.outbound.HttpServer;
import dev.leasehold.verticles.outbound.HttpStep;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A talk with one OCSP server (RFC 6960 appendix A): by GET, and where that says nothing for
/// certain by POST, which no cache answers. It ends with a [Status], or with a list of errors.
/// Immutable and pure.
final class OcspTalk {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Reveal TO_READ = Reveal.because("what an OCSP server says is public");
  private static final String GET = "GET";
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/ocsp-request", "Accept", "application/ocsp-response");

  private final OcspQuestion question;
  private final String path;
  private final Instant now;

  private OcspTalk(OcspQuestion question, String path, Instant now) {
    this.question = question;
    this.path = path;
    this.now = now;
  }

  /// Throws `IllegalArgumentException` where the URL names no server.
  static HttpEffect with(String url, String mount, OcspQuestion question, Instant now) {
    HttpServer server = HttpServer.of(url);
    OcspTalk talk = new OcspTalk(question, URI.create(url).getRawPath(), now);
    return new HttpEffect(server, mount + "/ocsp", talk.get(), PATIENCE);
  }

  private HttpStep.Ask get() {
    String encoded = Base64.getEncoder().encodeToString(question.encoded());
    String uri =
        (path.endsWith("/") ? path : path + "/")
            + URLEncoder.encode(encoded, StandardCharsets.US_ASCII);
    return new HttpStep.Ask(HttpQuestion.get(uri, HEADERS, null), this::afterGet);
  }

  private HttpStep afterGet(HttpAnswer answer) {
    List<String> errors = new ArrayList<>();
    Object told = told(GET, answer, errors);
    if (told == Status.GOOD || told == Status.REVOKED) {
      return new HttpStep.Told(told);
    }
    HttpQuestion post =
        new HttpQuestion(
            "POST",
            path.isEmpty() ? "/" : path,
            HEADERS,
            null,
            SecretBytes.copyOf(question.encoded()));
    return new HttpStep.Ask(post, again -> afterPost(again, told, errors));
  }

  private HttpStep afterPost(HttpAnswer answer, Object before, List<String> errors) {
    Object told = told("POST", answer, errors);
    return new HttpStep.Told(told instanceof Status || !(before instanceof Status) ? told : before);
  }

  private Object told(String method, HttpAnswer answer, List<String> errors) {
    if (answer.status() != 200) {
      errors.add(
          "HTTP code is not OK on %s request. %d: %d %s"
              .formatted(method, answer.status(), answer.status(), answer.reason()));
      return errors;
    }
    try {
      return question.judge(answer.body().reveal(TO_READ), now);
    } catch (UnfitOcspAnswer unfit) {
      errors.add("error parsing %s OCSP response: %s".formatted(method, unfit.getMessage()));
      return errors;
    }
  }
}

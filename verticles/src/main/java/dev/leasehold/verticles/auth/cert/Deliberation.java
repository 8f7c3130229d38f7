package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.OcspQuestion.Status;
import dev.leasehold.verticles.auth.cert.Judgement.Candidate;
import dev.leasehold.verticles.outbound.HttpEffect;
import dev.leasehold.verticles.outbound.HttpTour;
import dev.leasehold.verticles.outbound.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of the candidates that vouch for a client holds, once OCSP servers are heard: they are
/// taken in their order, and each inquiry is made once. What servers have said so far leads either
/// to a verdict or to the server that must be asked next. One use, by one thread.
final class Deliberation {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// More no honest configuration names.
  private static final int MOST_TALKS = 20;

  private final Judgement judgement;
  private final Instant now;
  private final List<Outcome> heard;
  private final Map<Inquiry, Boolean> made = new HashMap<>();
  private final Set<String> errors = new LinkedHashSet<>();
  private @Nullable HttpEffect next;
  private int at;

  private Deliberation(Judgement judgement, Instant now, List<Outcome> heard) {
    this.judgement = judgement;
    this.now = now;
    this.heard = heard;
  }

  /// Where a deliberation stands.
  ///
  /// @param found the candidate that holds, null for none
  /// @param next which server must be asked before more can be said, null for none
  /// @param errors what went wrong with servers, where none is asked any more
  record Standing(@Nullable Candidate found, @Nullable HttpEffect next, List<String> errors) {}

  static Standing of(Judgement judgement, Instant now, List<Outcome> heard) {
    return new Deliberation(judgement, now, heard).standing();
  }

  /// All the talks that it takes.
  static HttpTour tour(Judgement judgement, Instant now) {
    return new HttpTour(
        judgement.mount() + "/ocsp",
        heard -> heard.size() >= MOST_TALKS ? null : of(judgement, now, heard).next(),
        PATIENCE);
  }

  private Standing standing() {
    for (Candidate candidate : judgement.candidates()) {
      Inquiry inquiry = candidate.inquiry();
      if (inquiry == null || made.computeIfAbsent(inquiry, this::isGood)) {
        return new Standing(candidate, null, List.copyOf(errors));
      }
      if (next != null) {
        errors.add("no answer of OCSP servers in time");
        return new Standing(null, next, List.copyOf(errors));
      }
    }
    return new Standing(null, null, List.copyOf(errors));
  }

  private boolean isGood(Inquiry inquiry) {
    if (inquiry.servers().isEmpty()) {
      errors.add("no OCSP responder URL: subject: " + subject(inquiry));
      return false;
    }
    List<Status> said = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (String server : inquiry.servers()) {
      Object told = told(inquiry, server);
      if (next != null) {
        return false;
      }
      if (told instanceof Status status) {
        said.add(status);
      } else {
        ((List<?>) told).forEach(error -> failed.add(String.valueOf(error)));
      }
      if (told == Status.REVOKED || (told instanceof Status && !inquiry.all())) {
        break;
      }
    }
    return verdict(inquiry, said, failed);
  }

  private boolean verdict(Inquiry inquiry, List<Status> said, List<String> failed) {
    if (said.contains(Status.REVOKED)) {
      return false;
    }
    boolean good = said.contains(Status.GOOD) && (!inquiry.all() || failed.isEmpty());
    if (good && !said.contains(Status.UNKNOWN)) {
      return true;
    }
    if (!failed.isEmpty()) {
      errors.addAll(failed);
      return false;
    }
    if (inquiry.failOpen()) {
      return true;
    }
    errors.add("unknown OCSP status for cert with serial number " + serial(inquiry));
    return false;
  }

  /// A [Status] or a list of errors; neither counts where `next` was set.
  private Object told(Inquiry inquiry, String server) {
    HttpEffect talk;
    try {
      talk = OcspTalk.with(server, judgement.mount(), inquiry.question(), now);
    } catch (IllegalArgumentException noServer) {
      return List.of("the URL of an OCSP server names no server");
    }
    if (at == heard.size()) {
      next = talk;
      return List.of();
    }
    return switch (heard.get(at++)) {
      case Outcome.Done(Status status) -> status;
      case Outcome.Done(List<?> failed) -> failed;
      case Outcome.Done done -> List.of("an answer of an unknown kind");
      case Outcome.Refused refused -> List.of("error doing GET request: " + refused.error());
      case Outcome.Unknown unknown -> List.of("error doing GET request: " + unknown.error());
    };
  }

  private static String subject(Inquiry inquiry) {
    return inquiry.shown().getSubjectX500Principal().getName();
  }

  /// That of the issuer, as Vault shows it.
  private static String serial(Inquiry inquiry) {
    byte[] bytes = inquiry.issuer().getSerialNumber().toByteArray();
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return java.util.HexFormat.ofDelimiter(":").formatHex(bytes, from, bytes.length);
  }
}

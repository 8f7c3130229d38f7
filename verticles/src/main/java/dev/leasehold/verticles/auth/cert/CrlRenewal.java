package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.RevocationList;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.CertEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.cert.Crl;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Chore;
import dev.leasehold.verticles.outbound.HttpEffect;
import dev.leasehold.verticles.outbound.HttpTour;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Fetching lists of revoked certificates anew that have ended. One that cannot be had stays as it
/// is, and is tried again with the next turn. Pure.
final class CrlRenewal {
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  /// How many lists are fetched in one turn; others follow in the next.
  private static final int MOST = 20;

  private static final int MAX_LISTS = 10_000;

  private CrlRenewal() {}

  /// The chore of a mount; null where no list has ended.
  static @Nullable Chore due(String mount, View state, Instant now) {
    SortedMap<String, Crl> ended = new TreeMap<>();
    CertProjection.all(state, CertProjection.CRLS, mount, MAX_LISTS)
        .forEach((name, crl) -> {
          if (ended.size() < MOST && hasEnded(crl, now)) {
            ended.put(name, crl);
          }
        });
    if (ended.isEmpty()) {
      return null;
    }
    List<HttpEffect> talks = new ArrayList<>();
    ended.values().forEach(crl -> talks.add(CrlTalk.fetching(mount, String.valueOf(crl.url()))));
    HttpTour tour =
        new HttpTour(
            mount + "/crl",
            heard -> heard.size() == talks.size() ? null : talks.get(heard.size()),
            PATIENCE);
    return new Chore(
        tour,
        (outcome, head, then, entropy) -> settled(mount, ended, heard(outcome), head, entropy));
  }

  /// A list that does not say when the next one comes out has always ended.
  private static boolean hasEnded(Crl crl, Instant now) {
    return crl.url() != null && (crl.validUntil() == null || now.isAfter(crl.validUntil()));
  }

  private static List<?> heard(Outcome outcome) {
    return outcome instanceof Outcome.Done(List<?> all) ? all : List.of();
  }

  private static Decision settled(
      String mount, SortedMap<String, Crl> ended, List<?> heard, View head, Entropy entropy) {
    List<Event> events = new ArrayList<>();
    List<Payload> brought = new ArrayList<>();
    List<PayloadName> destroyed = new ArrayList<>();
    List<String> names = List.copyOf(ended.keySet());
    for (int i = 0; i < heard.size(); i++) {
      String name = names.get(i);
      Crl before = ended.get(name);
      // One that was written or deleted meanwhile is left as it is.
      if (before != null
          && heard.get(i) instanceof Outcome.Done(RevocationList list)
          && before.equals(CertProjection.crl(head, mount, name))) {
        Payload serials = RevokedSerials.payload(list, entropy);
        events.add(
            new CertEvent.CrlWritten(mount, name, serials.name(), before.url(), list.nextUpdate()));
        brought.add(serials);
        destroyed.add(before.serials());
      }
    }
    return Decision.of(Response.nothing(), events)
        .bringing(brought.toArray(new Payload[0]))
        .destroying(destroyed);
  }
}

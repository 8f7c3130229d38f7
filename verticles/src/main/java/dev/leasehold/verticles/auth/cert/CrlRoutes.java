package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.RevocationList;
import dev.leasehold.crypto.certificate.UnfitRevocationList;
import dev.leasehold.events.CertEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.cert.Crl;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoUrl;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The lists of revoked certificates: sent or fetched, read, listed and deleted. Case does not
/// count in their names.
final class CrlRoutes {
  private static final int MAX_LISTED = 1_000_000;

  static final Field[] FIELDS = {
    Field.text("crl", "The list that should be trusted, DER or PEM. Its end is not looked at."),
    Field.text("url", "The URL of a CRL distribution point, to fetch the list from.")
  };

  Response list(Call call, View state) {
    List<String> names =
        CertProjection.names(state, CertProjection.CRLS, call.mount().uuid(), MAX_LISTED);
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  Response read(Call call, View state) {
    Crl crl = known(call, state);
    Map<String, Object> serials = new TreeMap<>();
    RevokedSerials.of(crl, state).forEach(serial -> serials.put(serial, Map.of()));
    Map<String, @Nullable Object> data = new TreeMap<>();
    data.put("cdp", crl.url() == null ? null : fetched(crl, crl.url()));
    data.put("serials", serials);
    return Response.of(data);
  }

  private static Map<String, Object> fetched(Crl crl, String url) {
    String until = crl.validUntil() == null ? "0001-01-01T00:00:00Z" : crl.validUntil().toString();
    return Map.of("url", url, "valid_until", until);
  }

  /// Writing reads what was sent on a worker, since a list may be long, or fetches it first.
  Handler writing() {
    return new Handler.Outbound(CrlRoutes::sent, CrlRoutes::write);
  }

  private static @Nullable Object sent(Call call, View committed) {
    if (!call.fields().given("crl")) {
      return null;
    }
    try {
      return RevocationList.read(call.fields().text("crl").getBytes(StandardCharsets.UTF_8));
    } catch (UnfitRevocationList unfit) {
      throw Refusal.badRequest("failed to parse CRL: " + unfit.getMessage());
    }
  }

  private static Handler.Planned write(Call call, View head, @Nullable Object sent) {
    if (sent instanceof RevocationList list) {
      return Handler.Planned.answered(written(call, head, list, null));
    }
    Fields fields = call.fields();
    if (!fields.given("url")) {
      throw Refusal.badRequest("one of 'crl' or 'url' must be provided");
    }
    String url = fields.text("url");
    if (url.isEmpty()) {
      throw Refusal.badRequest("empty CRL url");
    }
    String error = GoUrl.error(url);
    if (error != null) {
      throw Refusal.badRequest("invalid CRL url: " + error);
    }
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        CrlTalk.fetching(call.mount().uuid(), url),
        (outcome, then, now) -> written(then, now, fetched(outcome), url));
  }

  private static RevocationList fetched(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(RevocationList list) -> list;
      case Outcome.Done(Refusal refusal) -> throw refusal;
      case Outcome.Done done -> throw Refusal.internal("an answer of an unknown kind");
      case Outcome.Refused refused -> throw Refusal.internal(refused.error());
      case Outcome.Unknown unknown -> throw Refusal.internal(unknown.error());
    };
  }

  private static Decision written(Call call, View head, RevocationList list, @Nullable String url) {
    String mount = call.mount().uuid();
    Crl before = CertProjection.crl(head, mount, name(call));
    Payload serials = RevokedSerials.payload(list, call.entropy());
    Decision decision =
        Decision.of(
                Response.nothing(),
                new CertEvent.CrlWritten(
                    mount, name(call), serials.name(), url, url == null ? null : list.nextUpdate()))
            .bringing(serials);
    return before == null ? decision : decision.destroying(List.of(before.serials()));
  }

  Decision delete(Call call, View head) {
    Crl crl = known(call, head);
    return Decision.of(
            Response.nothing(), new CertEvent.CrlDeleted(call.mount().uuid(), name(call)))
        .destroying(List.of(crl.serials()));
  }

  private static Crl known(Call call, View state) {
    Crl crl = CertProjection.crl(state, call.mount().uuid(), name(call));
    if (crl == null) {
      throw Refusal.badRequest("no such CRL " + name(call));
    }
    return crl;
  }

  private static String name(Call call) {
    return call.fields().text("name").toLowerCase(Locale.ROOT);
  }
}

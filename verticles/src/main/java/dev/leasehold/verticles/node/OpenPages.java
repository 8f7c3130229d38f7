package dev.leasehold.verticles.node;

import dev.leasehold.verticles.http.Answered;
import dev.leasehold.verticles.http.InFlight;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.telemetry.MetricsPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a listener serves without a token, sealed or not, because its configuration says so: the
/// figures, and the requests that wait for an answer. None of it is audited, as in Vault.
///
/// @param open what the configuration says
record OpenPages(Vertx vertx, Listener.Open open, MetricsPage metrics, InFlight inFlight) {
  private static final String PROMETHEUS = "prometheus";

  /// The answer, or null where the path is none of these or is not open.
  @Nullable Future<Answered> handle(Request request) {
    return switch (request.path()) {
      case "sys/metrics" -> open.metrics() ? reading(request, this::metrics) : null;
      case "sys/in-flight-req" -> open.inFlight() ? reading(request, this::waiting) : null;
      default -> null;
    };
  }

  private static Future<Answered> reading(
      Request request, java.util.function.Function<Request, Future<Response>> page) {
    return request.operation() == Operation.READ
        ? page.apply(request).map(Answered.Done::new)
        : Future.succeededFuture(
            new Answered.Refused(Refusal.of(Refusal.Kind.UNSUPPORTED_OPERATION), false));
  }

  private Future<Response> metrics(Request request) {
    String format = format(request);
    return vertx.executeBlocking(() -> metrics.in(format), false);
  }

  /// As asked for, or as a client of Prometheus says that it reads.
  private static String format(Request request) {
    Object asked = request.data().get("format");
    if (asked != null && !asked.equals("")) {
      return String.valueOf(asked);
    }
    List<String> accepted = request.headers().getOrDefault("accept", List.of());
    boolean scraper =
        !accepted.isEmpty()
            && (accepted.getFirst().startsWith("application/openmetrics-text")
                || accepted.stream().anyMatch(one -> one.contains("prometheus/telemetry")));
    return scraper ? PROMETHEUS : "";
  }

  private Future<Response> waiting(Request request) {
    return Future.succeededFuture(Response.bare(Map.copyOf(inFlight.told())));
  }
}

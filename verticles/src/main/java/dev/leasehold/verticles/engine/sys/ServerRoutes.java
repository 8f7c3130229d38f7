package dev.leasehold.verticles.engine.sys;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the server says of itself: its machine, its requests, its settings, its versions, its
/// nodes.
final class ServerRoutes {
  private final Instruments instruments;

  ServerRoutes(Instruments instruments) {
    this.instruments = instruments;
  }

  List<Route> routes() {
    return List.of(
        Route.at("host-info").on(shown(instruments.host(), false), Operation.READ),
        Route.at("in-flight-req").on(shown(instruments.inFlight(), true), Operation.READ),
        Route.at("config/state/sanitized")
            .on(shown(instruments.configuration(), false), Operation.READ),
        Route.at("metrics")
            .fields(
                Field.text(
                    "format", "Format to export metrics into. Currently accepts only prometheus."))
            .on(new Handler.Prepared(this::measure, this::metrics), Operation.READ),
        Route.at("version-history/").list(this::versions),
        Route.at("ha-status")
            .on(
                new Handler.Prepared(
                    (call, committed) -> instruments.name().get(),
                    (call, head, name) -> Decision.of(nodes(name, instruments.address()))),
                Operation.READ),
        Route.at("replication/status")
            .unauthenticated()
            .read((call, state) -> Response.of(Map.of("mode", "disabled"))),
        Route.at("experiments").read(this::experiments),
        Route.at("internal/ui/feature-flags").unauthenticated().read(this::features));
  }

  /// Asked on a worker, since it may read files.
  private static Handler shown(Supplier<Map<String, Object>> instrument, boolean bare) {
    return new Handler.Prepared(
        (call, committed) -> instrument.get(),
        (call, head, prepared) -> Decision.of(answer(prepared, bare)));
  }

  @SuppressWarnings("unchecked") // what the instrument gave
  private static Response answer(@Nullable Object prepared, boolean bare) {
    Map<String, Object> data = prepared == null ? Map.of() : (Map<String, Object>) prepared;
    return bare ? Response.bare(data) : Response.of(data);
  }

  private @Nullable Object measure(Call call, View committed) {
    return instruments.metrics().apply(call.fields().text("format"));
  }

  private Decision metrics(Call call, View head, @Nullable Object measured) {
    return Decision.of((Response) Objects.requireNonNull(measured));
  }

  private Response versions(Call call, View state) {
    List<String> names = new ArrayList<>();
    Map<String, Object> info = new LinkedHashMap<>();
    List<Map.Entry<String, Instant>> inOrder =
        state.small().settings().versions().entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .toList();
    String previous = null;
    for (Map.Entry<String, Instant> version : inOrder) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("build_date", "");
      one.put("previous_version", previous);
      one.put("timestamp_installed", version.getValue().truncatedTo(ChronoUnit.SECONDS));
      names.add(version.getKey());
      info.put(version.getKey(), one);
      previous = version.getKey();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("key_info", info);
    data.put("keys", names);
    return Response.of(data);
  }

  /// The one node that answers: it is the leader.
  private static Response nodes(@Nullable Object name, String address) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("hostname", name);
    node.put("api_address", address);
    node.put("cluster_address", "");
    node.put("active_node", true);
    node.put("last_echo", null);
    node.put("version", Build.VERSION);
    return Response.injected(Map.of("nodes", List.of(node)));
  }

  private Response experiments(Call call, View state) {
    return Response.of(Map.of("available", List.of(), "enabled", List.of()));
  }

  private Response features(Call call, View state) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("feature_flags", null);
    return Response.bare(data);
  }
}

package dev.leasehold.verticles.telemetry;

import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The answer of `sys/metrics`. It reads gauges from the state and, the first time, loads what
/// writes for Prometheus: to be asked on a worker.
public final class MetricsPage {
  private static final String PLAIN = "text/plain";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Telemetry telemetry;
  private final Supplier<List<Gauge>> gauges;
  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable PrometheusText prometheus;

  /// @param gauges how much there is now, by names without the prefix
  public MetricsPage(Telemetry telemetry, Supplier<List<Gauge>> gauges) {
    this.telemetry = telemetry;
    this.gauges = gauges;
  }

  /// The figures in a format: that of go-metrics where none is named, or `prometheus`.
  public Response in(String format) {
    return switch (format) {
      case "" -> Response.raw("application/json", GoMetrics.json(telemetry.interval(), named()));
      case "prometheus" ->
          telemetry.settings().retention().isZero()
              ? refused("prometheus is not enabled")
              : Response.raw(PROMETHEUS, text());
      default -> refused("metric response format " + GoText.quoted(format) + " unknown");
    };
  }

  private byte[] text() {
    writing.lock();
    try {
      PrometheusText writer = prometheus == null ? new PrometheusText() : prometheus;
      prometheus = writer;
      return writer.text(telemetry, named());
    } finally {
      writing.unlock();
    }
  }

  private List<Gauge> named() {
    TelemetrySettings settings = telemetry.settings();
    return gauges.get().stream()
        .filter(gauge -> settings.tells(gauge.figure().name()))
        .map(gauge -> new Gauge(gauge.figure().within(settings.prefix()), gauge.value()))
        .sorted((one, other) -> one.figure().compareTo(other.figure()))
        .toList();
  }

  private static Response refused(String text) {
    return Response.rawRefusal(PLAIN, text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.leasehold.verticles.telemetry;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// All figures, and those of the JVM, in the text that Prometheus reads. Loaded when it is first
/// asked for, so that a start does not wait for it. May block; one thread at a time.
///
/// Vault's counters have no `_total` at the end, which Prometheus would give to a counter: they are
/// told without a type, under Vault's names.
final class PrometheusText {
  private static final String NO_HELP = "";

  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final PrometheusRegistry machine = new PrometheusRegistry();

  PrometheusText() {
    JvmMetrics.builder().register(machine);
  }

  byte[] text(Telemetry telemetry, List<Gauge> gauges) {
    List<MetricSnapshot> all = new ArrayList<>();
    machine.scrape().forEach(all::add);
    SortedMap<Figure, Long> levels = new TreeMap<>();
    gauges.forEach(gauge -> levels.put(gauge.figure(), gauge.value()));
    all.addAll(families(levels, PrometheusText::gauge, GaugeSnapshot::new));
    all.addAll(families(telemetry.totals(), PrometheusText::counter, UnknownSnapshot::new));
    all.addAll(families(telemetry.times(), PrometheusText::summary, SummarySnapshot::new));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try {
      writer.write(bytes, new MetricSnapshots(all));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// What Prometheus calls a figure.
  private static String name(Figure figure) {
    return PrometheusNaming.sanitizeMetricName(figure.name().replaceAll("[ .=\\-/]", "_"));
  }

  private static Labels labels(Figure figure) {
    Labels.Builder labels = Labels.builder();
    figure.labels().forEach(labels::label);
    return labels.build();
  }

  private static <V, P extends DataPointSnapshot, S extends MetricSnapshot> List<S> families(
      SortedMap<Figure, V> figures,
      BiFunction<Figure, V, P> point,
      BiFunction<MetricMetadata, List<P>, S> family) {
    Map<String, List<P>> byName = new TreeMap<>();
    figures.forEach((figure, value) ->
        byName
            .computeIfAbsent(name(figure), none -> new ArrayList<>())
            .add(point.apply(figure, value)));
    return byName.entrySet().stream()
        .map(each -> family.apply(new MetricMetadata(each.getKey(), NO_HELP), each.getValue()))
        .toList();
  }

  private static GaugeDataPointSnapshot gauge(Figure figure, long value) {
    return new GaugeDataPointSnapshot((double) value, labels(figure), null);
  }

  private static UnknownDataPointSnapshot counter(Figure figure, long value) {
    return new UnknownDataPointSnapshot((double) value, labels(figure), null);
  }

  private static SummaryDataPointSnapshot summary(Figure figure, Telemetry.Times times) {
    boolean some = times.lately().count() > 0;
    Quantiles quantiles =
        Quantiles.of(
            new Quantile(0.5, some ? times.lately().median() : Double.NaN),
            new Quantile(0.9, some ? times.lately().ninetieth() : Double.NaN),
            new Quantile(0.99, some ? times.lately().ninetyNinth() : Double.NaN));
    return SummaryDataPointSnapshot.builder()
        .count(times.count())
        .sum(times.sum())
        .quantiles(quantiles)
        .labels(labels(figure))
        .build();
  }
}

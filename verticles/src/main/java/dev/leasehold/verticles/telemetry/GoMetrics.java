package dev.leasehold.verticles.telemetry;

import dev.leasehold.verticles.request.JsonText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/// An interval in the JSON of go-metrics, which is what Vault's clients read.
final class GoMetrics {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private GoMetrics() {}

  static byte[] json(Telemetry.Interval interval, List<Gauge> gauges) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("Timestamp", TIME.format(rounded(interval.began())));
    summary.put("Gauges", gauges.stream().map(GoMetrics::gauge).toList());
    summary.put("Points", List.of());
    summary.put("Counters", samples(interval.counters()));
    summary.put("Samples", samples(interval.samples()));
    return JsonText.write(summary);
  }

  /// Intervals begin at a multiple of their length there.
  private static Instant rounded(Instant time) {
    long length = Telemetry.INTERVAL.toSeconds();
    return Instant.ofEpochSecond(time.getEpochSecond() / length * length);
  }

  private static Map<String, Object> gauge(Gauge gauge) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("Name", gauge.figure().name());
    one.put("Value", gauge.value());
    one.put("Labels", gauge.figure().labels());
    return one;
  }

  private static List<Object> samples(SortedMap<Figure, Spread> spreads) {
    List<Object> all = new ArrayList<>();
    spreads.forEach((figure, spread) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("Name", figure.name());
      one.put("Count", spread.count());
      one.put("Rate", number(spread.sum() / Telemetry.INTERVAL.toSeconds()));
      one.put("Sum", number(spread.sum()));
      one.put("Min", number(spread.least()));
      one.put("Max", number(spread.most()));
      one.put("Mean", number(spread.mean()));
      one.put("Stddev", number(spread.deviation()));
      one.put("Labels", figure.labels());
      all.add(one);
    });
    return all;
  }

  /// Go writes a whole number without a fraction.
  private static Number number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : value;
  }
}

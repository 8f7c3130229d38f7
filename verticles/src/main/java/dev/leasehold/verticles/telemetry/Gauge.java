package dev.leasehold.verticles.telemetry;

import java.util.Map;

/// How much there is of something now.
public record Gauge(Figure figure, long value) {
  public static Gauge of(String name, long value) {
    return new Gauge(Figure.of(name), value);
  }

  public static Gauge of(String name, Map<String, String> labels, long value) {
    return new Gauge(Figure.of(name, labels), value);
  }
}

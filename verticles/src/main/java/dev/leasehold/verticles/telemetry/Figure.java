package dev.leasehold.verticles.telemetry;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is measured: a dotted name, as `core.handle_request`, and labels. A value.
public record Figure(String name, SortedMap<String, String> labels) implements Comparable<Figure> {

  public Figure {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /// One without labels.
  public static Figure of(String name) {
    return new Figure(name, new TreeMap<>());
  }

  public static Figure of(String name, Map<String, String> labels) {
    return new Figure(name, new TreeMap<>(labels));
  }

  /// The same with a word before its name.
  Figure within(String prefix) {
    return prefix.isEmpty() ? this : new Figure(prefix + "." + name, labels);
  }

  /// Name and labels as one text, by which figures are sorted.
  private String key() {
    return labels.entrySet().stream()
        .map(label -> ";" + label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining("", name, ""));
  }

  @Override
  public int compareTo(Figure other) {
    return key().compareTo(other.key());
  }
}

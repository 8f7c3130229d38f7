package dev.leasehold.verticles.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What is measured, under Vault's names. Any thread counts and records, which never waits; whoever
/// reads waits for another reader at most. It begins with the process and outlives a seal.
///
/// Intervals of ten seconds are closed by [#turn]; of them the last one is told, as go-metrics does
/// it, and before the first is closed what there is so far.
public final class Telemetry {
  /// How long an interval is.
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  private final TelemetrySettings settings;
  private final LongSupplier nanoTime;
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<String, Timed> times = new ConcurrentHashMap<>();
  private final Map<Figure, Counted> counts = new ConcurrentHashMap<>();
  private Instant opened;
  private @Nullable Instant closed;

  /// @param nanoTime the monotonic clock
  /// @param now when the first interval begins
  public Telemetry(TelemetrySettings settings, LongSupplier nanoTime, Instant now) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.opened = now;
  }

  public TelemetrySettings settings() {
    return settings;
  }

  /// The monotonic clock, to be given to [#since] later.
  public long nanos() {
    return nanoTime.getAsLong();
  }

  /// Something is over that began then.
  public void since(String name, long began) {
    took(name, nanos() - began);
  }

  /// Something took so long.
  void took(String name, long nanos) {
    Timed timed = bounded(times, name, name, none -> new Timed());
    if (timed != null) {
      timed.record(nanos);
    }
  }

  /// Something happened.
  public void count(String name, Map<String, String> labels) {
    Counted counted = bounded(counts, Figure.of(name, labels), name, none -> new Counted());
    if (counted != null) {
      counted.add();
    }
  }

  /// Something happened that has no labels.
  public void count(String name) {
    count(name, Map.of());
  }

  /// What there is of a figure already, or a new one while there is room for it.
  private <K, V> @Nullable V bounded(
      Map<K, V> figures, K figure, String name, Function<K, V> make) {
    V known = figures.get(figure);
    if (known != null) {
      return known;
    }
    boolean full = figures.size() >= settings.mostFigures();
    return full || !settings.tells(name) ? null : figures.computeIfAbsent(figure, make);
  }

  /// Closes the interval that is open and begins the next.
  public void turn(Instant now) {
    reading.lock();
    try {
      times.values().forEach(Timed::turn);
      counts.values().forEach(Counted::turn);
      closed = opened;
      opened = now;
    } finally {
      reading.unlock();
    }
  }

  /// An interval: when it began, and what happened in it.
  record Interval(
      Instant began, SortedMap<Figure, Spread> counters, SortedMap<Figure, Spread> samples) {}

  /// The last interval that was closed; before there is one, the one that is open.
  Interval interval() {
    reading.lock();
    try {
      boolean first = closed == null;
      return new Interval(
          closed == null ? opened : closed,
          told(counts, figure -> figure, first ? Counted::current : Counted::closed),
          told(times, Figure::of, first ? Timed::current : Timed::closed));
    } finally {
      reading.unlock();
    }
  }

  private <K, V> SortedMap<Figure, Spread> told(
      Map<K, V> figures, Function<K, Figure> figure, Function<V, Spread> spread) {
    SortedMap<Figure, Spread> told = new TreeMap<>();
    figures.forEach((key, value) -> {
      Spread one = spread.apply(value);
      if (one.count() > 0) {
        told.put(figure.apply(key).within(settings.prefix()), one);
      }
    });
    return told;
  }

  /// Since the start: how often what has happened.
  SortedMap<Figure, Long> totals() {
    SortedMap<Figure, Long> totals = new TreeMap<>();
    counts.forEach((figure, value) -> totals.put(figure.within(settings.prefix()), value.all()));
    return totals;
  }

  /// Since the start: how long it took, how often, and how the times of the last interval are
  /// spread.
  record Times(long count, double sum, Spread lately) {}

  /// What took time since the start.
  SortedMap<Figure, Times> times() {
    reading.lock();
    try {
      SortedMap<Figure, Times> all = new TreeMap<>();
      times.forEach((name, timed) -> {
        Spread lately = closed == null ? timed.current() : timed.closed();
        Figure figure = Figure.of(name).within(settings.prefix());
        all.put(figure, new Times(timed.count(), timed.sum(), lately));
      });
      return all;
    } finally {
      reading.unlock();
    }
  }
}

package dev.leasehold.verticles.telemetry;

import org.HdrHistogram.Histogram;

/// How values were spread over an interval; times are in milliseconds, as Vault's are.
///
/// @param deviation the standard deviation of a sample, as go-metrics has it
public record Spread(
    long count,
    double sum,
    double least,
    double most,
    double mean,
    double deviation,
    double median,
    double ninetieth,
    double ninetyNinth) {
  private static final double NANOS = 1e6;

  static final Spread NONE = new Spread(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// Of times in nanoseconds, whose exact sum is known beside them.
  static Spread ofNanos(Histogram histogram, long sum) {
    long count = histogram.getTotalCount();
    if (count == 0) {
      return NONE;
    }
    double deviation =
        count == 1 ? 0 : histogram.getStdDeviation() * Math.sqrt(count / (count - 1.0));
    return new Spread(
        count,
        sum / NANOS,
        histogram.getMinValue() / NANOS,
        histogram.getMaxValue() / NANOS,
        sum / NANOS / count,
        deviation / NANOS,
        histogram.getValueAtPercentile(50) / NANOS,
        histogram.getValueAtPercentile(90) / NANOS,
        histogram.getValueAtPercentile(99) / NANOS);
  }

  /// Of events that count one each.
  static Spread ofOnes(long count) {
    return count == 0 ? NONE : new Spread(count, count, 1, 1, 1, 0, 1, 1, 1);
  }
}

package dev.leasehold.verticles.telemetry;

import java.time.Duration;
import java.util.List;

/// How figures are told: the `telemetry` block of a configuration. A value.
///
/// @param retention 0 where Prometheus is told nothing; how long Vault would keep an idle figure,
///   while ours are kept as long as the process
/// @param prefix what all names begin with
/// @param mostFigures how many figures of a kind there are at most; more are not measured
/// @param tellsOthers whether a figure is told for which there is no rule
/// @param rules beginnings of names with `+` before what is told and `-` before what is not; the
///   longest that fits counts
public record TelemetrySettings(
    Duration retention, String prefix, int mostFigures, boolean tellsOthers, List<String> rules) {
  /// Vault's own bound on the labels of a gauge.
  public static final int USUAL_MOST = 500;

  /// Without a block nothing is told to Prometheus.
  public static final TelemetrySettings NONE =
      new TelemetrySettings(Duration.ZERO, "vault", USUAL_MOST, true, List.of());

  /// What a block has that says nothing, and dev mode.
  public static final TelemetrySettings USUAL =
      new TelemetrySettings(Duration.ofHours(24), "vault", USUAL_MOST, true, List.of());

  public TelemetrySettings {
    rules = List.copyOf(rules);
  }

  /// Whether a figure is told; its name is without the prefix.
  boolean tells(String name) {
    return rules.isEmpty() ? tellsOthers : tellsWhole(prefix + "." + name);
  }

  private boolean tellsWhole(String name) {
    boolean told = tellsOthers;
    int longest = -1;
    for (String rule : rules) {
      if (rule.length() > longest && name.startsWith(rule.substring(1))) {
        longest = rule.length();
        told = rule.startsWith("+");
      }
    }
    return told;
  }
}

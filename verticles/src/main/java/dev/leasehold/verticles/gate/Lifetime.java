package dev.leasehold.verticles.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// How long a token or lease may live from now on, in seconds, with what the client is warned of:
/// Vault's rule for tokens and leases alike (its `CalculateTTL`).
public record Lifetime(long seconds, List<String> warnings) {

  /// What a lifetime is worked out from; every length is in seconds, and 0 means not given.
  ///
  /// @param increment what the client asks for
  /// @param ttl what the role or the creation said
  /// @param period the fixed period of a periodic token
  /// @param max the role's maximum
  /// @param explicitMax a hard cap, counted from `issued` even for a periodic token
  /// @param systemDefault the mount's default
  /// @param systemMax the mount's maximum
  /// @param issued when it began
  public record Terms(
      long increment,
      long ttl,
      long period,
      long max,
      long explicitMax,
      long systemDefault,
      long systemMax,
      Instant issued) {}

  /// Nothing is left: the maximum has passed.
  public static final class PastMaximum extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What clients are told.
    public static final String TEXT = "past the max TTL, cannot renew";

    PastMaximum() {
      super(TEXT, null, false, false);
    }
  }

  /// The lifetime from `now` on. Throws [PastMaximum] where no time is left.
  public static Lifetime of(Terms terms, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    Instant issued = terms.issued().truncatedTo(ChronoUnit.SECONDS);
    long max = least(terms.systemMax(), terms.max(), terms.explicitMax());
    List<String> warnings = new ArrayList<>();
    if (terms.period() > 0) {
      long period = Math.min(terms.period(), max);
      if (period < terms.period()) {
        warnings.add(warning("period of", terms.period(), max, "period value"));
      }
      return terms.explicitMax() > 0
          ? capped(period, issued.plusSeconds(terms.explicitMax()), second, warnings)
          : new Lifetime(period, warnings);
    }
    long wanted =
        terms.increment() > 0
            ? terms.increment()
            : terms.ttl() > 0 ? terms.ttl() : terms.systemDefault();
    return capped(wanted, issued.plusSeconds(max), second, warnings);
  }

  private static Lifetime capped(long wanted, Instant end, Instant now, List<String> warnings) {
    long left = Duration.between(now, end).toSeconds();
    if (left <= 0) {
      throw new PastMaximum();
    }
    if (left < wanted) {
      warnings.add(warning("TTL of", wanted, left, "TTL value"));
    }
    return new Lifetime(Math.min(wanted, left), warnings);
  }

  private static String warning(String what, long value, long max, String which) {
    return what
        + " \""
        + words(value)
        + "\" exceeded the effective max_ttl of \""
        + words(max)
        + "\"; "
        + which
        + " is capped accordingly";
  }

  /// A number of seconds as Vault's warnings show it: `1h30m`, `768h`, `5s`.
  static String words(long seconds) {
    if (seconds == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    if (seconds >= 3600) {
      text.append(seconds / 3600).append('h');
    }
    if (seconds / 60 % 60 > 0 || (seconds >= 3600 && seconds % 60 > 0)) {
      text.append(seconds / 60 % 60).append('m');
    }
    if (seconds % 60 > 0) {
      text.append(seconds % 60).append('s');
    }
    return text.toString();
  }

  private static long least(long system, long... others) {
    long least = system;
    for (long other : others) {
      if (other > 0 && other < least) {
        least = other;
      }
    }
    return least;
  }
}

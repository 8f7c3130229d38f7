package dev.leasehold.verticles.outbound;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Talks with several HTTP servers, one after the other, until enough is known. It is done with a
/// list of what came of each talk, also where the time was up before the last.
///
/// @param timeout after which no further talk is begun
public record HttpTour(String target, Next next, Duration timeout) implements Effect {

  /// From what came of the talks so far to the next one; null where enough is known. Runs on the
  /// room's context, so it must be quick, and it must not throw.
  @FunctionalInterface
  public interface Next {
    @Nullable HttpEffect after(List<Outcome> outcomes);
  }

  @Override
  public boolean revoking() {
    return false;
  }
}

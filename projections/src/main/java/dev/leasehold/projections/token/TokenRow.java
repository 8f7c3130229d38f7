package dev.leasehold.projections.token;

import dev.leasehold.events.Token;
import java.time.Instant;

/// A token, and the number of the commit that made it. Its `numUses` are those that remain, -1 for
/// none.
public record TokenRow(Token token, long sequence) {

  /// Whether it is past its time or has no uses left, by itself and whatever its ancestors are.
  public boolean isOver(Instant now) {
    Instant expires = token.expires();
    return token.numUses() < 0 || (expires != null && !now.isBefore(expires));
  }
}

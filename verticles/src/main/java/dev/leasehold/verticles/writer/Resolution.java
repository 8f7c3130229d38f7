package dev.leasehold.verticles.writer;

import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import org.jspecify.annotations.Nullable;

/// What deciding gave, and what the audit is to be told of it in the same commit.
///
/// @param audit the request half of the audit entry; null where there is none
public record Resolution(Decision decision, @Nullable String audit) {

  /// Nothing happened, and the client is told why.
  public static Resolution refused(Refusal refusal) {
    return new Resolution(Decision.refused(refusal), null);
  }

  public static Resolution of(Decision decision) {
    return new Resolution(decision, null);
  }

  public Resolution audited(String half) {
    return new Resolution(decision, half);
  }
}

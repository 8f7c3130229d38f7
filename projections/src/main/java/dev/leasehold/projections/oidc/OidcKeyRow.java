package dev.leasehold.projections.oidc;

import dev.leasehold.events.OidcKey;
import dev.leasehold.events.OidcPair;
import dev.leasehold.events.PayloadName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named key with its pairs. Where it has any, one signs and one is ready to, and both have a
/// private half; the others are published until they expire.
///
/// @param current id of the pair that signs, null before the first
/// @param next id of the pair that is ready
public record OidcKeyRow(
    OidcKey settings, List<OidcPair> pairs, @Nullable String current, @Nullable String next) {

  /// The pair that signs, or null.
  public @Nullable OidcPair signing() {
    return pair(current);
  }

  /// The pair that signs after the next rotation, or null.
  public @Nullable OidcPair ready() {
    return pair(next);
  }

  /// What may be published at a time.
  public List<String> published(Instant now) {
    return pairs.stream()
        .filter(pair -> pair.expires() == null || pair.expires().isAfter(now))
        .map(OidcPair::published)
        .toList();
  }

  /// The names of the private halves.
  public List<PayloadName> secrets() {
    List<PayloadName> names = new ArrayList<>();
    for (OidcPair pair : pairs) {
      if (pair.signing() != null) {
        names.add(pair.signing());
      }
    }
    return names;
  }

  private @Nullable OidcPair pair(@Nullable String id) {
    return pairs.stream().filter(pair -> pair.id().equals(id)).findFirst().orElse(null);
  }
}

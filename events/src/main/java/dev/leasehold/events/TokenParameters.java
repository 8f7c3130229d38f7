package dev.leasehold.events;

import java.util.ArrayList;
import java.util.List;

/// What a user or role of an auth method says about the tokens that it grants: the fields
/// `token_*`, which all methods share. Every length is in seconds, and 0 means not given.
///
/// @param type `default`, `service` or `batch`, as `default` where none was given
/// @param numUses how many requests a token may make, 0 for no limit
/// @param old those of the older, unprefixed names, as `ttl`, by which a method was last told; it
///   shows them beside the new ones
public record TokenParameters(
    List<String> policies,
    boolean noDefaultPolicy,
    long ttlSeconds,
    long maxTtlSeconds,
    long explicitMaxTtlSeconds,
    long periodSeconds,
    int numUses,
    String type,
    List<String> boundCidrs,
    List<String> old) {

  /// Of a user or role for which nothing was said.
  public static final TokenParameters NONE =
      new TokenParameters(List.of(), false, 0, 0, 0, 0, 0, "default", List.of(), List.of());

  /// The same with further policies behind its own.
  public TokenParameters withMore(List<String> further) {
    List<String> all = new ArrayList<>(policies);
    all.addAll(further);
    return new TokenParameters(
        List.copyOf(all),
        noDefaultPolicy,
        ttlSeconds,
        maxTtlSeconds,
        explicitMaxTtlSeconds,
        periodSeconds,
        numUses,
        type,
        boundCidrs,
        old);
  }
}

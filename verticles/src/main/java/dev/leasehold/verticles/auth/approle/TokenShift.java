package dev.leasehold.verticles.auth.approle;

import dev.leasehold.events.TokenParameters;
import java.util.ArrayList;
import java.util.List;

/// The settings of tokens with one of them changed. Immutable.
record TokenShift(TokenParameters done) {
  static TokenShift of(TokenParameters before) {
    return new TokenShift(before);
  }

  TokenShift policies(List<String> policies) {
    return shifted(policies, done.ttlSeconds(), done.maxTtlSeconds(), done.periodSeconds());
  }

  TokenShift ttl(long seconds) {
    return shifted(done.policies(), seconds, done.maxTtlSeconds(), done.periodSeconds());
  }

  TokenShift maxTtl(long seconds) {
    return shifted(done.policies(), done.ttlSeconds(), seconds, done.periodSeconds());
  }

  TokenShift period(long seconds) {
    return shifted(done.policies(), done.ttlSeconds(), done.maxTtlSeconds(), seconds);
  }

  TokenShift numUses(int uses) {
    return of(limited(uses, done.boundCidrs(), done.old()));
  }

  TokenShift boundCidrs(List<String> cidrs) {
    return of(limited(done.numUses(), cidrs, done.old()));
  }

  /// With an older name shown beside the new one.
  TokenParameters with(String old) {
    List<String> names = new ArrayList<>(done.old());
    names.remove(old);
    names.add(old);
    return limited(done.numUses(), done.boundCidrs(), names);
  }

  /// Without that older name.
  TokenParameters without(String old) {
    List<String> names = new ArrayList<>(done.old());
    names.remove(old);
    return limited(done.numUses(), done.boundCidrs(), names);
  }

  private TokenShift shifted(List<String> policies, long ttl, long maxTtl, long period) {
    return of(
        new TokenParameters(
            policies,
            done.noDefaultPolicy(),
            ttl,
            maxTtl,
            done.explicitMaxTtlSeconds(),
            period,
            done.numUses(),
            done.type(),
            done.boundCidrs(),
            done.old()));
  }

  private TokenParameters limited(int uses, List<String> cidrs, List<String> old) {
    return new TokenParameters(
        done.policies(),
        done.noDefaultPolicy(),
        done.ttlSeconds(),
        done.maxTtlSeconds(),
        done.explicitMaxTtlSeconds(),
        done.periodSeconds(),
        uses,
        done.type(),
        cidrs,
        old);
  }
}

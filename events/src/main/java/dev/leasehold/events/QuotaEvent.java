package dev.leasehold.events;

import java.util.List;

/// What happened to the quotas. How much of them is used is no event.
public sealed interface QuotaEvent extends Event {

  /// A rate limit is as it is said here, and for all who ask.
  record RateLimitWritten(RateLimit limit) implements QuotaEvent {}

  /// A rate limit is as it is said here, and for the logins with one role alone.
  record RoleLimitWritten(RateLimit limit, String role) implements QuotaEvent {}

  /// A rate limit is gone.
  record RateLimitDeleted(String namespace, String name) implements QuotaEvent {}

  /// What holds for all rate limits: the paths that none is for, and what is told.
  record QuotasConfigured(
      String namespace, List<String> exemptPaths, boolean auditLogging, boolean responseHeaders)
      implements QuotaEvent {}

  /// A lease count quota is as it is said here.
  record LeaseCountWritten(LeaseCount quota) implements QuotaEvent {}

  /// A lease count quota is gone.
  record LeaseCountDeleted(String namespace, String name) implements QuotaEvent {}
}

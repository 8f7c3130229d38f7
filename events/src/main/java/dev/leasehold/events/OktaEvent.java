package dev.leasehold.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened to a mount of the Okta method.
public sealed interface OktaEvent extends MountedEvent {

  /// Which organization is asked, and where.
  ///
  /// @param baseUrl the domain, or an empty text for Okta's own
  /// @param production `false` for Okta's domain for trials, `true` for its usual one, null where
  ///   nothing was said
  /// @param credential the payload that holds the key to Okta's API; null for none
  record Configured(
      String mount,
      String organization,
      String baseUrl,
      @Nullable String production,
      boolean bypassMfa,
      TokenParameters parameters,
      @Nullable PayloadName credential)
      implements OktaEvent {}

  /// What a user has here beside what Okta says.
  record UserWritten(String mount, String name, List<String> groups, List<String> policies)
      implements OktaEvent {}

  record UserDeleted(String mount, String name) implements OktaEvent {}

  /// Which policies the members of a group get.
  record GroupWritten(String mount, String name, List<String> policies) implements OktaEvent {}

  record GroupDeleted(String mount, String name) implements OktaEvent {}
}

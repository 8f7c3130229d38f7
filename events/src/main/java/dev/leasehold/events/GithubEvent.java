package dev.leasehold.events;

/// What happened to a mount of the GitHub method, beside its maps.
public sealed interface GithubEvent extends MountedEvent {

  /// Whose members may log in, and where they are known. The id of the organization is that which
  /// GitHub has given it, so that a name taken by someone else means nothing.
  record Configured(
      String mount,
      String organization,
      long organizationId,
      String baseUrl,
      TokenParameters parameters)
      implements GithubEvent {}
}

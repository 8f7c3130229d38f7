package dev.leasehold.events;

/// What happened to the users of a userpass mount. A user's name is in lower case.
public sealed interface UserpassEvent extends MountedEvent {

  /// A user has these settings from now on; the bcrypt hash of the password is a payload.
  record UserWritten(String mount, String name, TokenParameters parameters, PayloadName hash)
      implements UserpassEvent {}

  /// A user is gone.
  record UserDeleted(String mount, String name) implements UserpassEvent {}
}

package dev.leasehold.events;

/// What happened to the maps of an auth method, as those of GitHub's teams or of app ids to
/// policies. A map is called by its name in the path, its entries by a key: the name in lower case,
/// or, where that is secret, a keyed hash of it.
public sealed interface AuthMapEvent extends MountedEvent {

  /// An entry is this from now on: the object that the client sent, as a payload.
  record EntryWritten(String mount, String map, String key, PayloadName content)
      implements AuthMapEvent {}

  /// An entry is gone.
  record EntryDeleted(String mount, String map, String key) implements AuthMapEvent {}
}

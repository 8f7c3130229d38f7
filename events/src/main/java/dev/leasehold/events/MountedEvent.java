package dev.leasehold.events;

/// An event of one mounted engine or auth method. There is one vocabulary per engine.
public sealed interface MountedEvent extends Event
    permits AstraEvent,
        KvEvent,
        DatabaseEvent,
        LoginEvent,
        UserpassEvent,
        AppRoleEvent,
        AuthMapEvent,
        GithubEvent,
        OktaEvent,
        CertEvent {

  /// The uuid of the mount that it happened in; it is drawn when the mount is enabled and never
  /// reused, so that a mount made anew under an old path revives nothing.
  String mount();
}

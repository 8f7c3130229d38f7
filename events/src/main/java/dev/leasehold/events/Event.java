package dev.leasehold.events;

/// Something that has happened, and that every replay of the journal learns in the same order.
///
/// An event is an immutable record. It states an outcome, not an order, so that replaying it needs
/// no clock, no randomness and no permission. Its wire name and meaning are for ever. It holds no
/// secret value: secrets are payloads, which an event names by [PayloadName].
public sealed interface Event
    permits SysEvent,
        TokenEvent,
        LeaseEvent,
        IdentityEvent,
        CubbyholeEvent,
        OidcEvent,
        QuotaEvent,
        MountedEvent {}

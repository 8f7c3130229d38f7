package dev.leasehold.projections.authmap;

import dev.leasehold.events.PayloadName;

/// An entry of a map as it is now.
///
/// @param content the payload with the object that the client sent
public record MapEntry(PayloadName content) {}

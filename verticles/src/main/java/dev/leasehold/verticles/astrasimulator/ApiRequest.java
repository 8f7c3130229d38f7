package dev.leasehold.verticles.astrasimulator;

/// A request as far as it matters to what Astra does. Immutable.
///
/// @param clientId from the path, else empty
/// @param body empty where there is none
record ApiRequest(ApiCall call, Fingerprint asker, String clientId, String body) {}

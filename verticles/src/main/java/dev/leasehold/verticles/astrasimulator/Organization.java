package dev.leasehold.verticles.astrasimulator;

/// An organization of Astra's: all that a token may touch belongs to one. Immutable.
///
/// @param id a UUID
public record Organization(String id, String name) {}

package dev.leasehold.projections.rotation;

import java.time.Instant;

/// The term of the keyring that records are sealed under.
///
/// @param sequence of the commit that says so
public record Term(int number, Instant installed, long sequence) {}

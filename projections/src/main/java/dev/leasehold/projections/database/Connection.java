package dev.leasehold.projections.database;

/// A name of a connection: which versions it has had. It outlives its configuration, so that a
/// number is never used twice under one name.
///
/// @param version the newest version
/// @param configured whether that version is what the name means, or the name means nothing now
public record Connection(long version, boolean configured) {}

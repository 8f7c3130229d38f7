package dev.leasehold.projections.astra;

/// An id of an organization: which versions it has had. It outlives its configuration, so that a
/// number is never used twice under one id.
///
/// @param newest the newest version
/// @param configured whether that version is what the id means, or the id means nothing now
public record Versions(long newest, boolean configured) {}

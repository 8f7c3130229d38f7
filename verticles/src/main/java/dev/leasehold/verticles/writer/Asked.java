package dev.leasehold.verticles.writer;

/// A request that led to a commit of another node or of a process that has ended: whether it was
/// answered stands in the audit stream alone.
///
/// @param requestHalf the request's line of the audit, with its secrets hashed
public record Asked(long sequence, String requestHalf) {}

package dev.leasehold.projections.database;

import java.util.List;

/// How the credential of a lease is renewed and revoked, whatever becomes of its role.
public record Pin(
    String mount,
    String connection,
    long connectionVersion,
    List<String> renewStatements,
    List<String> revocationStatements) {}

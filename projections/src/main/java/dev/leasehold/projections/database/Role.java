package dev.leasehold.projections.database;

import java.util.List;
import java.util.Map;

/// A role as written.
public record Role(
    String connection,
    List<String> creationStatements,
    List<String> revocationStatements,
    List<String> rollbackStatements,
    List<String> renewStatements,
    String credentialType,
    Map<String, String> credentialConfig,
    long defaultTtlSeconds,
    long maxTtlSeconds) {}

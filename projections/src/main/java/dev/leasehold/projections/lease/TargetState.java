package dev.leasehold.projections.lease;

import java.time.Instant;

/// A target that does not answer: how often it was tried, and when it is probed next.
public record TargetState(int attempt, String errorClass, Instant nextTry) {}

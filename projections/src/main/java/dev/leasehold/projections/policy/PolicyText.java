package dev.leasehold.projections.policy;

/// The text of a policy, byte for byte as it was sent.
public record PolicyText(String text) {}

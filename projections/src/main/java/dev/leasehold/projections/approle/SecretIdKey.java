package dev.leasehold.projections.approle;

/// Which secret id of which role of which mount.
public record SecretIdKey(String mount, String role, String id) {}

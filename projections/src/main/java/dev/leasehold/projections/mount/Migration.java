package dev.leasehold.projections.mount;

/// From where to where a mount was moved, both as requests name them.
public record Migration(String from, String to) {}

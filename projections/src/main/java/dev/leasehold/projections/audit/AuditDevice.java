package dev.leasehold.projections.audit;

import dev.leasehold.events.PayloadName;
import java.util.Map;

/// An audit device that is fed. The salt of its hashes is a payload.
public record AuditDevice(
    String path,
    String type,
    String description,
    Map<String, String> options,
    boolean local,
    PayloadName salt) {}

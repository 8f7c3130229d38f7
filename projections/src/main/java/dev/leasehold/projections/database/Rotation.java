package dev.leasehold.projections.database;

import dev.leasehold.events.PayloadName;
import java.time.Instant;

/// A new root password that is being tried; the old one is kept beside it.
public record Rotation(String connection, PayloadName candidate, Instant deadline) {}

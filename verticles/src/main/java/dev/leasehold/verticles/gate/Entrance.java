package dev.leasehold.verticles.gate;

import dev.leasehold.events.Mount;
import dev.leasehold.verticles.policy.Verdict;
import org.jspecify.annotations.Nullable;

/// How far a request has come at the gate: what the audit tells of one that was refused as well.
///
/// @param mount the mount its path leads to, null where there is none
/// @param caller who asks, null where no live token came with it
public record Entrance(@Nullable Mount mount, @Nullable Caller caller, @Nullable Verdict verdict) {}

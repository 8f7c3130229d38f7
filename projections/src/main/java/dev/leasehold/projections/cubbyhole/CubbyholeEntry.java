package dev.leasehold.projections.cubbyhole;

import dev.leasehold.events.PayloadName;
import dev.leasehold.events.Wrapping;
import org.jspecify.annotations.Nullable;

/// What a cubbyhole holds at a path.
///
/// @param wrapping how the answer was wrapped that this is; null for what a client wrote
public record CubbyholeEntry(PayloadName data, @Nullable Wrapping wrapping) {}

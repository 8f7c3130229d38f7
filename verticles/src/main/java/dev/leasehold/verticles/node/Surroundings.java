package dev.leasehold.verticles.node;

import dev.leasehold.crypto.secret.Entropy;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What a node is given that a test gives it otherwise: randomness and the clocks.
///
/// @param nanoTime the monotonic clock
public record Surroundings(Entropy entropy, InstantSource clock, LongSupplier nanoTime) {}

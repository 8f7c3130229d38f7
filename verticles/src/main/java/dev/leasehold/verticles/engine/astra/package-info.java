/// The engine that has Astra DB make tokens and hands them out on lease. Everything here is pure:
/// it plans what is asked of Astra's DevOps API and settles what came of it; the outbound room
/// asks.
@NullMarked
package dev.leasehold.verticles.engine.astra;

import org.jspecify.annotations.NullMarked;

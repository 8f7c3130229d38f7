package dev.leasehold.verticles.outbound;

import java.time.Duration;

/// An act on another system, described as a value: what to do, where, and for how long to wait.
/// Engines make effects, the outbound room performs them through the adapter of the target's kind.
public sealed interface Effect
    permits DatabaseEffect, DropUsers, HttpEffect, HttpAct, HttpTour, SweepEffect {

  /// Which bulkhead it goes through: mount uuid, slash, connection name.
  String target();

  /// How long it may take before its outcome is unknown.
  Duration timeout();

  /// Whether it belongs to a client's request or to clearing up; the two have pools of their own.
  boolean revoking();
}

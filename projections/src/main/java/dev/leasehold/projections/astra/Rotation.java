package dev.leasehold.projections.astra;

import dev.leasehold.events.PayloadName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An admin token on its way to be followed by another.
///
/// ```text
/// INTENDED ─► MADE ─► RETIRING ─► gone
///    └─────────┴─► gone (aborted)
/// ```
///
/// @param name what the new token is described by at Astra
/// @param oldClient client id of the one that goes
/// @param newClient of the one that comes; null until it is known to have been made
/// @param candidate the new token, until it is the organization's
public record Rotation(
    Stage stage,
    String name,
    String oldClient,
    @Nullable String newClient,
    @Nullable PayloadName candidate,
    Instant deadline) {

  /// How far it is.
  public enum Stage {
    /// The new token may have been made.
    INTENDED,
    /// It was made, and is to be proven.
    MADE,
    /// It is in use, and the old one is to be deleted.
    RETIRING
  }
}

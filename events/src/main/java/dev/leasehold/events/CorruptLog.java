package dev.leasehold.events;

/// The log says something that cannot be: it was edited, cut or mixed with another one, or we have
/// a fault. The node stops; it never shrugs and goes on.
///
/// The message names positions and kinds, never values.
public final class CorruptLog extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CorruptLog(String message) {
    super(message);
  }

  public CorruptLog(String message, Throwable cause) {
    super(message, cause);
  }
}

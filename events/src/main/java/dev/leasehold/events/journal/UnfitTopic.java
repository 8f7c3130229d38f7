package dev.leasehold.events.journal;

/// A topic is not set up as the log requires; the node must not lead on it. The message names the
/// topic, the setting, and what was wanted and found.
public final class UnfitTopic extends RuntimeException {

  private final String setting;

  /// Names what differs.
  public UnfitTopic(String topic, String setting, String wanted, String found) {
    super("topic " + topic + ": " + setting + " must be " + wanted + " but is " + found);
    this.setting = setting;
  }

  /// The name of the setting that differs.
  public String setting() {
    return setting;
  }
}

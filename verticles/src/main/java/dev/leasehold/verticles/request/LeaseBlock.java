package dev.leasehold.verticles.request;

/// The lease part of an answer; an empty id where the answer is not leased.
public record LeaseBlock(String leaseId, boolean renewable, long durationSeconds) {
  /// What an answer without a lease says.
  public static final LeaseBlock NONE = new LeaseBlock("", false, 0);
}

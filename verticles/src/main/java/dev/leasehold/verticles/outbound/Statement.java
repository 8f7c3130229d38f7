package dev.leasehold.verticles.outbound;

/// One statement in the language of its target, filled in and quoted. Its text may hold a password:
/// it is never printed.
public record Statement(String text) {
  @Override
  public String toString() {
    return "Statement[" + text.length() + "]";
  }
}

package dev.leasehold.verticles.outbound;

/// One statement, filled in and quoted. Its text may hold a password: it is never printed.
public record SqlStatement(String text) {
  @Override
  public String toString() {
    return "SqlStatement[" + text.length() + "]";
  }
}

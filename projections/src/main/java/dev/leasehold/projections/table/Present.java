package dev.leasehold.projections.table;

/// The value of a row that says all by being there.
public record Present() {
  public static final Present HERE = new Present();
}

package dev.leasehold.verticles.hcl;

/// A place in a text: line and column, both counted from 1, columns in code points.
public record Position(int line, int column) {
  @Override
  public String toString() {
    return line + ":" + column;
  }
}

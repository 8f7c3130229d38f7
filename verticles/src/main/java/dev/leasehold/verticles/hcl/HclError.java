package dev.leasehold.verticles.hcl;

/// A text that is not HCL, or not what its reader asked for.
///
/// The message is `At LINE:COLUMN: text`. The text names keys and kinds of token, and at most one
/// unquoted word of the input, never the contents of a quoted string.
public final class HclError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;
  private final String text;

  public HclError(Position at, String text) {
    super(text);
    this.line = at.line();
    this.column = at.column();
    this.text = text;
  }

  @Override
  public String getMessage() {
    return "At " + at() + ": " + text;
  }

  public Position at() {
    return new Position(line, column);
  }

  /// What is wrong, without the place.
  public String text() {
    return text;
  }
}

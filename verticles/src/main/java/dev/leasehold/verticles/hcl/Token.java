package dev.leasehold.verticles.hcl;

/// A word of HCL: its kind, what was written, what it means (for a string: without quotes and
/// escapes) and where it starts.
record Token(Kind kind, String written, String meaning, Position at) {
  /// The kinds, under the names that error texts give them.
  enum Kind {
    EOF,
    IDENT,
    NUMBER,
    FLOAT,
    BOOL,
    STRING,
    HEREDOC,
    LBRACK,
    LBRACE,
    COMMA,
    PERIOD,
    RBRACK,
    RBRACE,
    ASSIGN,
    ADD,
    SUB
  }

  boolean is(Kind other) {
    return kind == other;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case STRING, HEREDOC -> at + " " + kind;
      default -> at + " " + kind + " " + written;
    };
  }
}

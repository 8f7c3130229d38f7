package dev.leasehold.verticles.hcl;

/// Cuts an HCL text into tokens; comments and white space fall away. For one thread.
final class Scanner {
  private final Cursor cursor;

  Scanner(String text) {
    this.cursor = new Cursor(text);
  }

  Token next() {
    skipBlanksAndComments();
    Position at = cursor.at();
    int start = cursor.offset();
    int point = cursor.peek();
    if (isLetter(point)) {
      return word(at, start);
    }
    if (startsNumber(point)) {
      boolean fraction = Numerals.walk(cursor);
      return token(fraction ? Token.Kind.FLOAT : Token.Kind.NUMBER, at, start);
    }
    return switch (point) {
      case Cursor.END -> new Token(Token.Kind.EOF, "", "", at);
      case '"' -> new Token(Token.Kind.STRING, "", QuotedText.read(cursor), at);
      case '<' -> new Token(Token.Kind.HEREDOC, "", Heredoc.read(cursor), at);
      case '[' -> sign(Token.Kind.LBRACK, at, start);
      case ']' -> sign(Token.Kind.RBRACK, at, start);
      case '{' -> sign(Token.Kind.LBRACE, at, start);
      case '}' -> sign(Token.Kind.RBRACE, at, start);
      case ',' -> sign(Token.Kind.COMMA, at, start);
      case '.' -> sign(Token.Kind.PERIOD, at, start);
      case '=' -> sign(Token.Kind.ASSIGN, at, start);
      case '+' -> sign(Token.Kind.ADD, at, start);
      case '-' -> sign(Token.Kind.SUB, at, start);
      default -> {
        cursor.next();
        throw new HclError(at, "illegal char");
      }
    };
  }

  static boolean isLetter(int point) {
    return ('a' <= point && point <= 'z')
        || ('A' <= point && point <= 'Z')
        || point == '_'
        || (point >= 0x80 && Character.isLetter(point));
  }

  static boolean isDigit(int point) {
    return Numerals.isDecimal(point) || (point >= 0x80 && Character.isDigit(point));
  }

  private boolean startsNumber(int point) {
    boolean signed = point == '-' || point == '.';
    return Numerals.isDecimal(point) || (signed && Numerals.isDecimal(cursor.peekSecond()));
  }

  private Token word(Position at, int start) {
    while (isPartOfWord(cursor.peek())) {
      cursor.next();
    }
    String word = cursor.since(start);
    boolean flag = word.equals("true") || word.equals("false");
    return new Token(flag ? Token.Kind.BOOL : Token.Kind.IDENT, word, word, at);
  }

  private static boolean isPartOfWord(int point) {
    return isLetter(point) || isDigit(point) || point == '-' || point == '.';
  }

  private Token sign(Token.Kind kind, Position at, int start) {
    cursor.next();
    return token(kind, at, start);
  }

  private Token token(Token.Kind kind, Position at, int start) {
    String written = cursor.since(start);
    return new Token(kind, written, written, at);
  }

  private void skipBlanksAndComments() {
    while (true) {
      switch (cursor.peek()) {
        case ' ', '\t', '\n', '\r' -> cursor.next();
        case '#' -> skipLine();
        case '/' -> skipSlashComment();
        default -> {
          return;
        }
      }
    }
  }

  private void skipSlashComment() {
    if (cursor.startsWith("//")) {
      skipLine();
      return;
    }
    if (!cursor.startsWith("/*")) {
      throw cursor.fail("expected '/' for comment");
    }
    cursor.skip(2);
    while (!cursor.startsWith("*/")) {
      if (cursor.next() == Cursor.END) {
        throw cursor.fail("comment not terminated");
      }
    }
    cursor.skip(2);
  }

  private void skipLine() {
    while (cursor.peek() != '\n' && cursor.peek() != Cursor.END) {
      cursor.next();
    }
  }
}

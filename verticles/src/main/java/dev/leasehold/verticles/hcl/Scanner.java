package dev.leasehold.verticles.hcl;

import java.util.ArrayList;
import java.util.List;

/// Cuts an HCL text into tokens. White space falls away; the comments before a token are kept until
/// the next one. For one thread.
final class Scanner {
  private final Cursor cursor;
  private List<Comment> comments = List.of();

  Scanner(String text) {
    this.cursor = new Cursor(text);
  }

  /// The comments between the last token and the one before it.
  List<Comment> comments() {
    return comments;
  }

  /// The line that has been reached.
  int line() {
    return cursor.at().line();
  }

  Token next() {
    comments = new ArrayList<>();
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
      case '"' -> quoted(Token.Kind.STRING, QuotedText.read(cursor), at, start);
      case '<' -> quoted(Token.Kind.HEREDOC, Heredoc.read(cursor), at, start);
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

  private Token quoted(Token.Kind kind, String meaning, Position at, int start) {
    return new Token(kind, cursor.since(start), meaning, at);
  }

  private Token token(Token.Kind kind, Position at, int start) {
    String written = cursor.since(start);
    return new Token(kind, written, written, at);
  }

  private void skipBlanksAndComments() {
    while (true) {
      switch (cursor.peek()) {
        case ' ', '\t', '\n', '\r' -> cursor.next();
        case '#', '/' -> takeComment();
        default -> {
          return;
        }
      }
    }
  }

  private void takeComment() {
    int start = cursor.offset();
    int line = cursor.at().line();
    skipComment();
    comments.add(new Comment(cursor.since(start), line, cursor.at().line()));
  }

  private void skipComment() {
    if (cursor.startsWith("#") || cursor.startsWith("//")) {
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

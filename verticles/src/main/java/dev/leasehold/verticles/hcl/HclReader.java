package dev.leasehold.verticles.hcl;

import dev.leasehold.verticles.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reads the native form of HCL. For one text and one thread.
///
/// ```text
/// body  = { item [","] }
/// item  = key "=" value | key { key } "{" body "}"
/// key   = IDENT | STRING
/// value = STRING | HEREDOC | NUMBER | FLOAT | BOOL | list | "{" body "}"
/// list  = "[" { value | "," } "]"
/// ```
///
/// Commas may be doubled or hang, as in the Go implementation, but two literals need one between.
final class HclReader {
  private final Scanner scanner;
  private Token current;
  private int depth;

  HclReader(String text) {
    this.scanner = new Scanner(text);
    this.current = scanner.next();
  }

  HclValue.Body readFile() {
    Position start = current.at();
    List<HclItem> items = readItems(Kind.EOF);
    return new HclValue.Body(items, start);
  }

  private List<HclItem> readItems(Kind end) {
    List<HclItem> items = new ArrayList<>();
    while (!current.is(end)) {
      if (current.is(Kind.EOF)) {
        throw failAtEnd("object expected closing RBRACE got: EOF");
      }
      items.add(readItem());
      if (current.is(Kind.COMMA)) {
        advance();
      }
    }
    return items;
  }

  private HclItem readItem() {
    List<Token> keys = readKeys();
    Position at = keys.getFirst().at();
    List<String> names = keys.stream().map(Token::meaning).toList();
    if (current.is(Kind.LBRACE)) {
      return new HclItem(names, readBody(), at, null);
    }
    Position assigned = current.at();
    if (keys.size() > 1) {
      throw fail("nested object expected: LBRACE got: ASSIGN");
    }
    advance();
    return new HclItem(names, readValue(), at, assigned);
  }

  /// Reads keys up to the `=` or `{` behind them, where it stops.
  private List<Token> readKeys() {
    List<Token> keys = new ArrayList<>();
    while (current.is(Kind.IDENT) || current.is(Kind.STRING)) {
      keys.add(current);
      advance();
    }
    boolean more = current.is(Kind.ASSIGN) || current.is(Kind.LBRACE);
    if (more && !keys.isEmpty()) {
      return keys;
    }
    if (current.is(Kind.ASSIGN)) {
      throw fail("no object keys found!");
    }
    if (current.is(Kind.LBRACE)) {
      throw fail("expected: IDENT | STRING got: LBRACE");
    }
    if (keys.isEmpty() || !(current.is(Kind.EOF) || current.is(Kind.RBRACE))) {
      throw fail("expected: IDENT | STRING | ASSIGN | LBRACE got: " + current.kind());
    }
    String names = keys.stream().map(HclReader::asWritten).collect(Collectors.joining(" "));
    String why = "key '" + names + "' expected start of object ('{') or assignment ('=')";
    throw depth > 0 && current.is(Kind.EOF) ? failAtEnd(why) : fail(why);
  }

  private static String asWritten(Token key) {
    return key.is(Kind.STRING) ? '"' + key.meaning() + '"' : key.written();
  }

  private HclValue readValue() {
    return switch (current.kind()) {
      case LBRACE -> readBody();
      case LBRACK -> readList();
      case STRING, HEREDOC, NUMBER, FLOAT, BOOL -> readLiteral();
      case EOF ->
          throw depth > 0
              ? failAtEnd("object expected closing RBRACE got: EOF")
              : fail("Unknown token: " + current);
      case IDENT, COMMA, PERIOD, RBRACK, RBRACE, ASSIGN, ADD, SUB ->
          throw fail("Unknown token: " + current);
    };
  }

  private HclValue readLiteral() {
    Token token = current;
    advance();
    return switch (token.kind()) {
      case NUMBER -> Numerals.whole(token.written(), token.at());
      case FLOAT -> Numerals.fraction(token.written(), token.at());
      case BOOL -> new HclValue.Flag(token.written().equals("true"), token.at());
      default -> new HclValue.Text(token.meaning(), token.at());
    };
  }

  private HclValue.Body readBody() {
    Position start = current.at();
    enter();
    advance();
    List<HclItem> items = readItems(Kind.RBRACE);
    advance();
    depth--;
    return new HclValue.Body(items, start);
  }

  private HclValue.Listing readList() {
    Position start = current.at();
    enter();
    advance();
    List<HclValue> values = new ArrayList<>();
    boolean needComma = false;
    while (!current.is(Kind.RBRACK)) {
      if (current.is(Kind.COMMA)) {
        advance();
        needComma = false;
        continue;
      }
      if (needComma) {
        throw fail("error parsing list, expected comma or list end, got: " + current.kind());
      }
      needComma = !current.is(Kind.LBRACK);
      values.add(readElement());
    }
    advance();
    depth--;
    return new HclValue.Listing(values, start);
  }

  private HclValue readElement() {
    return switch (current.kind()) {
      case STRING, HEREDOC, NUMBER, FLOAT, BOOL, LBRACE, LBRACK -> readValue();
      case EOF, IDENT, COMMA, PERIOD, RBRACK, RBRACE, ASSIGN, ADD, SUB ->
          throw fail("unexpected token while parsing list: " + current.kind());
    };
  }

  private void enter() {
    depth++;
    if (depth > Hcl.MAX_DEPTH) {
      throw fail("nested deeper than " + Hcl.MAX_DEPTH);
    }
  }

  private void advance() {
    current = scanner.next();
  }

  /// In an object Vault's parser reads the end twice, and says that it is a column further on.
  private HclError failAtEnd(String why) {
    Position end = current.at();
    return new HclError(new Position(end.line(), end.column() + 1), why);
  }

  private HclError fail(String why) {
    return new HclError(current.at(), why);
  }
}

package dev.leasehold.verticles.engine.database;

import dev.leasehold.verticles.outbound.cassandra.CqlQuoted;
import dev.leasehold.verticles.outbound.mysql.MysqlQuoted;
import dev.leasehold.verticles.outbound.postgres.Quoted;

/// How statements of a kind of database are quoted, as far as [SqlText] has to know.
enum SqlDialect {
  /// Names in double quotes; a backslash in a text may or may not mean something.
  POSTGRES {
    @Override
    String name(String value) {
      return Quoted.identifier(value);
    }

    @Override
    String text(String value) {
      return Quoted.literal(value);
    }

    @Override
    boolean isSafeInText(String value) {
      return value.indexOf('\\') < 0 && value.indexOf('"') < 0;
    }

    @Override
    String inText(String value) {
      return value.replace("'", "''");
    }
  },

  /// Names in backticks, texts in single quotes, and either in double quotes, as the server is set.
  /// In our sessions a backslash in a text escapes.
  MYSQL {
    @Override
    String name(String value) {
      return MysqlQuoted.identifier(value);
    }

    @Override
    String text(String value) {
      return MysqlQuoted.literal(value);
    }

    @Override
    boolean isSafeInText(String value) {
      return true;
    }

    @Override
    String inText(String value) {
      return MysqlQuoted.inLiteral(value);
    }
  },

  /// Cassandra's: texts in single quotes, and so the names of users, which may be written as
  /// either; nothing between quotes means anything but a quote.
  CQL {
    @Override
    String name(String value) {
      return CqlQuoted.literal(value);
    }

    @Override
    String text(String value) {
      return CqlQuoted.literal(value);
    }

    @Override
    boolean isSafeInText(String value) {
      return true;
    }

    @Override
    String inText(String value) {
      return CqlQuoted.inLiteral(value);
    }
  };

  /// A value as a quoted name.
  abstract String name(String value);

  /// A value as a quoted text.
  abstract String text(String value);

  /// Whether a value can be put between single quotes at all.
  abstract boolean isSafeInText(String value);

  /// A value as it stands between single quotes.
  abstract String inText(String value);

  /// Whether a backslash between quotes takes the meaning from the quote behind it.
  boolean escapes() {
    return this == MYSQL;
  }

  /// Whether names stand between backticks.
  boolean hasBackticks() {
    return this == MYSQL;
  }

  /// Whether a statement with the word END is left whole, as Vault does for this kind.
  boolean keepsBlocks() {
    return this == POSTGRES;
  }

  /// Whether a comment that ends with the line begins here.
  boolean isLineComment(String text, int at) {
    return switch (this) {
      case POSTGRES -> text.startsWith("--", at);
      case CQL -> text.startsWith("--", at) || text.startsWith("//", at);
      case MYSQL ->
          text.charAt(at) == '#'
              || (text.startsWith("--", at)
                  && (at + 2 == text.length() || text.charAt(at + 2) <= ' '));
    };
  }
}

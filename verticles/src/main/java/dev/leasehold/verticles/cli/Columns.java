package dev.leasehold.verticles.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Rows of text in columns, four spaces apart, under a header with dashes. An empty cell shows as
/// `n/a`, cells are trimmed, and widths count bytes of UTF-8: the habits of the tables that people
/// and scripts know from `vault`.
final class Columns {
  private final List<List<String>> rows = new ArrayList<>();
  private final int headerRows;

  private Columns(int headerRows) {
    this.headerRows = headerRows;
  }

  /// Starts a table without a header.
  static Columns headless() {
    return new Columns(0);
  }

  /// Starts a table with these headers.
  static Columns of(String... headers) {
    Columns columns = new Columns(2);
    columns.row(headers);
    columns.rows.add(List.of(headers).stream().map(header -> "-".repeat(bytes(header))).toList());
    return columns;
  }

  /// Adds a row.
  Columns row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell.isBlank() ? "n/a" : cell.strip());
    }
    rows.add(row);
    return this;
  }

  /// Says whether there is nothing below the header.
  boolean isEmpty() {
    return rows.size() == headerRows;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(cell);
        if (i < row.size() - 1) {
          int missing = width(i) - cell.codePointCount(0, cell.length());
          line.append(" ".repeat(missing + 4));
        }
      }
      lines.add(line.toString());
    }
    return String.join("\n", lines);
  }

  private int width(int column) {
    int width = 0;
    for (List<String> row : rows) {
      if (column < row.size()) {
        width = Math.max(width, bytes(row.get(column)));
      }
    }
    return width;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

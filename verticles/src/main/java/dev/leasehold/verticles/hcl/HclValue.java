package dev.leasehold.verticles.hcl;

import java.util.List;

/// A value of HCL with its place. All are immutable and may be shared between threads.
///
/// A configuration file may hold secrets: what a text says is not part of any `toString`.
public sealed interface HclValue {
  Position at();

  /// The name of this kind of value in error texts, which are those of the Go implementation.
  default String kind() {
    return switch (this) {
      case Listing _ -> "*ast.ListType";
      case Body _ -> "*ast.ObjectType";
      case Text _, Whole _, Fraction _, Flag _ -> "*ast.LiteralType";
    };
  }

  /// A quoted string or heredoc, escapes resolved; JSON's null is the empty text.
  record Text(String text, Position at) implements HclValue {
    @Override
    public String toString() {
      return "Text[at=" + at + "]";
    }
  }

  /// A whole number, as counted and as written.
  record Whole(long number, String written, Position at) implements HclValue {}

  /// A number with a fraction or an exponent, as counted and as written.
  record Fraction(double number, String written, Position at) implements HclValue {}

  record Flag(boolean on, Position at) implements HclValue {}

  record Listing(List<HclValue> values, Position at) implements HclValue {
    public Listing {
      values = List.copyOf(values);
    }
  }

  /// A whole file, the inside of a block, or an object: items in their order, duplicates kept.
  record Body(List<HclItem> items, Position at) implements HclValue {
    public Body {
      items = List.copyOf(items);
    }

    /// The items under one key, in their order.
    public List<HclItem> under(String key) {
      return items.stream().filter(item -> item.key().equals(key)).toList();
    }
  }
}

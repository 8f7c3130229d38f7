package dev.leasehold.verticles.request;

import org.jspecify.annotations.Nullable;

/// A field that a route takes from the body, the query or the path: its name, how it is read, and
/// what it says of itself in the help. Immutable.
///
/// @param fallback the decoded value where none is given; null for the type's zero
/// @param secret its value is repeated in no error, since those are told and audited in the clear
public record Field(
    String name, FieldType type, @Nullable Object fallback, String description, boolean secret) {

  /// A field whose value may be repeated.
  public Field(String name, FieldType type, @Nullable Object fallback, String description) {
    this(name, type, fallback, description, false);
  }

  public static Field text(String name, String description) {
    return new Field(name, FieldType.TEXT, null, description);
  }

  public static Field lowerCase(String name, String description) {
    return new Field(name, FieldType.LOWER_CASE, null, description);
  }

  public static Field integer(String name, String description) {
    return new Field(name, FieldType.INTEGER, null, description);
  }

  public static Field flag(String name, String description) {
    return new Field(name, FieldType.FLAG, null, description);
  }

  /// A duration of whole seconds that is not negative.
  public static Field seconds(String name, String description) {
    return new Field(name, FieldType.SECONDS, null, description);
  }

  public static Field signedSeconds(String name, String description) {
    return new Field(name, FieldType.SIGNED_SECONDS, null, description);
  }

  /// A list, or texts with commas between them.
  public static Field commaList(String name, String description) {
    return new Field(name, FieldType.COMMA_LIST, null, description);
  }

  /// A list, or one text that is never split.
  public static Field stringList(String name, String description) {
    return new Field(name, FieldType.STRING_LIST, null, description);
  }

  /// Whole numbers in a list, or with commas between them.
  public static Field integerList(String name, String description) {
    return new Field(name, FieldType.INTEGER_LIST, null, description);
  }

  /// An object of scalars, or texts as `name=value`.
  public static Field pairs(String name, String description) {
    return new Field(name, FieldType.PAIRS, null, description);
  }

  public static Field map(String name, String description) {
    return new Field(name, FieldType.MAP, null, description);
  }

  /// Any value, as it was sent.
  public static Field raw(String name, String description) {
    return new Field(name, FieldType.RAW, null, description);
  }

  public static Field time(String name, String description) {
    return new Field(name, FieldType.TIME, null, description);
  }

  /// The same with a default, written as a client would: `"768h"`, `10`, `true`, `"a,b"`.
  public Field fallback(Object value) {
    return new Field(name, type, type.decode(value), description, secret);
  }

  /// The same, with a value that no error repeats.
  public Field keptSecret() {
    return new Field(name, type, fallback, description, true);
  }
}

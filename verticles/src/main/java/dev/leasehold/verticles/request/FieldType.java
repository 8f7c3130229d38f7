package dev.leasehold.verticles.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the value of a field is read from JSON or from a query, each with Vault's tolerance and
/// Vault's error texts, and what a field that was not given reads as.
public enum FieldType {
  TEXT,
  LOWER_CASE,
  INTEGER,
  FLAG,
  /// Whole seconds, never negative.
  SECONDS,
  SIGNED_SECONDS,
  /// A list, or texts with commas between them.
  COMMA_LIST,
  /// A list, or one text that is never split.
  STRING_LIST,
  /// Whole numbers in a list, or with commas between them.
  INTEGER_LIST,
  /// An object of scalars, or texts as `name=value`.
  PAIRS,
  MAP,
  /// Whatever was sent, null too.
  RAW,
  TIME;

  /// The value of a field that was not given and has no default.
  @Nullable Object zero() {
    return switch (this) {
      case TEXT, LOWER_CASE -> "";
      case INTEGER, SECONDS, SIGNED_SECONDS -> 0L;
      case FLAG -> false;
      case COMMA_LIST, STRING_LIST, INTEGER_LIST -> List.of();
      case PAIRS, MAP -> Map.of();
      case RAW -> null;
      case TIME -> Instant.EPOCH;
    };
  }

  /// The value, or [Undecodable]; null where a null means that nothing was given.
  public @Nullable Object decode(@Nullable Object raw) {
    return switch (this) {
      case TEXT -> WeakDecoding.text(raw);
      case LOWER_CASE -> WeakDecoding.lowerCase(raw);
      case INTEGER -> WeakDecoding.integer(raw);
      case FLAG -> WeakDecoding.flag(raw);
      case SECONDS -> WeakDecoding.seconds(raw);
      case SIGNED_SECONDS -> WeakDecoding.signedSeconds(raw);
      case COMMA_LIST -> WeakDecoding.commaList(raw);
      case STRING_LIST -> WeakDecoding.stringList(raw);
      case INTEGER_LIST -> WeakDecoding.integerList(raw);
      case PAIRS -> WeakDecoding.pairs(raw);
      case MAP -> WeakDecoding.map(raw);
      case RAW -> raw;
      case TIME -> WeakDecoding.time(raw);
    };
  }
}

package dev.leasehold.verticles.http;

import java.util.Locale;

/// The little of content types that requests are judged by.
final class MediaType {
  private MediaType() {}

  /// The type without its parameters, in lower case; empty where there is none.
  static String name(String contentType) {
    int semicolon = contentType.indexOf(';');
    String name = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /// Whether it is a type and a subtype, or a type alone.
  static boolean isWellFormed(String contentType) {
    String name = name(contentType);
    int slash = name.indexOf('/');
    return slash < 0
        ? isToken(name)
        : isToken(name.substring(0, slash)) && isToken(name.substring(slash + 1));
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0);
  }
}

package dev.leasehold.verticles.policy;

/// The path of a stanza, understood: `text` has lost a leading slash, and its star if it is a plain
/// prefix.
///
/// ```text
/// EXACT     secret/a
/// PREFIX    secret/*          text is secret/
/// SEGMENTS  secret/+/a        any path with a segment that starts with +; a star at the end stays
/// ```
record RulePath(String text, Kind kind) {
  enum Kind {
    EXACT,
    PREFIX,
    SEGMENTS
  }

  /// Understands a path as written. Throws `PolicyError` for `+*`.
  static RulePath of(String written) {
    String path = written.startsWith("/") ? written.substring(1) : written;
    if (path.contains("+*")) {
      throw new PolicyError(
          "path " + Quoted.of(path) + ": invalid use of wildcards ('+*' is forbidden)");
    }
    if (path.equals("+") || path.startsWith("+/") || path.contains("/+")) {
      return new RulePath(path, Kind.SEGMENTS);
    }
    if (path.endsWith("*")) {
      return new RulePath(path.substring(0, path.length() - 1), Kind.PREFIX);
    }
    return new RulePath(path, Kind.EXACT);
  }
}

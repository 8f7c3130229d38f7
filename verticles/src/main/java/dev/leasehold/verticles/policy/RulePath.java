package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.request.GoText;

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
          "path " + GoText.quoted(path) + ": invalid use of wildcards ('+*' is forbidden)");
    }
    if (path.equals("+") || path.startsWith("+/") || path.contains("/+")) {
      return new RulePath(path, Kind.SEGMENTS);
    }
    if (path.endsWith("*")) {
      return new RulePath(path.substring(0, path.length() - 1), Kind.PREFIX);
    }
    return new RulePath(path, Kind.EXACT);
  }

  /// Whether some path below a folder, which ends in a slash, may match this rule.
  boolean reachesBelow(String folder) {
    if (kind != Kind.SEGMENTS) {
      return text.startsWith(folder);
    }
    String[] wanted = text.split("/", -1);
    String[] given = folder.substring(0, folder.length() - 1).split("/", -1);
    if (wanted.length < given.length) {
      return false;
    }
    for (int i = 0; i < given.length; i++) {
      if (!wanted[i].equals("+") && !wanted[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }
}

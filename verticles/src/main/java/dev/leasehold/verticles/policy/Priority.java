package dev.leasehold.verticles.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The order among rules with wildcards that match the same path; the greater one is used.
///
/// The later first wildcard wins; then the one that does not end in a star; then the fewer `+`;
/// then the longer; then the lexically greater. Lengths and order are those of UTF-8. None of it
/// depends on the path asked for, so rules can be put in order once.
final class Priority implements Comparable<Priority> {
  private final int firstWildcard;
  private final boolean prefix;
  private final int wildcards;
  private final byte[] path;

  private Priority(int firstWildcard, boolean prefix, int wildcards, byte[] path) {
    this.firstWildcard = firstWildcard;
    this.prefix = prefix;
    this.wildcards = wildcards;
    this.path = path;
  }

  static Priority of(RulePath rule) {
    byte[] bytes = rule.text().getBytes(StandardCharsets.UTF_8);
    if (rule.kind() != RulePath.Kind.SEGMENTS) {
      return new Priority(bytes.length, true, 0, bytes);
    }
    boolean prefix = rule.text().endsWith("*");
    byte[] path = prefix ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    String first = rule.text().substring(0, rule.text().indexOf('+'));
    int wildcards =
        (int) SegmentPath.of(rule.text()).segments().stream().filter("+"::equals).count();
    return new Priority(first.getBytes(StandardCharsets.UTF_8).length, prefix, wildcards, path);
  }

  @Override
  public int compareTo(Priority other) {
    if (firstWildcard != other.firstWildcard) {
      return Integer.compare(firstWildcard, other.firstWildcard);
    }
    if (prefix != other.prefix) {
      return prefix ? -1 : 1;
    }
    if (wildcards != other.wildcards) {
      return Integer.compare(other.wildcards, wildcards);
    }
    if (path.length != other.path.length) {
      return Integer.compare(path.length, other.path.length);
    }
    return Arrays.compareUnsigned(path, other.path);
  }
}

package dev.leasehold.verticles.policy;

import java.util.List;

/// A path with `+` segments, ready to be matched. A `+` stands for one segment, also an empty one;
/// with a star at the end the last segment is the start of all that follows.
record SegmentPath(List<String> segments, boolean prefix) {
  static SegmentPath of(String path) {
    boolean prefix = path.endsWith("*");
    String text = prefix ? path.substring(0, path.length() - 1) : path;
    return new SegmentPath(List.of(text.split("/", -1)), prefix);
  }

  boolean matches(String path) {
    int position = 0;
    int last = segments.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (position > path.length()) {
        return false;
      }
      String segment = segments.get(i);
      if (i == last && prefix) {
        return path.startsWith(segment, position);
      }
      int slash = path.indexOf('/', position);
      int end = slash < 0 ? path.length() : slash;
      if (!segment.equals("+") && !isAt(segment, path, position, end)) {
        return false;
      }
      position = end + 1;
    }
    return position > path.length();
  }

  private static boolean isAt(String segment, String path, int start, int end) {
    return end - start == segment.length() && path.startsWith(segment, start);
  }
}

package dev.leasehold.verticles.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A pattern of a path below a mount. Immutable.
///
/// Segments stand for themselves, but `{name}` captures one segment that is a valid name (Vault's
/// `GenericNameRegex`), `{name:any}` one segment of any characters, `{name:word}` one of word
/// characters and dashes, and `{path...}` all the rest, which may be empty (not so `{path+...}`),
/// but for the fixed segments that follow in the pattern. A pattern that ends in a slash is that of
/// a LIST; it matches without that slash too, as Vault's do.
public final class PathPattern {
  /// Vault's `GenericNameRegex`: word characters, with dots and dashes inside.
  private static final Pattern NAME = Pattern.compile("\\w(([\\w-.]+)?\\w)?");

  private static final Pattern WORD = Pattern.compile("[-\\w]+");

  private final String text;
  private final List<String> segments;

  private PathPattern(String text) {
    this.text = text;
    this.segments = List.of(text.split("/", -1));
  }

  /// Reads a pattern; patterns are constants of engines, so a bad one is a fault of ours.
  public static PathPattern of(String text) {
    return new PathPattern(text);
  }

  public String text() {
    return text;
  }

  /// The names of what it captures, in order.
  public List<String> names() {
    return segments.stream().filter(PathPattern::isCapture).map(PathPattern::captured).toList();
  }

  /// The pattern as OpenAPI writes paths: `roles/{name}`; that of a LIST without its slash.
  public String template() {
    String joined =
        segments.stream()
            .map(segment -> isCapture(segment) ? "{" + captured(segment) + "}" : segment)
            .collect(Collectors.joining("/"));
    return joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
  }

  /// The pattern as a regular expression in Go's notation.
  public String regex() {
    String joined = segments.stream().map(PathPattern::expression).collect(Collectors.joining("/"));
    return "^" + (joined.endsWith("/") ? joined + "?" : joined) + "$";
  }

  private static String expression(String segment) {
    if (!isCapture(segment)) {
      return segment;
    }
    String what =
        isRest(segment)
            ? segment.endsWith("+...}") ? ".+" : ".*"
            : segment.endsWith(":any}") ? "[^/]+" : NAME.pattern();
    return "(?P<" + captured(segment) + ">" + what + ")";
  }

  private static String captured(String segment) {
    return segment.substring(1).replaceAll("(:any|\\+?\\.\\.\\.)?}$", "");
  }

  /// The captured parts of a path that this pattern matches, else null.
  public @Nullable Map<String, String> match(String path) {
    Map<String, String> captured = Map.of();
    int at = 0;
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isRest(segment)) {
        return rest(
            segment,
            String.join("/", segments.subList(i + 1, segments.size())),
            path,
            at,
            captured);
      }
      int end = path.indexOf('/', at);
      boolean last = i == segments.size() - 1;
      if (last != (end < 0)) {
        boolean unslashed = end < 0 && i == segments.size() - 2 && segments.getLast().isEmpty();
        return unslashed ? last(segment, path.substring(at), captured) : null;
      }
      String part = last ? path.substring(at) : path.substring(at, end);
      if (isCapture(segment)) {
        if (!accepts(segment, part)) {
          return null;
        }
        captured = with(captured, nameOf(segment), part);
      } else if (!segment.equals(part)) {
        return null;
      }
      at = end + 1;
    }
    return captured;
  }

  private static @Nullable Map<String, String> last(
      String segment, String part, Map<String, String> captured) {
    if (isCapture(segment)) {
      return accepts(segment, part) ? with(captured, nameOf(segment), part) : null;
    }
    return segment.equals(part) ? captured : null;
  }

  private static @Nullable Map<String, String> rest(
      String segment, String after, String path, int at, Map<String, String> captured) {
    boolean some = segment.endsWith("+...}");
    String name = segment.substring(1, segment.length() - (some ? 5 : 4));
    if (at > path.length() || (some && at == path.length())) {
      return null;
    }
    if (after.isEmpty()) {
      return with(captured, name, path.substring(at));
    }
    int end = path.length() - after.length() - 1;
    return end > at && path.endsWith("/" + after)
        ? with(captured, name, path.substring(at, end))
        : null;
  }

  private static boolean isRest(String segment) {
    return segment.endsWith("...}");
  }

  private static boolean isCapture(String segment) {
    return segment.startsWith("{");
  }

  private static boolean accepts(String segment, String part) {
    return segment.endsWith(":any}")
        ? !part.isEmpty()
        : (segment.endsWith(":word}") ? WORD : NAME).matcher(part).matches();
  }

  private static String nameOf(String segment) {
    int kind = segment.indexOf(':');
    return segment.substring(1, kind < 0 ? segment.length() - 1 : kind);
  }

  private static Map<String, String> with(Map<String, String> before, String name, String part) {
    if (before.isEmpty()) {
      return Map.of(name, part);
    }
    Map<String, String> all = new HashMap<>(before);
    all.put(name, part);
    return all;
  }
}

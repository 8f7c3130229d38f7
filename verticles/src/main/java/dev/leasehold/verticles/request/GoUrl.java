package dev.leasehold.verticles.request;

import org.jspecify.annotations.Nullable;

/// What Go finds wrong with a URL, in Go's words: it takes almost any text for one.
public final class GoUrl {
  private GoUrl() {}

  /// The error text, or null where Go takes the text.
  public static @Nullable String error(String url) {
    String wrong = wrong(url);
    return wrong == null ? null : "parse " + GoText.quoted(url) + ": " + wrong;
  }

  private static @Nullable String wrong(String url) {
    if (url.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return "net/url: invalid control character in URL";
    }
    if (url.startsWith(":")) {
      return "missing protocol scheme";
    }
    for (int at = url.indexOf('%'); at >= 0; at = url.indexOf('%', at + 1)) {
      if (!isHex(url, at + 1) || !isHex(url, at + 2)) {
        String shown = url.substring(at, Math.min(at + 3, url.length()));
        return "invalid URL escape " + GoText.quoted(shown);
      }
    }
    int slash = url.indexOf('/');
    int colon = url.indexOf(':');
    boolean scheme = colon > 0 && url.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
    return colon > 0 && (slash < 0 || colon < slash) && !scheme
        ? "first path segment in URL cannot contain colon"
        : null;
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
  }
}

package dev.leasehold.verticles.config;

/// The address of a listener, `host:port`; an IPv6 host stands in brackets. An empty host means all
/// addresses of the machine, as in Go.
public record HostAndPort(String host, int port) {
  private static final int LAST_PORT = 65535;

  /// Reads the text. Throws `IllegalArgumentException` with a text that names what is wrong.
  public static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("address " + text + ": missing port in address");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.contains(":")) {
      throw new IllegalArgumentException("address " + text + ": too many colons in address");
    }
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return new HostAndPort(bare.isEmpty() ? "0.0.0.0" : bare, port(text.substring(colon + 1)));
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LAST_PORT) {
      throw new IllegalArgumentException("invalid port " + text);
    }
    return Integer.parseInt(text);
  }
}

package dev.leasehold.verticles.outbound.redis;

/// The server said no. Its text begins with a word that says why, as `WRONGPASS`.
final class RedisError extends RuntimeException {
  private static final long serialVersionUID = 1;

  RedisError(String text) {
    super(text, null, false, false);
  }

  @Override
  public String getMessage() {
    String text = super.getMessage();
    return text == null ? "" : text;
  }

  /// The word that it begins with.
  String kind() {
    String text = getMessage();
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }
}

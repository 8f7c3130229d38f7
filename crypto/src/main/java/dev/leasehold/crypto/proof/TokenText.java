package dev.leasehold.crypto.proof;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;

/// The texts of tokens: a prefix and 24 digits and letters, which are 142 random bits. Clients
/// treat a token as opaque, so the form only tells what a text may be, never whether it is valid.
/// May be used from any thread.
public final class TokenText {
  /// Digits and letters behind the prefix of a token, and in an accessor.
  public static final int DRAWN = 24;

  private static final String SERVICE = "hvs.";

  /// What a text says that it is.
  public enum Form {
    /// Kept by the server: `hvs.`, or the older `s.`.
    SERVICE,
    /// Carries its own content, encrypted: `hvb.`, or the older `b.`.
    BATCH,
    /// Made by recovery mode: `hvr.`, or the older `r.`.
    RECOVERY,
    /// An id that an operator chose, such as a dev server's root token.
    CHOSEN
  }

  private TokenText() {}

  public static SecretBytes drawService(Entropy entropy) {
    return SecretBytes.ofUtf8(SERVICE + entropy.base62(DRAWN));
  }

  /// An accessor names a token without giving its power, and has no prefix.
  public static String drawAccessor(Entropy entropy) {
    return entropy.base62(DRAWN);
  }

  public static Form form(String text) {
    return switch (text.substring(0, text.indexOf('.') + 1)) {
      case SERVICE, "s." -> Form.SERVICE;
      case "hvb.", "b." -> Form.BATCH;
      case "hvr.", "r." -> Form.RECOVERY;
      default -> Form.CHOSEN;
    };
  }

  /// Whether the text has just the form that [#drawService(Entropy)] gives.
  public static boolean isDrawn(String text) {
    return text.length() == SERVICE.length() + DRAWN
        && text.startsWith(SERVICE)
        && text.substring(SERVICE.length()).chars().allMatch(TokenText::isBase62);
  }

  private static boolean isBase62(int each) {
    return (each >= '0' && each <= '9')
        || (each >= 'A' && each <= 'Z')
        || (each >= 'a' && each <= 'z');
  }
}

package dev.leasehold.verticles.policy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A stored policy: its name and its text, byte for byte as written.
public record PolicyText(String name, String text) {
  /// The text that a client means: the API takes it in base64, too, and tries that first.
  public static String decoded(String sent) {
    String compact = sent.replace("\r", "").replace("\n", "");
    if (compact.length() % 4 != 0) {
      return sent;
    }
    try {
      return new String(Base64.getDecoder().decode(compact), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return sent;
    }
  }
}

package dev.leasehold.verticles.cli;

import dev.leasehold.verticles.request.GoBase64;
import dev.leasehold.verticles.request.Undecodable;
import java.nio.charset.StandardCharsets;

/// A root token as the server hands it out: each byte masked (XOR) by one of a one-time password.
final class MaskedToken {
  private MaskedToken() {}

  /// Returns the token.
  ///
  /// @param masked base64 without padding
  /// @throws CommandFailed if it is not, or the password is not as long as the token
  static String open(String masked, String password) {
    byte[] token;
    try {
      token = GoBase64.decodeUnpadded(masked);
    } catch (Undecodable e) {
      throw failed("error decoding base64'd token: " + e.getMessage());
    }
    byte[] mask = password.getBytes(StandardCharsets.UTF_8);
    if (token.length != mask.length) {
      throw failed(
          "error xoring token: length of byte slices is not equivalent: %d != %d"
              .formatted(token.length, mask.length));
    }
    for (int i = 0; i < token.length; i++) {
      token[i] ^= mask[i];
    }
    return new String(token, StandardCharsets.UTF_8);
  }

  private static CommandFailed failed(String reason) {
    return CommandFailed.usage("Error decoding root token: " + reason);
  }
}

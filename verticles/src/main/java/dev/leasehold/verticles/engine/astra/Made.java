package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.HttpAnswer;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A token that Astra has made.
///
/// @param secret what goes with the client id where a driver logs in with the two; may be empty
record Made(String clientId, SecretBytes token, SecretBytes secret, String generatedOn) {
  private static final Pattern STRICT = Pattern.compile("AstraCS:([A-Za-z]{24}):[0-9a-f]{64}");
  private static final Pattern LENIENT =
      Pattern.compile("AstraCS:([A-Za-z0-9_-]{1,100}):[!-~]{16,4096}");

  private static final int LONGEST_DATE = 100;

  /// The token that an answer brings, or null where it brings none for certain.
  ///
  /// @param lenient whether its parts may be longer or shorter than Astra's are today
  static @Nullable Made of(HttpAnswer answer, boolean lenient) {
    Map<?, ?> reply = answer.isGood() ? Reply.object(answer) : null;
    if (reply == null) {
      return null;
    }
    String clientId = Reply.text(reply, "clientId");
    String token = Reply.text(reply, "token");
    String generatedOn = Reply.text(reply, "generatedOn");
    if (!clientId.equals(clientOf(token, lenient)) || generatedOn.length() > LONGEST_DATE) {
      return null;
    }
    return new Made(
        clientId,
        SecretBytes.ofUtf8(token),
        SecretBytes.ofUtf8(Reply.text(reply, "secret")),
        generatedOn);
  }

  /// The client id within a token, or null where it is no token.
  static @Nullable String clientOf(String token, boolean lenient) {
    var matcher = (lenient ? LENIENT : STRICT).matcher(token);
    return matcher.matches() ? matcher.group(1) : null;
  }

  @Override
  public String toString() {
    return "Made[" + clientId + "]";
  }
}

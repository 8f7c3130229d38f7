package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.gate.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client shows to be who it is: in the header, by the scheme `Basic`, or in the body.
record ClientCredentials(String id, SecretBytes secret) {
  private static final String BASIC = "Basic ";

  static ClientCredentials of(Call call) {
    List<String> headers = call.request().headers().getOrDefault("authorization", List.of());
    ClientCredentials basic = headers.isEmpty() ? null : basic(headers.getFirst());
    return basic == null
        ? new ClientCredentials(
            call.fields().text("client_id"),
            SecretBytes.ofUtf8(call.fields().text("client_secret")))
        : basic;
  }

  private static @Nullable ClientCredentials basic(String header) {
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(BASIC.length()));
      String text = new String(pair, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? null
          : new ClientCredentials(
              text.substring(0, colon), SecretBytes.ofUtf8(text.substring(colon + 1)));
    } catch (IllegalArgumentException garbled) {
      return null;
    }
  }
}

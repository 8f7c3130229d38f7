package dev.leasehold.verticles.gate;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.LookupKey;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// From secret texts to the names under which the log knows them: HMACs under the lookup keys.
public final class Names {
  private static final Reveal TO_HASH =
      Reveal.because("a token or secret id is looked up by its HMAC");

  private final MacKey tokens;
  private final MacKey secretIds;

  public Names(Keyring keyring) {
    this.tokens = keyring.lookup(LookupKey.TOKEN);
    this.secretIds = keyring.lookup(LookupKey.SECRET_ID);
  }

  /// The id of a secret id, which is another for each role.
  public String secretId(String role, SecretBytes text) {
    return HexFormat.of()
        .formatHex(
            secretIds.macFramed(role.getBytes(StandardCharsets.UTF_8), text.reveal(TO_HASH)));
  }

  /// The id of a token.
  public String token(SecretBytes text) {
    return HexFormat.of().formatHex(tokens.mac(text.reveal(TO_HASH)));
  }
}

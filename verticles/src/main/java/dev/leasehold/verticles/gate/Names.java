package dev.leasehold.verticles.gate;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.LookupKey;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.util.HexFormat;

/// From secret texts to the names under which the log knows them: HMACs under the lookup keys.
public final class Names {
  private static final Reveal TO_HASH = Reveal.because("a token is looked up by its HMAC");

  private final MacKey tokens;

  public Names(Keyring keyring) {
    this.tokens = keyring.lookup(LookupKey.TOKEN);
  }

  /// The id of a token.
  public String token(SecretBytes text) {
    return HexFormat.of().formatHex(tokens.mac(text.reveal(TO_HASH)));
  }
}

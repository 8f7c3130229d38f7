package dev.leasehold.verticles.gate;

import dev.leasehold.crypto.barrier.BatchSealer;
import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.LookupKey;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// From secret texts to the names under which the log knows them: HMACs under the lookup keys.
public final class Names {
  private static final Reveal TO_HASH =
      Reveal.because("a token or secret id is looked up by its HMAC");

  private final MacKey tokens;
  private final MacKey secretIds;
  private final BatchTokens batch;

  public Names(Keyring keyring) {
    this.tokens = keyring.lookup(LookupKey.TOKEN);
    this.secretIds = keyring.lookup(LookupKey.SECRET_ID);
    this.batch = new BatchTokens(new BatchSealer(keyring));
  }

  /// The batch tokens of this cluster.
  public BatchTokens batch() {
    return batch;
  }

  /// The token of a text if it may be used now, of either type, or null.
  public @Nullable TokenRow live(View view, SecretBytes text, Instant now) {
    String id = token(text);
    if (!BatchTokens.is(text)) {
      return Tokens.live(view, id, now);
    }
    Token token = batch.open(text, id);
    TokenRow row = token == null ? null : new TokenRow(token, 0);
    return row == null || row.isOver(now) || !hasParent(view, row.token(), now) ? null : row;
  }

  private static boolean hasParent(View view, Token token, Instant now) {
    String parent = token.parent();
    return parent == null || Tokens.live(view, parent, now) != null;
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

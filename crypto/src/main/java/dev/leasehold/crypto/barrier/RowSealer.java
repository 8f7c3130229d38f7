package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.secret.Entropy;
import java.nio.ByteBuffer;

/// Seals the rows of one opening of a store and opens those of all openings before it. Each opening
/// draws a session id, whose subkey and counter seal its rows with AES-256-GCM: after a crash
/// nothing goes back to a number that may have been used. A row is bound to its row key.
///
/// ```text
///  0                 16         20            28
///  +-----------------+----------+-------------+------------------+----------+
///  | session id (16) | term (4) | counter (8) | ciphertext       | tag (16) |
///  +-----------------+----------+-------------+------------------+----------+
/// ```
///
/// May be used from any thread. After a rotation of the keyring a new sealer is opened.
public final class RowSealer {
  /// What a sealed row is longer than its plaintext.
  public static final int OVERHEAD = 28 + SealingKey.TAG_LENGTH;

  private static final int PREFIX = 28;

  private final WriterId session;
  private final int term;
  private final SealingKey own;
  private final NonceCounter counter;
  private final Subkeys subkeys;

  private RowSealer(Keyring keyring, WriterId session, NonceCounter counter) {
    this.session = session;
    this.term = keyring.activeTerm();
    this.counter = counter;
    this.subkeys = new Subkeys(keyring, Purpose.ROW);
    this.own =
        subkeys
            .find(term, session)
            .orElseThrow(() -> new IllegalStateException("a keyring has its active term"));
    subkeys.keep(term, session, own);
  }

  /// Begins a session under the keyring's active term.
  public static RowSealer open(Keyring keyring, Entropy entropy) {
    return new RowSealer(keyring, WriterId.draw(entropy), new NonceCounter());
  }

  static RowSealer countingFrom(long first, Keyring keyring, Entropy entropy) {
    return new RowSealer(keyring, WriterId.draw(entropy), new NonceCounter(first));
  }

  public byte[] seal(byte[] rowKey, byte[] plaintext) {
    long number = counter.next();
    byte[] prefix =
        ByteBuffer.allocate(PREFIX).put(session.bytes()).putInt(term).putLong(number).array();
    return own.seal(number, rowKey, prefix, plaintext);
  }

  /// The plaintext of a row of this or any earlier session; [CorruptRow] if it is not what was
  /// sealed under this row key.
  public byte[] open(byte[] rowKey, byte[] sealed) {
    if (sealed.length < OVERHEAD) {
      throw new CorruptRow("a row is too short");
    }
    ByteBuffer prefix = ByteBuffer.wrap(sealed);
    WriterId writer = new WriterId(prefix.getLong(), prefix.getLong());
    int number = prefix.getInt();
    SealingKey subkey =
        subkeys
            .find(number, writer)
            .orElseThrow(() -> new CorruptRow("a row names a term that the keyring lacks"));
    byte[] plaintext =
        subkey
            .open(prefix.getLong(), rowKey, sealed, PREFIX)
            .orElseThrow(() -> new CorruptRow("a row does not authenticate"));
    subkeys.keep(number, writer, subkey);
    return plaintext;
  }

  /// Zeroes the subkeys; sealing and opening afterwards throw `IllegalStateException`.
  public void wipe() {
    own.wipe();
    subkeys.wipe();
  }
}

package dev.leasehold.crypto.barrier;

import java.nio.ByteBuffer;

/// Seals the records of one writer for one topic with AES-256-GCM, under a subkey that nobody else
/// has: see [RecordHeader] for the clear part, which stands in front of the ciphertext and its tag.
/// The nonce is 4 zero bytes and the counter of the header, drawn here and used once; what is
/// sealed again gets another one. The record is bound to its header, cluster, topic and Kafka key.
///
/// May be used from any thread; who needs counters in the order of the log seals from one.
public final class RecordSealer {
  private static final int KEY_LENGTH = WriterId.LENGTH + Long.BYTES;

  private final Place place;
  private final int term;
  private final WriterId writer;
  private final SealingKey subkey;
  private final NonceCounter counter;

  /// The term must be in the keyring; it is the number of an audit period for [Purpose#AUDIT].
  /// **One sealer only for a writer id, purpose and term**: two would count the same nonces.
  public RecordSealer(Keyring keyring, Purpose purpose, int term, WriterId writer, String topic) {
    this(keyring, purpose, term, writer, topic, new NonceCounter());
  }

  RecordSealer(
      Keyring keyring,
      Purpose purpose,
      int term,
      WriterId writer,
      String topic,
      NonceCounter counter) {
    this.place = new Place(keyring, topic);
    this.term = term;
    this.writer = writer;
    this.counter = counter;
    this.subkey =
        Subkeys.derive(keyring, purpose, term, writer)
            .orElseThrow(() -> new IllegalArgumentException("the keyring lacks this term"));
  }

  /// Seals under a Kafka key that is used once, for ever: the writer id and the counter.
  public Sealed seal(RecordKind kind, long epoch, long sequence, byte[] plaintext) {
    long number = counter.next();
    byte[] key = ByteBuffer.allocate(KEY_LENGTH).put(writer.bytes()).putLong(number).array();
    return seal(key, number, kind, epoch, sequence, plaintext);
  }

  /// Seals under a Kafka key that the caller fixes, for the beat, whose old records shall go.
  public Sealed sealUnder(
      byte[] fixedKey, RecordKind kind, long epoch, long sequence, byte[] plaintext) {
    return seal(fixedKey.clone(), counter.next(), kind, epoch, sequence, plaintext);
  }

  public WriterId writer() {
    return writer;
  }

  public int term() {
    return term;
  }

  /// Zeroes the subkey; sealing afterwards throws `IllegalStateException`.
  public void wipe() {
    subkey.wipe();
  }

  private Sealed seal(
      byte[] key, long number, RecordKind kind, long epoch, long sequence, byte[] plaintext) {
    byte[] header =
        new RecordHeader(RecordHeader.FORMAT, kind, term, writer, number, epoch, sequence).encode();
    byte[] value = subkey.seal(number, place.associatedData(header, key), header, plaintext);
    return new Sealed(key, value);
  }
}

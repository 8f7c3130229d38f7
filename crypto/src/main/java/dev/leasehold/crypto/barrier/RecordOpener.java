package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.MalformedBinary;

/// Opens the records of all writers of one purpose on one topic. What opens was sealed by someone
/// with the keyring, for just this topic, key and header, and is unchanged to the last bit. Whether
/// it counts is another question. May be used from any thread.
public final class RecordOpener {
  private final Purpose purpose;
  private final String topic;
  private final Keyring keyring;
  private final Place place;
  private final Subkeys subkeys;

  public RecordOpener(Keyring keyring, Purpose purpose, String topic) {
    this.keyring = keyring;
    this.purpose = purpose;
    this.topic = topic;
    this.place = new Place(keyring, topic);
    this.subkeys = new Subkeys(keyring, purpose);
  }

  /// Opens a record as it came from Kafka. Throws [UnknownTerm] where a newer keyring might help,
  /// and [Unauthentic] where nothing will.
  public Opened open(byte[] key, byte[] value) throws Unauthentic {
    RecordHeader header = header(value);
    SealingKey subkey =
        subkeys
            .find(header.term(), header.writer())
            .orElseThrow(() -> new UnknownTerm(header.term()));
    byte[] associatedData = place.associatedData(header.encode(), key);
    byte[] plaintext =
        subkey
            .open(header.counter(), associatedData, value, RecordHeader.LENGTH)
            .orElseThrow(() -> new Unauthentic("a record does not authenticate"));
    subkeys.keep(header.term(), header.writer(), subkey);
    return new Opened(header, plaintext);
  }

  /// What the clear part claims, unproven, for readers without keys. Throws [MalformedBinary] if
  /// there is no header of a known format.
  public static RecordHeader peek(byte[] value) {
    return RecordHeader.decode(value);
  }

  /// The same opener with a newer keyring; this one stays as it is.
  public RecordOpener withKeyring(Keyring newer) {
    return new RecordOpener(newer, purpose, topic);
  }

  public Keyring keyring() {
    return keyring;
  }

  /// Zeroes the subkeys that are kept. The keyring is wiped by whoever owns it.
  public void wipe() {
    subkeys.wipe();
  }

  private static RecordHeader header(byte[] value) throws Unauthentic {
    try {
      return RecordHeader.decode(value);
    } catch (MalformedBinary e) {
      throw new Unauthentic("a record has no known header", e);
    }
  }
}

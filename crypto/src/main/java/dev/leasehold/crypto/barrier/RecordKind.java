package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.MalformedBinary;

/// What a record on a topic is. The code is what is persisted: it is never changed and never used
/// for another kind.
public enum RecordKind {
  COMMIT(1),
  PAYLOAD(2),
  BEAT(3),
  EPOCH_STARTED(4),
  AUDIT(5),
  GENERATION(6);

  private final byte code;

  RecordKind(int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }

  /// The kind of a persisted code; an unknown one is [MalformedBinary].
  public static RecordKind of(byte code) {
    for (RecordKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MalformedBinary("the kind of a record is unknown");
  }
}

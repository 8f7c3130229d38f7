package dev.leasehold.projections.table;

import dev.leasehold.crypto.barrier.BlindedName;
import dev.leasehold.crypto.barrier.RowSealer;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.PayloadName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Rows and payloads to what a store keeps of them, and back.
///
/// ```text
/// stored key   table id (2) | parts: blinded (16), number (8), time (12)
///              f0 00        | blinded name of a payload (16)
/// stored value sealed under the stored key; inside, the full name again
/// ```
///
/// May be used from any thread.
public final class RowCodec {
  private static final byte PAYLOADS = (byte) 0xf0;
  private static final Reveal STORED = Reveal.because("a payload is sealed into the store");

  private final BlindedName names;
  private final RowSealer sealer;

  /// What the stored keys of payloads begin with: one range, so that it can be compacted alone.
  public static byte[] payloadsFrom() {
    return new byte[] {PAYLOADS, 0};
  }

  /// What comes after the last payload.
  public static byte[] payloadsEnd() {
    return new byte[] {PAYLOADS, 1};
  }

  public RowCodec(BlindedName names, RowSealer sealer) {
    this.names = names;
    this.sealer = sealer;
  }

  /// A row that was opened.
  public record Opened<K, V>(K key, V value) {}

  /// A payload that was opened, and the Kafka key of its record.
  public record OpenedPayload(PayloadName name, String kafkaKey, SecretBytes content) {}

  /// What the store calls a row, or with fewer parts, what the keys of several begin with.
  public byte[] storedKey(Table<?, ?> table, List<KeyPart> parts) {
    int length = Short.BYTES;
    for (KeyPart part : parts) {
      length += width(part);
    }
    ByteBuffer target = ByteBuffer.allocate(length).putShort((short) table.id());
    for (KeyPart part : parts) {
      write(part, table.name(), target);
    }
    return target.array();
  }

  public byte[] storedKey(PayloadName name) {
    return ByteBuffer.allocate(Short.BYTES + BlindedName.LENGTH)
        .put(payloadsFrom())
        .put(names.of("payload", name.hex()))
        .array();
  }

  public <K extends RowKey, V> byte[] seal(Table<K, V> table, byte[] storedKey, K key, V value) {
    return sealer.seal(storedKey, RowText.write(table.name(), key, value));
  }

  public <K extends RowKey, V> Opened<K, V> open(
      Table<K, V> table, byte[] storedKey, byte[] sealed) {
    RowText.Read<K, V> read =
        RowText.read(table.name(), table.keys(), table.values(), sealer.open(storedKey, sealed));
    return new Opened<>(read.key(), read.value());
  }

  /// Seals a single thing of the store itself.
  public byte[] sealText(byte[] storedKey, String name, Object value) {
    return sealer.seal(storedKey, RowText.write(name, "", value));
  }

  public <V> V openText(byte[] storedKey, String name, Class<V> type, byte[] sealed) {
    return RowText.read(name, String.class, type, sealer.open(storedKey, sealed)).value();
  }

  /// The plaintext by which two stores are compared: it depends on name and value alone.
  public static byte[] plaintext(String table, Object key, Object value) {
    return RowText.write(table, key, value);
  }

  public byte[] seal(PayloadName name, byte[] storedKey, String kafkaKey, SecretBytes content) {
    byte[] hex = name.hex().getBytes(StandardCharsets.US_ASCII);
    byte[] kafka = kafkaKey.getBytes(StandardCharsets.UTF_8);
    byte[] secret = content.reveal(STORED);
    byte[] plaintext =
        ByteBuffer.allocate(hex.length + Integer.BYTES + kafka.length + secret.length)
            .put(hex)
            .putInt(kafka.length)
            .put(kafka)
            .put(secret)
            .array();
    Arrays.fill(secret, (byte) 0);
    byte[] sealed = sealer.seal(storedKey, plaintext);
    Arrays.fill(plaintext, (byte) 0);
    return sealed;
  }

  public OpenedPayload openPayload(byte[] storedKey, byte[] sealed) {
    byte[] plaintext = sealer.open(storedKey, sealed);
    ByteBuffer source = ByteBuffer.wrap(plaintext);
    byte[] hex = new byte[2 * PayloadName.BYTES];
    source.get(hex);
    byte[] kafka = new byte[source.getInt()];
    source.get(kafka);
    byte[] secret = new byte[source.remaining()];
    source.get(secret);
    SecretBytes content = SecretBytes.copyOf(secret);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(plaintext, (byte) 0);
    PayloadName name = new PayloadName(new String(hex, StandardCharsets.US_ASCII));
    return new OpenedPayload(name, new String(kafka, StandardCharsets.UTF_8), content);
  }

  /// Zeroes the keys by which rows are sealed; nothing can be read or written afterwards.
  public void wipe() {
    sealer.wipe();
  }

  /// That the row which was found is the one that was asked for.
  static void same(Object asked, Object found) {
    if (!asked.equals(found)) {
      throw new CorruptLog("a row of the store repeats another name than it was asked by");
    }
  }

  private static int width(KeyPart part) {
    return switch (part) {
      case KeyPart.Blinded blinded -> BlindedName.LENGTH;
      case KeyPart.Ordinal ordinal -> Long.BYTES;
      case KeyPart.Time time -> Long.BYTES + Integer.BYTES;
    };
  }

  private void write(KeyPart part, String table, ByteBuffer target) {
    switch (part) {
      case KeyPart.Blinded blinded -> target.put(names.of(texts(table, blinded.texts())));
      case KeyPart.Ordinal ordinal -> target.putLong(ordinal.value() ^ Long.MIN_VALUE);
      case KeyPart.Time time -> {
        Instant value = time.value();
        target.putLong(value.getEpochSecond() ^ Long.MIN_VALUE).putInt(value.getNano());
      }
    }
  }

  private static String[] texts(String table, List<String> texts) {
    String[] all = new String[texts.size() + 1];
    all[0] = table;
    for (int i = 0; i < texts.size(); i++) {
      all[i + 1] = texts.get(i);
    }
    return all;
  }
}

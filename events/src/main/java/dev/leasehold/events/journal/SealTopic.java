package dev.leasehold.events.journal;

import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.CorruptLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The generations on the seal topic, which can be read while sealed. Which of them counts, the
/// journal says; this topic only keeps them, until the owner forgets one.
///
/// ```text
/// key:    number (8) | random (16)
/// value:  version (1) | number (8) | bytes of the seals
/// ```
///
/// Each record has a key of its own, so that no late record of another node can replace it. All
/// methods block, each at most fifty times the given wait. For one thread at a time.
public final class SealTopic {
  private static final int VERSION = 1;
  private static final int RANDOM_BYTES = 16;
  private static final int LOOKS = 50;
  private static final int RECORDS_A_LOOK = 1000;

  private final RecordLog log;
  private final Entropy entropy;
  private final Duration wait;

  public SealTopic(RecordLog log, Entropy entropy, Duration wait) {
    this.log = log;
    this.entropy = entropy;
    this.wait = wait;
  }

  /// All generations that were not forgotten, newest first; of equal numbers the first in the log
  /// comes first.
  public List<Generation> generations() {
    Map<String, Generation> found = new LinkedHashMap<>();
    for (LogRecord each : records()) {
      byte[] value = each.value();
      if (value == null) {
        found.remove(Arrays.toString(each.key()));
      } else {
        found.put(Arrays.toString(each.key()), generation(each, value));
      }
    }
    return found.values().stream()
        .sorted(
            Comparator.comparingLong(Generation::number)
                .reversed()
                .thenComparingLong(Generation::offset))
        .toList();
  }

  /// Begins a cluster: refused unless this log and the others can be read and never held a record,
  /// and unless the record that it appends is the first one, read back.
  ///
  /// @throws AlreadyInitialized if a log is not empty, or another node was first
  public Generation initialize(byte[] bytes, List<RecordLog> others) {
    List<RecordLog> all = new ArrayList<>(others);
    all.add(log);
    if (all.stream().anyMatch(each -> each.end() > 0)) {
      throw new AlreadyInitialized("a log is not empty");
    }
    Generation ours = append(1, bytes);
    if (ours.offset() != log.start()) {
      throw new AlreadyInitialized("another node was first");
    }
    return ours;
  }

  /// Appends a generation and reads it back. It counts once the journal says so.
  public Generation append(long number, byte[] bytes) {
    byte[] key = new BinaryWriter().int64(number).raw(entropy.bytes(RANDOM_BYTES)).toBytes();
    byte[] value = value(number, bytes);
    LogRecord stored = stored(key, value);
    if (!Arrays.equals(stored.value(), value)) {
      throw new CorruptLog("the seal topic gives back another generation than was appended");
    }
    return new Generation(number, bytes, key, stored.offset());
  }

  /// Forgets a generation by a tombstone. Only after a newer one counts, and each seal has opened
  /// its new wrap once, may the owner do so.
  public void forget(Generation old) {
    stored(old.key(), null);
  }

  static byte[] value(long number, byte[] bytes) {
    return new BinaryWriter().int8(VERSION).int64(number).raw(bytes).toBytes();
  }

  private static Generation generation(LogRecord record, byte[] value) {
    try {
      BinaryReader reader = new BinaryReader(value);
      reader.expect(VERSION);
      long number = reader.int64();
      byte[] bytes = reader.raw(value.length - Byte.BYTES - Long.BYTES);
      return new Generation(number, bytes, record.key(), record.offset());
    } catch (MalformedBinary e) {
      throw new CorruptLog("offset " + record.offset() + " holds no generation", e);
    }
  }

  /// Appends under a key and reads until the record is there.
  private LogRecord stored(byte[] key, byte @Nullable [] value) {
    long from = log.end();
    try (Appender appender = log.appender()) {
      appender.append(key.clone(), value == null ? null : value.clone(), (offset, error) -> {});
      for (int looks = 0; looks < LOOKS; looks++) {
        for (LogRecord each : log.read(from, RECORDS_A_LOOK, wait)) {
          if (Arrays.equals(each.key(), key) && (each.value() == null) == (value == null)) {
            return each;
          }
          from = each.offset() + 1;
        }
      }
    }
    throw new LogUnavailable("a record of the seal topic was not read back in time");
  }

  private List<LogRecord> records() {
    List<LogRecord> all = new ArrayList<>();
    long end = log.end();
    int looks = 0;
    for (long next = log.start(); next < end; ) {
      List<LogRecord> read = log.read(next, RECORDS_A_LOOK, wait);
      if (!read.isEmpty()) {
        all.addAll(read);
        next = read.getLast().offset() + 1;
      } else if (++looks == LOOKS) {
        throw new LogUnavailable("the seal topic could not be read to its end");
      }
    }
    return all;
  }
}

package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordKind;
import dev.leasehold.crypto.barrier.RecordSealer;
import dev.leasehold.crypto.barrier.Sealed;
import dev.leasehold.crypto.barrier.WriterId;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.codec.EpochStarted;
import dev.leasehold.events.codec.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A node that asks for the right to write, under a writer id and an appender of its own, and reads
/// until it meets its own question in the log. Blocks; for one thread.
final class Claimant {

  /// How often a claimant looks for its own claim before it gives up.
  private static final int LOOKS = 50;

  private static final int RECORDS_A_LOOK = 1000;

  private final JournalReader reader;
  private final RecordSealer sealer;
  private final Appender appender;
  private final AtomicBoolean failed = new AtomicBoolean();

  Claimant(JournalReader reader, Keyring keyring, Entropy entropy) {
    this.reader = reader;
    this.sealer =
        new RecordSealer(
            keyring,
            Purpose.JOURNAL,
            keyring.activeTerm(),
            WriterId.draw(entropy),
            JournalReader.TOPIC);
    this.appender = reader.log().appender();
  }

  RecordSealer sealer() {
    return sealer;
  }

  Appender appender() {
    return appender;
  }

  /// Asks, and tells whether the answer is yes. What is read on the way is added to the list.
  boolean ask(Instant now, List<Accepted> meanwhile, Duration wait) {
    long epoch = reader.epoch() + 1;
    String writer = sealer.writer().hex();
    byte[] question = EventCodec.write(new EpochStarted(epoch, writer, now));
    Sealed sealed =
        sealer.seal(RecordKind.EPOCH_STARTED, epoch, reader.position().sequence(), question);
    appender.append(
        sealed.key(),
        sealed.value(),
        (offset, error) -> failed.compareAndSet(false, error != null));
    for (int looks = 0; looks < LOOKS && reader.epoch() < epoch; looks++) {
      // What failed may be in the log nevertheless, and then it is there by now.
      boolean last = failed.get();
      meanwhile.addAll(reader.poll(RECORDS_A_LOOK, wait));
      if (last) {
        break;
      }
    }
    return reader.epoch() == epoch && writer.equals(reader.rule().writer());
  }

  /// Gives up: nothing more is written under this writer id.
  void giveUp() {
    appender.close();
    sealer.wipe();
  }
}

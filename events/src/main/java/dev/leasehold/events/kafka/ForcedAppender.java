package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Acknowledgement;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogUnavailable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/// Acknowledges what the embedded broker has appended once the disk has it as well.
///
/// ```text
/// append ─► Kafka, in the page cache ─► waits ─► one force for all that wait ─► acknowledged
/// ```
///
/// While the disk writes, Kafka appends on: what came meanwhile is forced together. Kafka's own
/// `flush.messages=1` holds up the append instead, and forces two indexes each time.
///
/// A disk that fails at this ends the process, as Kafka does: nobody knows what it has (the system
/// forgets what it could not write), and only a start finds out.
final class ForcedAppender implements Appender {

  private static final System.Logger LOG = System.getLogger(ForcedAppender.class.getName());

  private final Appender broker;
  private final PartitionFiles files;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Stored> waiting = new ArrayList<>();
  private boolean forcing;
  private boolean closed;

  /// What Kafka says of a record.
  private record Stored(Acknowledgement whenKnown, long offset, @Nullable Throwable error) {}

  private ForcedAppender(Appender broker, PartitionFiles files) {
    this.broker = broker;
    this.files = files;
  }

  /// @param broker an appender that acknowledges what is in the page cache, ours from now on
  /// @param place where the embedded broker keeps the partition
  static ForcedAppender open(Appender broker, PartitionFiles.Place place) {
    try {
      return new ForcedAppender(broker, new PartitionFiles(place));
    } catch (IOException e) {
      broker.close();
      throw new LogUnavailable("the files of the log cannot be opened", e);
    }
  }

  @Override
  public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
    broker.append(key, value, (offset, error) -> stored(new Stored(whenKnown, offset, error)));
  }

  private void stored(Stored record) {
    lock.lock();
    try {
      waiting.add(record);
      if (forcing) {
        return;
      }
      forcing = true;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("leasehold-disk").start(this::force);
  }

  private void force() {
    for (List<Stored> next = next(); !next.isEmpty(); next = next()) {
      boolean onDisk = forced();
      for (Stored each : next) {
        tell(each, onDisk);
      }
    }
  }

  private List<Stored> next() {
    lock.lock();
    try {
      List<Stored> taken = waiting;
      waiting = new ArrayList<>();
      forcing = !taken.isEmpty();
      if (!forcing && closed) {
        closeFiles();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Whether the disk has it; not where this was closed before Kafka's word came, or the broker
  /// does not say where it is: then it is in doubt, and who waits is told so.
  private boolean forced() {
    try {
      files.force();
      return true;
    } catch (ClosedChannelException e) {
      return false;
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the disk does not take the journal: the process ends", e);
      Exit.halt(1);
      return false;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the journal was not forced", e);
      return false;
    }
  }

  private static void tell(Stored record, boolean onDisk) {
    if (onDisk || record.error() != null) {
      record.whenKnown().known(record.offset(), record.error());
    } else {
      record.whenKnown().known(-1, new LogUnavailable("the disk was not waited for"));
    }
  }

  @Override
  public void close() {
    broker.close();
    lock.lock();
    try {
      closed = true;
      if (!forcing) {
        closeFiles();
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeFiles() {
    try {
      files.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file of the log could not be closed", e);
    }
  }
}

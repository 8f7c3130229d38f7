package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogRecord;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.events.journal.UnfitTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.jspecify.annotations.Nullable;

/// The [RecordLog] in one topic with one partition. Safe for threads.
///
/// Each of several readers at a time has a consumer of its own, which is kept for the next read at
/// or near its place; so a follower that reads on costs no seek.
final class KafkaRecordLog implements RecordLog {

  /// Consumers kept for later; more readers at a time are served, but theirs are not kept.
  private static final int IDLE_READERS = 4;

  private final KafkaTopics topics;
  private final TopicKind kind;
  private final KafkaConnection connection;
  private final String topic;
  private final Supplier<Appender> appenders;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<LogReader> idle = new ArrayList<>();
  private final Set<LogReader> reading = new HashSet<>();
  private boolean closed;
  private @Nullable String knownId;

  /// @param appenders opens one; it may block
  KafkaRecordLog(
      KafkaTopics topics,
      TopicKind kind,
      KafkaConnection connection,
      String topic,
      Supplier<Appender> appenders) {
    this.topics = topics;
    this.kind = kind;
    this.connection = connection;
    this.topic = topic;
    this.appenders = appenders;
  }

  @Override
  public Appender appender() {
    return appenders.get();
  }

  @Override
  public List<LogRecord> read(long from, int maxRecords, Duration wait) {
    LogReader reader = borrow(from);
    boolean whole = false;
    try {
      List<LogRecord> records = reader.read(from, maxRecords, wait);
      whole = true;
      return records;
    } finally {
      giveBack(reader, whole);
    }
  }

  private LogReader borrow(long from) {
    lock.lock();
    try {
      if (closed) {
        throw new LogUnavailable("the log is closed");
      }
      LogReader reader =
          idle.stream()
              .min(Comparator.comparingLong(each -> Math.abs(each.position() - from)))
              .orElseGet(() -> new LogReader(connection, topic));
      idle.remove(reader);
      reading.add(reader);
      return reader;
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(LogReader reader, boolean whole) {
    boolean keep;
    lock.lock();
    try {
      reading.remove(reader);
      keep = whole && !closed && idle.size() < IDLE_READERS;
      if (keep) {
        idle.add(reader);
      }
    } finally {
      lock.unlock();
    }
    if (!keep) {
      reader.close();
    }
  }

  @Override
  public long start() {
    return topics.offset(kind, OffsetSpec.earliest());
  }

  @Override
  public long end() {
    return topics.offset(kind, OffsetSpec.latest());
  }

  /// Checks the settings, and that the topic is still the one of the first check: one made anew
  /// under the same name holds another history.
  @Override
  public void check() {
    topics.check(kind);
    String id = topics.topicId(kind);
    lock.lock();
    try {
      if (knownId != null && !knownId.equals(id)) {
        throw new UnfitTopic(topic, "the topic's id", knownId, id);
      }
      knownId = id;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    List<LogReader> unused;
    lock.lock();
    try {
      closed = true;
      unused = List.copyOf(idle);
      idle.clear();
      reading.forEach(LogReader::wake);
    } finally {
      lock.unlock();
    }
    unused.forEach(LogReader::close);
  }
}

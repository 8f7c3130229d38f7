package dev.leasehold.verticles.telemetry;

import dev.leasehold.events.journal.Acknowledgement;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogRecord;
import dev.leasehold.events.journal.RecordLog;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A log of which each append is measured, from the call to the acknowledgement. As the log itself
/// otherwise.
public record MeasuredLog(RecordLog log, Telemetry telemetry, String name) implements RecordLog {

  @Override
  public Appender appender() {
    return new Measured(log.appender(), telemetry, name);
  }

  @Override
  public List<LogRecord> read(long from, int maxRecords, Duration wait) {
    return log.read(from, maxRecords, wait);
  }

  @Override
  public long start() {
    return log.start();
  }

  @Override
  public long end() {
    return log.end();
  }

  @Override
  public void check() {
    log.check();
  }

  @Override
  public void close() {
    log.close();
  }

  private record Measured(Appender appender, Telemetry telemetry, String name) implements Appender {
    @Override
    public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
      long began = telemetry.nanos();
      appender.append(
          key,
          value,
          (offset, error) -> {
            telemetry.since(name, began);
            if (error != null) {
              telemetry.count(name + ".error");
            }
            whenKnown.known(offset, error);
          });
    }

    @Override
    public void close() {
      appender.close();
    }
  }
}

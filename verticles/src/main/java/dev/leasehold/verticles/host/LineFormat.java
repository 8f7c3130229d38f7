package dev.leasehold.verticles.host;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// One line for each record, whatever it holds:
///
/// ```text
/// 2026-11-22T11:01:25.735Z [WARN]  node.NodeVerticle: cannot unseal: LogUnavailable: … (Claim:88)
/// ```
///
/// Of an exception it shows the names, the place that threw it, and the text where that text is
/// known to hold no secret: ours are fixed texts and names, and those of I/O and of Kafka name
/// files, addresses and topics. The text of any other could quote what it was given. Any thread.
public final class LineFormat extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String OURS = "dev.leasehold.";

  /// Causes deeper than this tell nothing more.
  private static final int MOST_CAUSES = 6;

  @Override
  public String format(LogRecord line) {
    return "%s %s %s: %s\n"
        .formatted(
            TIME.format(time(line)),
            tag(line.getLevel()),
            name(String.valueOf(line.getLoggerName())),
            message(line));
  }

  /// When it was logged.
  static Instant time(LogRecord line) {
    return line.getInstant() == null ? Instant.EPOCH : line.getInstant();
  }

  /// What was logged, on one line, with what was thrown.
  String message(LogRecord line) {
    StringBuilder text = new StringBuilder(formatMessage(line));
    Throwable thrown = line.getThrown();
    for (int depth = 0; thrown != null && depth < MOST_CAUSES; depth++) {
      text.append(": ").append(told(thrown));
      thrown = thrown.getCause();
    }
    return text.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String tag(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "[ERROR]";
    }
    if (value >= Level.WARNING.intValue()) {
      return "[WARN] ";
    }
    if (value >= Level.INFO.intValue()) {
      return "[INFO] ";
    }
    return value >= Level.FINE.intValue() ? "[DEBUG]" : "[TRACE]";
  }

  /// The name of a logger, without what all of ours have in common.
  static String name(String logger) {
    return logger.startsWith(OURS + "verticles.")
        ? logger.substring((OURS + "verticles.").length())
        : logger.startsWith(OURS) ? logger.substring(OURS.length()) : logger;
  }

  private static String told(Throwable thrown) {
    String type = thrown.getClass().getSimpleName();
    String message = thrown.getMessage();
    String text = message == null || !harmless(thrown) ? type : type + ": " + message;
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length == 0
        ? text
        : "%s (%s:%d)".formatted(text, trace[0].getFileName(), trace[0].getLineNumber());
  }

  private static boolean harmless(Throwable thrown) {
    String type = thrown.getClass().getName();
    return type.startsWith(OURS)
        || type.startsWith("org.apache.kafka.common.errors.")
        || (thrown instanceof IOException && type.startsWith("java."));
  }
}

package dev.leasehold.verticles.process;

import dev.leasehold.verticles.host.LineFormat;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log of a server: lines on one stream, ours from the chosen level on, those of the libraries
/// from warnings on. It belongs to the whole process.
public final class Logging {
  /// Held, since the JDK forgets the level of a logger that nobody holds.
  private static final List<Logger> LIBRARIES =
      Stream.of(
              "org.apache.kafka",
              "kafka",
              "state.change.logger",
              "io.netty",
              "io.vertx",
              "io.zonky")
          .map(Logger::getLogger)
          .toList();

  private static final Logger OURS = Logger.getLogger("dev.leasehold");

  private Logging() {}

  /// Sends all lines to that stream, and nothing anywhere else.
  public static void to(OutputStream target, Level level) {
    LogManager.getLogManager().reset();
    Handler handler = new EachLine(target);
    handler.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(Level.INFO);
    OURS.setLevel(level);
    LIBRARIES.forEach(each -> each.setLevel(Level.WARNING));
  }

  /// The level that Vault calls by this name, or null.
  public static @Nullable Level level(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "trace" -> Level.FINER;
      case "debug" -> Level.FINE;
      case "info", "notice" -> Level.INFO;
      case "warn", "warning" -> Level.WARNING;
      case "err", "error" -> Level.SEVERE;
      default -> null;
    };
  }

  private static final class EachLine extends StreamHandler {
    EachLine(OutputStream target) {
      super(target, new LineFormat());
      try {
        setEncoding(StandardCharsets.UTF_8.name());
      } catch (java.io.UnsupportedEncodingException e) {
        throw new IllegalStateException("every JDK has UTF-8", e);
      }
    }

    @Override
    public synchronized void publish(LogRecord line) {
      super.publish(line);
      flush();
    }
  }
}

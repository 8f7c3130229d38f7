package dev.leasehold.verticles.host;

import dev.leasehold.verticles.request.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Hands on each line that the process logs, as it is logged, to who watches. What the loggers keep
/// back (see [LogLevels]) nobody sees. Lines hold no secret: [LineFormat] says why. Any thread.
public final class LogTap {
  /// How many may watch at once: each costs every line some work.
  public static final int MOST = 32;

  private static final AtomicInteger WATCHING = new AtomicInteger();
  private static final Logger ROOT = Logger.getLogger("");

  private LogTap() {}

  /// The level of a word of Vault's, from which on lines are handed on.
  public static Level level(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "trace" -> Level.FINER;
      case "debug" -> Level.FINE;
      case "warn" -> Level.WARNING;
      case "error" -> Level.SEVERE;
      case "off" -> Level.OFF;
      default -> Level.INFO;
    };
  }

  /// Whether as many watch as may.
  public static boolean isFull() {
    return WATCHING.get() >= MOST;
  }

  /// Hands on lines until what is returned is run.
  ///
  /// @param json a JSON object a line, with the members that Vault gives them
  /// @param taker is told each line with its end, on the thread that logs it: it must not wait
  public static Runnable watch(Level from, boolean json, Consumer<String> taker) {
    Watch watch = new Watch(json, taker);
    watch.setLevel(from);
    ROOT.addHandler(watch);
    WATCHING.incrementAndGet();
    AtomicBoolean over = new AtomicBoolean();
    return () -> {
      if (over.compareAndSet(false, true)) {
        ROOT.removeHandler(watch);
        WATCHING.decrementAndGet();
      }
    };
  }

  private static final class Watch extends Handler {
    private final LineFormat format = new LineFormat();
    private final boolean json;
    private final Consumer<String> taker;

    private Watch(boolean json, Consumer<String> taker) {
      this.json = json;
      this.taker = taker;
    }

    @Override
    public void publish(LogRecord line) {
      if (isLoggable(line)) {
        taker.accept(json ? object(line) : format.format(line));
      }
    }

    private String object(LogRecord line) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("@level", LogLevels.word(line.getLevel()));
      members.put("@message", format.message(line));
      members.put("@module", LineFormat.name(String.valueOf(line.getLoggerName())));
      members.put("@timestamp", DateTimeFormatter.ISO_INSTANT.format(LineFormat.time(line)));
      return new String(JsonText.write(members), StandardCharsets.UTF_8) + "\n";
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

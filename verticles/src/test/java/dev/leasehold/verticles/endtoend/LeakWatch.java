package dev.leasehold.verticles.endtoend;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/// Hears every line that this process logs, on every level, until it is closed, and keeps those
/// that hold a token of Astra's or the secret that goes with one. Any thread.
final class LeakWatch extends Handler {
  /// A token; the field that has its secret; what is as long as that secret and random.
  private static final Pattern LEAK =
      Pattern.compile("AstraCS:[A-Za-z]|\"secret\"|[0-9A-Za-z]{100}");

  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final List<String> found = new CopyOnWriteArrayList<>();

  LeakWatch() {
    setLevel(Level.ALL);
    root.addHandler(this);
    root.setLevel(Level.ALL);
  }

  static boolean isLeak(String text) {
    return LEAK.matcher(text).find();
  }

  List<String> found() {
    return List.copyOf(found);
  }

  @Override
  public void publish(LogRecord line) {
    String text = formatter.format(line);
    if (isLeak(text)) {
      found.add(line.getLoggerName() + " on " + line.getLevel());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(before);
  }
}

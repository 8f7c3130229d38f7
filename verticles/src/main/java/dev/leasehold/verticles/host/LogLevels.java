package dev.leasehold.verticles.host;

import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The levels of our loggers, one a part of the server; they belong to the whole process. Any
/// thread.
public final class LogLevels {
  /// What clients call a part, and the packages that it is.
  private static final Map<String, String> PARTS =
      Map.of(
          "core", "dev.leasehold.verticles.node",
          "http", "dev.leasehold.verticles.http",
          "audit", "dev.leasehold.verticles.audit",
          "expiration", "dev.leasehold.verticles.expiry",
          "writer", "dev.leasehold.verticles.writer",
          "outbound", "dev.leasehold.verticles.outbound",
          "journal", "dev.leasehold.events",
          "storage", "dev.leasehold.projections");

  private static final Logger OURS = Logger.getLogger("dev.leasehold");

  /// Held, since the JDK forgets the level of a logger that nobody holds.
  private final Map<String, Logger> loggers = new TreeMap<>();

  public LogLevels() {
    PARTS.forEach((name, place) -> loggers.put(name, Logger.getLogger(place)));
  }

  /// The level of each part, in Vault's words.
  public Map<String, String> all() {
    Map<String, String> levels = new TreeMap<>();
    loggers.forEach((name, logger) -> levels.put(name, word(effective(logger))));
    return levels;
  }

  /// Gives a part a level, all of them where the name is empty; an empty level is that of the
  /// start. False where there is no such part.
  public boolean set(String name, String level) {
    if (!name.isEmpty() && !loggers.containsKey(name)) {
      return false;
    }
    loggers.forEach((each, logger) -> {
      if (name.isEmpty() || each.equals(name)) {
        logger.setLevel(level(level));
      }
    });
    return true;
  }

  private static Level effective(Logger logger) {
    Level own = logger.getLevel();
    Level ours = OURS.getLevel();
    return own != null ? own : ours != null ? ours : Level.INFO;
  }

  private static @Nullable Level level(String word) {
    return switch (word) {
      case "" -> null;
      case "trace" -> Level.FINER;
      case "debug" -> Level.FINE;
      case "warn", "warning" -> Level.WARNING;
      case "err", "error" -> Level.SEVERE;
      default -> Level.INFO;
    };
  }

  /// A level in Vault's words.
  static String word(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (value >= Level.WARNING.intValue()) {
      return "warn";
    }
    if (value >= Level.INFO.intValue()) {
      return "info";
    }
    return value >= Level.FINE.intValue() ? "debug" : "trace";
  }
}

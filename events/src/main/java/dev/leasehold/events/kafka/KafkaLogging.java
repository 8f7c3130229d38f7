package dev.leasehold.events.kafka;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Kafka tells of every step on its loggers; only warnings and errors concern an operator, and of
/// those not the two that come with every start and stop. Whoever sets a level of these loggers
/// before Kafka is used keeps it.
final class KafkaLogging {

  /// Held, since the JDK forgets the level of a logger that nobody holds.
  private static final List<Logger> LOGGERS =
      Stream.of("org.apache.kafka", "kafka", "state.change.logger").map(Logger::getLogger).toList();

  private static final List<Logger> WITH_EMPTY_ALARMS =
      Stream.of(
              "org.apache.kafka.controller.QuorumController",
              "org.apache.kafka.clients.NetworkClient")
          .map(Logger::getLogger)
          .toList();

  private static final List<String> EMPTY_ALARMS =
      List.of(
          "Performing controller activation",
          "Attempting to close NetworkClient that has already been closed");

  private KafkaLogging() {}

  static void quieten() {
    LOGGERS.stream()
        .filter(each -> each.getLevel() == null)
        .forEach(each -> each.setLevel(Level.WARNING));
    WITH_EMPTY_ALARMS.forEach(each -> each.setFilter(line -> !isEmptyAlarm(line.getMessage())));
  }

  private static boolean isEmptyAlarm(String message) {
    return message != null && EMPTY_ALARMS.stream().anyMatch(message::contains);
  }
}

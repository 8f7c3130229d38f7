package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.LogUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;

/// Clears the way for a broker whose process was killed. The controller still has the registration
/// of the killed one and, as any controller must, would wait for its session to end before it takes
/// another with the same id. Here both lived in the process that is gone, so nothing can be alive.
final class KilledBefore {

  /// Written by Kafka when it stops in good order, and removed when it starts.
  private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

  /// How often it is asked whether the controller leads, and the pause in between: a minute.
  private static final int LOOKS = 12_000;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int TIMEOUT_SECONDS = 60;

  private KilledBefore() {}

  static boolean wasKilled(Path logs) {
    return !Files.exists(logs.resolve(CLEAN_SHUTDOWN));
  }

  /// Removes the registration, if there is one, as soon as the controller leads. Blocks.
  static void unregister(Controller controller) {
    for (int look = 0; !controller.isActive(); look++) {
      if (look == LOOKS) {
        throw new LogUnavailable("the controller does not lead");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    ControllerRequestContext ourselves =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
    try {
      controller
          .unregisterBroker(ourselves, BrokerSettings.NODE)
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
        throw new LogUnavailable("the killed broker could not be unregistered", e);
      }
    } catch (TimeoutException e) {
      throw new LogUnavailable("the controller does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted while starting", e);
    }
  }
}

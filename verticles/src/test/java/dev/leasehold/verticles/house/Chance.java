package dev.leasehold.verticles.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import java.util.Set;

/// What reads a clock or draws a number that nobody handed in.
final class Chance {
  private static final Set<String> WHOLE =
      Set.of(
          "java.security.SecureRandom",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom");

  private static final Set<String> CALLS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.systemUTC",
          "java.time.Instant.now",
          "java.time.InstantSource.system",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.util.UUID.randomUUID");

  static final DescribedPredicate<JavaCall<?>> CALLED =
      DescribedPredicate.describe("read a clock or draw a random number", Chance::is);

  private Chance() {}

  private static boolean is(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return WHOLE.contains(owner) || CALLS.contains(owner + "." + access.getTarget().getName());
  }
}

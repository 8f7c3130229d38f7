package dev.leasehold.verticles.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import java.util.Set;

/// What compares in a time that tells how much was alike, where a secret was revealed.
final class Comparing {
  private static final String SECRET = "dev.leasehold.crypto.secret.SecretBytes";

  private static final Set<String> CALLS =
      Set.of(
          "java.lang.String.compareTo",
          "java.lang.String.contentEquals",
          "java.lang.String.endsWith",
          "java.lang.String.equals",
          "java.lang.String.equalsIgnoreCase",
          "java.lang.String.regionMatches",
          "java.util.Arrays.compare",
          "java.util.Arrays.equals",
          "java.util.Arrays.mismatch",
          "java.util.Objects.equals");

  static final DescribedPredicate<JavaCall<?>> REVEALED =
      DescribedPredicate.describe(
          "compare, in a method that reveals a secret, as if it were none", Comparing::is);

  private Comparing() {}

  private static boolean is(JavaCall<?> call) {
    return CALLS.contains(call.getTargetOwner().getName() + "." + call.getTarget().getName())
        && call.getOrigin().getMethodCallsFromSelf().stream()
            .anyMatch(other ->
                other.getTargetOwner().getName().equals(SECRET)
                    && other.getTarget().getName().startsWith("reveal"));
  }
}

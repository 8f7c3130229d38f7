package dev.leasehold.verticles.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.leasehold.events.PayloadName;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What the rules ask of the shape of a type.
final class Shapes {
  /// Interfaces that one class implements in the program, and why they are there all the same.
  private static final Set<String> SEAMS =
      Set.of(
          // What replay may do, beside what a view lets anyone do: no decision is handed this one.
          "dev.leasehold.projections.table.Rows",
          // The part of an engine that acts at times of its own.
          "dev.leasehold.verticles.engine.Punctual");

  private static final Set<String> CERTIFICATES =
      Set.of("java.security.cert.Certificate", "java.security.cert.X509Certificate");

  /// Fields whose text is a keyed hash, and not what it is named after.
  private static final Set<String> HASHES = Set.of("dev.leasehold.events.Lease.token");

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(secret|password|passphrase|privatekey|token)");

  static final DescribedPredicate<JavaClass> A_CERTIFICATE =
      DescribedPredicate.describe(
          "a certificate that a client showed",
          one -> CERTIFICATES.contains(one.getBaseComponentType().getName()));

  static final ArchCondition<JavaClass> BE_ALONE_IN_ITS_PACKAGE =
      condition(
          "be the only verticle of its package",
          one ->
              one.getPackage().getClasses().stream()
                      .filter(other -> other.isAssignableTo(VerticleBase.class))
                      .count()
                  == 1);

  static final ArchCondition<JavaClass> HOLD_NOTHING_SECRET =
      condition(
          "hold no bytes and nothing named as a secret",
          one -> one.getFields().stream().allMatch(Shapes::mayBeInAnEvent));

  static final DescribedPredicate<JavaClass> ARE_NO_SEAM =
      DescribedPredicate.describe(
          "are neither sealed nor of one function nor a named seam", Shapes::mustHaveTwo);

  static final ArchCondition<JavaClass> BE_IMPLEMENTED_TWICE =
      condition(
          "be implemented more than once",
          one -> one.getAllSubclasses().stream().filter(each -> !each.isInterface()).count() > 1);

  private Shapes() {}

  private static boolean mayBeInAnEvent(JavaField field) {
    if (field.getModifiers().contains(JavaModifier.STATIC)) {
      return true;
    }
    List<String> types =
        field.getType().getAllInvolvedRawTypes().stream().map(JavaClass::getName).toList();
    if (types.contains("byte")
        || types.contains("[B")
        || types.contains("dev.leasehold.crypto.secret.SecretBytes")) {
      return false;
    }
    return !types.contains(String.class.getName())
        || types.contains(PayloadName.class.getName())
        || HASHES.contains(field.getFullName())
        || !SECRET.matcher(field.getName()).matches();
  }

  private static boolean mustHaveTwo(JavaClass one) {
    long toImplement =
        one.getAllMethods().stream()
            .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
            .count();
    return toImplement > 1
        && !one.isAnnotation()
        && !one.reflect().isSealed()
        && !SEAMS.contains(one.getName());
  }

  private static ArchCondition<JavaClass> condition(
      String text, java.util.function.Predicate<JavaClass> holds) {
    return new ArchCondition<>(text) {
      @Override
      public void check(JavaClass one, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                one, holds.test(one), "%s should %s".formatted(one.getName(), text)));
      }
    };
  }
}

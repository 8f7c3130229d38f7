package dev.leasehold.verticles.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;

/// The parts that may not form a cycle: each package below a module's root, with all below it.
///
/// Three packages count as one part, since together they say what a request may ask: a route names
/// functions over a call, the gate makes a call of a request and a route, and an engine is a list
/// of routes.
final class Parts implements SliceAssignment {
  private static final Set<String> ANSWERING = Set.of("engine", "gate", "route");

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass one) {
    List<String> names = List.of(one.getPackageName().split("\\."));
    if (names.size() < 4) {
      return SliceIdentifier.ignore();
    }
    String part = ANSWERING.contains(names.get(3)) ? "answering" : names.get(3);
    return SliceIdentifier.of(names.get(2), part);
  }

  @Override
  public String getDescription() {
    return "the parts of each module";
  }
}

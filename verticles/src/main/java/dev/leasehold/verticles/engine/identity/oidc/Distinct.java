package dev.leasehold.verticles.engine.identity.oidc;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// Lists as Vault keeps them for OIDC: trimmed, sorted, each item once, none empty.
final class Distinct {
  private Distinct() {}

  static List<String> of(Collection<String> items) {
    TreeSet<String> clean = new TreeSet<>();
    items.forEach(item -> clean.add(item.strip()));
    clean.remove("");
    return List.copyOf(clean);
  }

  static List<String> lowerCase(Collection<String> items) {
    return of(items.stream().map(item -> item.toLowerCase(Locale.ROOT)).toList());
  }
}

package dev.leasehold.projections.astra;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Something that tokens are found by. Every token has the term of its organization and that of its
/// mount as a whole, so that each list is one scan.
public record Term(String kind, String value) {

  /// All tokens of a mount.
  public static final Term ANY = new Term("any", "");

  public static Term org(String id) {
    return new Term("org", id);
  }

  public static Term role(String name) {
    return new Term("role", name);
  }

  public static Term logicalName(String name) {
    return new Term("logical", name);
  }

  /// Who asked for it: the id of an entity, or the display name of a token.
  public static Term owner(String name) {
    return new Term("owner", name);
  }

  public static Term metadata(String key, String value) {
    return new Term("metadata", key.length() + ":" + key + value);
  }

  /// What a token is found by. A value that holds further pairs, as `v1,k2=v2` does where a whole
  /// list was sent as one text, is found by each of them too.
  public static Set<Term> all(AstraToken token) {
    Set<Term> terms = new LinkedHashSet<>();
    terms.add(ANY);
    terms.add(org(token.org()));
    terms.add(role(token.role()));
    if (!token.logicalName().isEmpty()) {
      terms.add(logicalName(token.logicalName()));
    }
    for (String owner : Set.of("e:" + token.entityId(), "d:" + token.displayName())) {
      if (owner.length() > 2) {
        terms.add(owner(owner.substring(2)));
      }
    }
    for (Map.Entry<String, String> pair : token.metadata().entrySet()) {
      terms.add(metadata(pair.getKey(), pair.getValue()));
      String[] parts = pair.getValue().split(",", -1);
      if (parts.length > 1) {
        terms.add(metadata(pair.getKey(), parts[0]));
        for (int i = 1; i < parts.length; i++) {
          int equals = parts[i].indexOf('=');
          if (equals > 0) {
            terms.add(metadata(parts[i].substring(0, equals), parts[i].substring(equals + 1)));
          }
        }
      }
    }
    return terms;
  }
}

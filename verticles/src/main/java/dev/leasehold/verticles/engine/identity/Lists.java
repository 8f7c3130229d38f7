package dev.leasehold.verticles.engine.identity;

import dev.leasehold.verticles.policy.PolicyNames;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Lists as this engine reads and answers them.
final class Lists {
  /// The most that one list shows.
  static final int MAX_LISTED = 1_000_000;

  private Lists() {}

  /// Trimmed, sorted, each once, without empty texts.
  static List<String> distinct(List<String> given) {
    TreeSet<String> clean = new TreeSet<>();
    given.forEach(text -> clean.add(text.strip()));
    clean.remove("");
    return List.copyOf(clean);
  }

  /// Refuses root under any spelling: who may write an entity or a group must not become root by it
  /// (THREATS T7).
  static List<String> fitPolicies(List<String> names) {
    if (names.stream().anyMatch(PolicyNames::isRoot)) {
      throw Refusal.badRequest("policies cannot contain root");
    }
    return names;
  }

  /// Names with what is told of each; an empty list is not found.
  static Response listed(List<String> keys, Map<String, Object> info) {
    if (keys.isEmpty()) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    if (!info.isEmpty()) {
      data.put("key_info", info);
    }
    data.put("keys", keys);
    return Response.of(data);
  }
}

package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.request.Operation;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a request may do: all its policies, compiled. Immutable, for any thread, and on the path of
/// every request.
///
/// ```text
/// 1. the rule for exactly this path (LIST: or for the path without its last slash)
/// 2. else, of the rules with * or +, the one of highest priority (LIST: first without the slash)
/// 3. else nothing, and nothing is allowed
/// ```
///
/// Only that one rule is used: a narrow rule hides a wide one. The policy named `root` allows
/// everything if it is the only one; among others it is worth nothing.
public final class Acl {
  private static final List<String> ROOT = List.of("root");
  private static final List<String> DENY = List.of("deny");

  private final boolean root;
  private final int size;
  private final Map<String, Rule> exact;
  private final WildcardRules wildcards;
  private final List<RulePath> granting;
  private final Map<RulePath, Rule> rules;

  private Acl(boolean root, Map<RulePath, Rule> rules) {
    this.root = root;
    this.size = rules.size();
    this.rules = rules;
    this.exact = new HashMap<>();
    rules.forEach((path, rule) -> {
      if (path.kind() == RulePath.Kind.EXACT) {
        exact.put(path.text(), rule);
      }
    });
    this.wildcards = new WildcardRules(rules);
    this.granting =
        rules.entrySet().stream()
            .filter(entry -> !entry.getValue().permissions().capabilities().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
  }

  /// Compiles policies whose templates are resolved; a template left over matches as it is written.
  public static Acl of(List<Policy> policies) {
    boolean root = policies.size() == 1 && policies.getFirst().name().equals("root");
    Map<RulePath, Merging> merged = new LinkedHashMap<>();
    for (Policy policy : policies) {
      for (PathRules rules : policy.rules()) {
        merged
            .computeIfAbsent(rules.path(), _ -> new Merging())
            .add(policy.name(), rules.permissions());
      }
    }
    Map<RulePath, Rule> rules = new LinkedHashMap<>();
    merged.forEach((path, merging) -> rules.put(path, merging.rule()));
    return new Acl(root, rules);
  }

  /// Judges a request. `body` is the JSON body or the query, by its top-level keys as sent;
  /// `wrapTtl` is null for a request that asks for no wrapping, and zero for one that asks with 0.
  public Verdict check(
      Operation operation, String path, Map<String, ?> body, @Nullable Duration wrapTtl) {
    if (root) {
      return Verdict.ROOT;
    }
    if (operation == Operation.HELP) {
      return Verdict.HELP;
    }
    Rule rule = find(path, operation == Operation.LIST);
    return rule == null ? Verdict.DENIED : rule.judge(operation, body, wrapTtl);
  }

  /// The capabilities on a path, sorted, as `sys/capabilities` answers; never empty.
  public List<String> capabilities(String path) {
    if (root) {
      return ROOT;
    }
    Rule rule = find(path, true);
    if (rule == null || rule.permissions().capabilities().isEmpty()) {
      return DENY;
    }
    return rule.permissions().capabilities().stream().map(Capability::word).sorted().toList();
  }

  /// Whether anything is allowed on a mount's path, which ends in a slash, or below it: what
  /// decides whether its existence is shown.
  public boolean hasAccessBelow(String mountPath) {
    return !capabilities(mountPath).equals(DENY)
        || granting.stream().anyMatch(rule -> rule.reachesBelow(mountPath));
  }

  /// What is allowed on which exact paths, and below which prefixes, as user interfaces are told;
  /// paths with `+` are not told, as in Vault.
  public Map<String, Object> resultant() {
    Map<String, Object> exactly = new TreeMap<>();
    Map<String, Object> prefixes = new TreeMap<>();
    rules.forEach((path, rule) -> {
      if (path.kind() == RulePath.Kind.EXACT) {
        exactly.put(path.text(), Described.of(rule.permissions()));
      } else if (path.kind() == RulePath.Kind.PREFIX) {
        prefixes.put(path.text(), Described.of(rule.permissions()));
      }
    });
    Map<String, Object> data = new LinkedHashMap<>();
    if (!root) {
      data.put("exact_paths", exactly);
      data.put("glob_paths", prefixes);
    }
    data.put("root", root);
    return data;
  }

  public boolean isRoot() {
    return root;
  }

  /// How many different paths it has rules for.
  int size() {
    return size;
  }

  private @Nullable Rule find(String asked, boolean list) {
    String path = withoutLeadingSlashes(asked);
    boolean folder = list && path.endsWith("/");
    Rule rule = exact.get(path);
    if (folder && rule == null) {
      String trimmed = path.substring(0, path.length() - 1);
      rule = exact.get(trimmed);
      if (rule == null) {
        rule = wildcards.find(trimmed);
      }
    }
    return rule == null ? wildcards.find(path) : rule;
  }

  private static String withoutLeadingSlashes(String path) {
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    return start == 0 ? path : path.substring(start);
  }
}

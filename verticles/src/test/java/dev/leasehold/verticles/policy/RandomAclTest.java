package dev.leasehold.verticles.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Compares the compiled list with the rules read aloud: all stanzas as regular expressions, tried
/// one by one and put in order for each path.
class RandomAclTest {
  private static final int ROUNDS = 500;
  private static final int PATHS = 40;
  private static final List<String> RULE_SEGMENTS =
      List.of(
          "a", "b", "ab", "abc", "+", "+", "a+", "+b", "", "x*y", "é", "\uD83D\uDE00", "\uFB01");
  private static final List<String> SEGMENTS =
      List.of("a", "b", "ab", "abc", "", "+", "a+", "+b", "x*y", "é", "\uD83D\uDE00", "\uFB01");

  private record Stanza(String path, Set<Capability> capabilities) {}

  @Test
  void the_compiled_list_agrees_with_the_rules_read_aloud() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      List<List<Stanza>> policies = policies(random);
      Acl acl = AclTableTest.acl(written(policies));
      List<Stanza> all = policies.stream().flatMap(List::stream).toList();
      for (int i = 0; i < PATHS; i++) {
        String path = join(random, SEGMENTS, false);
        assertEquals(
            slowly(all, path),
            acl.capabilities(path),
            () -> "seed " + seed + ", path " + path + ", policies " + policies);
      }
    }
  }

  private static List<List<Stanza>> policies(Random random) {
    List<List<Stanza>> policies = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<Stanza> stanzas = new ArrayList<>();
      for (int j = random.nextInt(8); j >= 0; j--) {
        stanzas.add(new Stanza(join(random, RULE_SEGMENTS, true), capabilities(random)));
      }
      policies.add(stanzas);
    }
    return policies;
  }

  private static Set<Capability> capabilities(Random random) {
    Set<Capability> some = EnumSet.noneOf(Capability.class);
    for (Capability capability : Capability.values()) {
      boolean rare = capability == Capability.DENY;
      if (random.nextInt(rare ? 12 : 3) == 0) {
        some.add(capability);
      }
    }
    return some;
  }

  private static String join(Random random, List<String> segments, boolean rule) {
    List<String> chosen = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      chosen.add(segments.get(random.nextInt(segments.size())));
    }
    String path = String.join("/", chosen);
    return rule && !path.endsWith("+") && random.nextInt(3) == 0 ? path + "*" : path;
  }

  private static String written(List<List<Stanza>> policies) {
    return policies.stream()
        .map(stanzas -> stanzas.stream().map(RandomAclTest::written).collect(Collectors.joining()))
        .collect(Collectors.joining("---"));
  }

  private static String written(Stanza stanza) {
    String words =
        stanza.capabilities().stream()
            .map(capability -> '"' + capability.word() + '"')
            .collect(Collectors.joining(", "));
    return "path \"" + stanza.path() + "\" { capabilities = [" + words + "] }\n";
  }

  private static List<String> slowly(List<Stanza> stanzas, String asked) {
    String path = asked.replaceFirst("^/+", "");
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    Optional<String> rule =
        exact(stanzas, path)
            .or(() -> exact(stanzas, trimmed))
            .or(() -> wildcard(stanzas, trimmed))
            .or(() -> wildcard(stanzas, path));
    Set<Capability> united = EnumSet.noneOf(Capability.class);
    rule.ifPresent(found ->
        stanzas.stream()
            .filter(stanza -> stripped(stanza).equals(found))
            .forEach(stanza -> united.addAll(stanza.capabilities())));
    return united.isEmpty() || united.contains(Capability.DENY)
        ? List.of("deny")
        : united.stream().map(Capability::word).sorted().toList();
  }

  private static String stripped(Stanza stanza) {
    return stanza.path().startsWith("/") ? stanza.path().substring(1) : stanza.path();
  }

  private static boolean hasWildcard(String rule) {
    return rule.endsWith("*") || rule.startsWith("+/") || rule.equals("+") || rule.contains("/+");
  }

  private static Optional<String> exact(List<Stanza> stanzas, String path) {
    return stanzas.stream()
        .map(RandomAclTest::stripped)
        .filter(rule -> !hasWildcard(rule) && rule.equals(path))
        .findFirst();
  }

  private static Optional<String> wildcard(List<Stanza> stanzas, String path) {
    return stanzas.stream()
        .map(RandomAclTest::stripped)
        .filter(rule -> hasWildcard(rule) && Pattern.matches(expression(rule), path))
        .max(
            Comparator.comparingInt(RandomAclTest::firstWildcard)
                .thenComparing(rule -> !rule.endsWith("*"))
                .thenComparing(RandomAclTest::plusSegments, Comparator.reverseOrder())
                .thenComparing(rule -> codeUnits(rule).length)
                .thenComparing(rule -> codeUnits(rule), Arrays::compareUnsigned));
  }

  private static byte[] codeUnits(String rule) {
    return withoutStar(rule).getBytes(StandardCharsets.UTF_8);
  }

  private static String withoutStar(String rule) {
    return rule.endsWith("*") ? rule.substring(0, rule.length() - 1) : rule;
  }

  private static int firstWildcard(String rule) {
    boolean segments = rule.startsWith("+/") || rule.equals("+") || rule.contains("/+");
    String before = segments ? rule.substring(0, rule.indexOf('+')) : withoutStar(rule);
    return before.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long plusSegments(String rule) {
    return List.of(withoutStar(rule).split("/", -1)).stream().filter("+"::equals).count();
  }

  private static String expression(String rule) {
    String segments =
        List.of(withoutStar(rule).split("/", -1)).stream()
            .map(segment -> segment.equals("+") ? "[^/]*" : Pattern.quote(segment))
            .collect(Collectors.joining("/"));
    return rule.endsWith("*") ? segments + ".*" : segments;
  }
}

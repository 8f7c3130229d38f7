package dev.leasehold.verticles.policy;

import static dev.leasehold.verticles.request.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leasehold.verticles.request.Operation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of matching, a row or more for each. Policies stand in one text, apart by `---`.
class AclTableTest {
  record Row(
      String rule,
      String policies,
      Operation operation,
      String path,
      Map<String, ?> body,
      @Nullable Duration wrap,
      boolean allowed) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void each_rule_holds(Row row) {
    Acl acl = acl(row.policies());
    Verdict verdict = acl.check(row.operation(), row.path(), row.body(), row.wrap());
    assertEquals(row.allowed(), verdict.allowed());
  }

  static Acl acl(String policies) {
    List<String> texts = Arrays.asList(policies.split("---"));
    return Acl.of(
        texts.stream().map(text -> PolicyParser.parse("p" + texts.indexOf(text), text)).toList());
  }

  private static String path(String path, String capabilities) {
    return "path \"" + path + "\" { capabilities = [" + capabilities + "] }\n";
  }

  private static String stanza(String inside) {
    return "path \"a\" { capabilities = [\"create\",\"read\",\"update\",\"list\",\"delete\"]\n"
        + inside
        + " }\n";
  }

  private static Row row(String rule, String policies, Operation op, String path, boolean ok) {
    return new Row(rule, policies, op, path, Map.of(), null, ok);
  }

  private static Row body(String rule, String inside, Map<String, ?> body, boolean ok) {
    return new Row(rule, stanza(inside), UPDATE, "a", body, null, ok);
  }

  private static Row wrap(String rule, String policies, @Nullable Duration wrap, boolean ok) {
    return new Row(rule, policies, READ, "a", Map.of(), wrap, ok);
  }

  private static final String R = "\"read\"";
  private static final String L = "\"list\"";
  private static final String DENY = "\"deny\"";
  private static final String WRITE = "path \"a\" { policy = \"write\" }";
  private static final String TO_MANY =
      path("x/+/c", R) + path("x/*", L) + path("x/b/+", DENY) + path("x/b/*", DENY);

  static Stream<Row> rows() {
    return Stream.of(capabilities(), paths(), choices(), lists(), bodies(), merging(), wrapping())
        .flatMap(rows -> rows);
  }

  private static Stream<Row> capabilities() {
    return Stream.of(
        row("nothing matches", path("a", R), READ, "b", false),
        row("read allows read", path("a", R), READ, "a", true),
        row("read is not list", path("a", R), LIST, "a", false),
        row("create is not update", path("a", "\"create\""), UPDATE, "a", false),
        row("create", path("a", "\"create\""), CREATE, "a", true),
        row("patch", path("a", "\"patch\""), PATCH, "a", true),
        row("update is not patch", path("a", "\"update\""), PATCH, "a", false),
        row("delete", path("a", "\"delete\""), DELETE, "a", true),
        row("sudo alone allows nothing", path("a", "\"sudo\""), READ, "a", false),
        row("renew is update", path("a", "\"update\""), RENEW, "a", true),
        row("revoke is update", path("a", "\"update\""), REVOKE, "a", true),
        row("rollback is update", path("a", R), ROLLBACK, "a", false),
        row("help is free", path("a", DENY), HELP, "nowhere", true),
        row("deny beats its stanza", path("a", R + "," + DENY), READ, "a", false),
        row("old read reads", "path \"a\" { policy = \"read\" }", READ, "a", true),
        row("old read lists", "path \"a\" { policy = \"read\" }", LIST, "a", true),
        row("old read does not write", "path \"a\" { policy = \"read\" }", UPDATE, "a", false),
        row("old write deletes", WRITE, DELETE, "a", true),
        row("old write does not patch", WRITE, PATCH, "a", false),
        row("old sudo writes", "path \"a\" { policy = \"sudo\" }", CREATE, "a", true),
        row("old deny", "path \"a\" { policy = \"deny\" }", READ, "a", false));
  }

  private static Stream<Row> paths() {
    return Stream.of(
        row("leading slash of a rule", path("/a/b", R), READ, "a/b", true),
        row("leading slashes of a request", path("a/b", R), READ, "//a/b", true),
        row("exact is no prefix", path("a", R), READ, "a/b", false),
        row("prefix within a segment", path("foo*", R), READ, "foobar", true),
        row("prefix over segments", path("foo*", R), READ, "foobar/x/y", true),
        row("prefix is what it starts with", path("foo/*", R), READ, "foo/", true),
        row("prefix with slash needs it", path("foo/*", R), READ, "foo", false),
        row("star alone", path("*", R), READ, "any/thing", true),
        row("star in the middle is literal", path("a/*/b", R), READ, "a/x/b", false),
        row("literal star matches itself", path("a/*/b", R), READ, "a/*/b", true),
        row("plus is one segment", path("a/+/c", R), READ, "a/b/c", true),
        row("plus is not two", path("a/+/c", R), READ, "a/b/b/c", false),
        row("plus is not none", path("a/+/c", R), READ, "a/c", false),
        row("plus takes an empty segment", path("a/+", R), READ, "a/", true),
        row("plus at the start", path("+/c", R), READ, "b/c", true),
        row("plus alone", path("+", R), READ, "b", true),
        row("plus within a segment is literal", path("a/b+", R), READ, "a/bc", false),
        row("literal plus matches itself", path("a/+b", R), READ, "a/+b", true),
        row("plus with star", path("a/+/c*", R), READ, "a/b/cd/e", true),
        row("plus with star needs the start", path("a/+/c*", R), READ, "a/b/d", false),
        row("plus, slash, star", path("a/+/*", R), READ, "a/b/c/d", true),
        row("plus, slash, star needs the slash", path("a/+/*", R), READ, "a/b", false));
  }

  private static Stream<Row> choices() {
    return Stream.of(
        row("exact hides prefix", path("a/b", L) + path("a/*", R), READ, "a/b", false),
        row("exact hides plus", path("a/b", R) + path("a/+", DENY), READ, "a/b", true),
        row("long prefix hides short", path("a/*", DENY) + path("a/b*", R), READ, "a/bc", true),
        row("later wildcard wins", path("a/+/c", DENY) + path("a/b/*", R), READ, "a/b/c", true),
        row("later plus wins", path("+/b/c", DENY) + path("a/+/c", R), READ, "a/b/c", true),
        row("no star beats star", path("a/+", R) + path("a/*", DENY), READ, "a/b", true),
        row("no star beats star 2", path("a/+/c", R) + path("a/+/*", DENY), READ, "a/b/c", true),
        row("fewer plus win", path("a/+/+", DENY) + path("a/+/c", R), READ, "a/b/c", true),
        row(
            "plain star beats plus star",
            path("a/*", R) + path("a/+/*", DENY),
            READ,
            "a/b/c",
            true),
        row("longer wins", path("a/+/c*", DENY) + path("a/+/cd*", R), READ, "a/b/cde", true),
        row("greater wins", path("+/+/c", DENY) + path("+/b/+", R), READ, "a/b/c", true),
        row("of many the latest wildcard", TO_MANY, READ, "x/b/c", false),
        row("of many what is left", TO_MANY, READ, "x/d/c", true),
        row("deny hides the wide rule", path("a/*", R) + path("a/b/*", DENY), READ, "a/b/c", false),
        row("beside the deny", path("a/*", R) + path("a/b/*", DENY), READ, "a/c", true));
  }

  private static Stream<Row> lists() {
    return Stream.of(
        row("list without last slash", path("a/b", L), LIST, "a/b/", true),
        row("read keeps last slash", path("a/b", R), READ, "a/b/", false),
        row("list with last slash", path("a/b/", L), LIST, "a/b/", true),
        row("exact with slash first", path("a/b/", DENY) + path("a/b", L), LIST, "a/b/", false),
        row(
            "trimmed among wildcards first",
            path("a/+", L) + path("a/b/*", DENY),
            LIST,
            "a/b/",
            true),
        row("then with slash", path("a/b/*", L), LIST, "a/b/", true),
        row("trimmed finds nothing, plus", path("a/+/+", L), LIST, "a/b/", true));
  }

  private static Stream<Row> bodies() {
    String denied = "denied_parameters = { \"Bar\" = [], \"zip\" = [\"no\", \"x*\"] }";
    String allowed = "allowed_parameters = { \"bar\" = [], \"zip\" = [\"yes\", \"*z\", true] }";
    String lists = "allowed_parameters = { \"l\" = [[\"a\", \"b\"]], \"n\" = [1, 1.5] }";
    return Stream.of(
        body("required is there", "required_parameters = [\"Foo\"]", Map.of("foo", 1L), true),
        body("required is missing", "required_parameters = [\"foo\"]", Map.of("x", 1L), false),
        body("required of nothing", "required_parameters = [\"foo\"]", Map.of(), false),
        body(
            "request key of required", "required_parameters = [\"foo\"]", Map.of("FOO", 1L), false),
        body("denied with any value", denied, Map.of("bar", "x"), false),
        body("denied in other case", denied, Map.of("BAR", "x"), false),
        body("denied value", denied, Map.of("zip", "no"), false),
        body("denied glob", denied, Map.of("zip", "xyz"), false),
        body("other value", denied, Map.of("zip", "yes"), true),
        body("other key", denied, Map.of("other", "no"), true),
        body("no body at all", denied, Map.of(), true),
        body("denied star", "denied_parameters = { \"*\" = [] }", Map.of("q", "1"), false),
        body("denied star, no body", "denied_parameters = { \"*\" = [] }", Map.of(), true),
        body(
            "denied star with values",
            "denied_parameters = {\"*\"=[\"a\"]}",
            Map.of("q", "b"),
            false),
        body("allowed with any value", allowed, Map.of("bar", List.of()), true),
        body("allowed in other case", allowed, Map.of("Bar", "x"), true),
        body("not allowed", allowed, Map.of("bar", "x", "other", "y"), false),
        body("allowed value", allowed, Map.of("zip", "yes"), true),
        body("allowed glob", allowed, Map.of("zip", "buzz"), true),
        body("allowed flag", allowed, Map.of("zip", true), true),
        body("flag is no text", allowed, Map.of("zip", "true"), false),
        body("not an allowed value", allowed, Map.of("zip", "no"), false),
        body(
            "allowed star alone",
            "allowed_parameters = { \"*\" = [\"a\"] }",
            Map.of("q", "b"),
            true),
        body(
            "allowed star beside another key",
            "allowed_parameters = { \"*\" = [], \"zip\" = [\"yes\"] }",
            Map.of("q", "b"),
            true),
        body(
            "values beside the star still count",
            "allowed_parameters = { \"*\" = [], \"zip\" = [\"yes\"] }",
            Map.of("zip", "no"),
            false),
        body("denied beats allowed", denied + "\n" + allowed, Map.of("bar", "x"), false),
        body("whole list", lists, Map.of("l", List.of("a", "b")), true),
        body("part of a list", lists, Map.of("l", List.of("a")), false),
        body("number never equals", lists, Map.of("n", 1L), false),
        body("decimal never equals", lists, Map.of("n", new BigDecimal("1.5")), false),
        body("top-level keys only", allowed, Map.of("bar", Map.of("other", 1L)), true),
        new Row("list has no body", stanza(denied), LIST, "a", Map.of("bar", 1L), null, true),
        new Row("delete has no body", stanza(denied), DELETE, "a", Map.of("bar", 1L), null, true),
        new Row("read has one", stanza(denied), READ, "a", Map.of("bar", "1"), null, false),
        new Row("create has one", stanza(allowed), CREATE, "a", Map.of("x", "1"), null, false));
  }

  private static Stream<Row> merging() {
    String one = stanza("allowed_parameters = { \"k\" = [\"1\"] }");
    String other = stanza("allowed_parameters = { \"k\" = [\"2\"], \"l\" = [] }");
    String any = stanza("allowed_parameters = { \"k\" = [] }");
    String need = stanza("required_parameters = [\"r\"]");
    return Stream.of(
        row("capabilities add up", path("a", R) + "---" + path("a", L), LIST, "a", true),
        row("and keep the first", path("a", R) + "---" + path("a", L), READ, "a", true),
        row("within one policy too", path("a", R) + path("a", L), READ, "a", true),
        row("deny first wins", path("a", DENY) + "---" + path("a", R), READ, "a", false),
        row("deny last wins", path("a", R) + "---" + path("a", DENY), READ, "a", false),
        row("a and a* are two rules", path("a", R) + "---" + path("a*", DENY), READ, "a", true),
        merged("values add up", one + "---" + other, Map.of("k", "1"), true),
        merged("values add up, second", one + "---" + other, Map.of("k", "2"), true),
        merged("keys add up", one + "---" + other, Map.of("l", "x"), true),
        merged("no third value", one + "---" + other, Map.of("k", "3"), false),
        merged("any value stays any", any + "---" + one, Map.of("k", "3"), true),
        merged("any value becomes any", one + "---" + any, Map.of("k", "3"), true),
        merged("bound by one is bound", stanza("") + "---" + one, Map.of("k", "3"), false),
        merged("required by one", one + "---" + need, Map.of("k", "1"), false));
  }

  private static Row merged(String rule, String policies, Map<String, ?> body, boolean ok) {
    return new Row(rule, policies, UPDATE, "a", body, null, ok);
  }

  private static Stream<Row> wrapping() {
    String min = stanza("min_wrapping_ttl = \"1m\"");
    String max = stanza("max_wrapping_ttl = 120");
    String both = min + "---" + max;
    String lower = max + "---" + stanza("max_wrapping_ttl = \"90s\"");
    String empty = min + "---" + stanza("max_wrapping_ttl = \"30s\"");
    Duration minute = Duration.ofMinutes(1);
    return Stream.of(
        wrap("unbound needs none", stanza(""), null, true),
        wrap("unbound takes any", stanza(""), minute, true),
        wrap("min forces", min, null, false),
        wrap("min is met", min, minute, true),
        wrap("below min", min, Duration.ofSeconds(59), false),
        wrap("max forces", max, null, false),
        wrap("max is met", max, Duration.ofMinutes(2), true),
        wrap("above max", max, Duration.ofSeconds(121), false),
        wrap("zero passes max", max, Duration.ZERO, true),
        wrap("zero does not pass min", min, Duration.ZERO, false),
        wrap("both from two", both, Duration.ofSeconds(90), true),
        wrap("lowest max wins", lower, Duration.ofSeconds(100), false),
        wrap("nothing between them", empty, Duration.ofSeconds(45), false),
        new Row("bounds a delete", min, DELETE, "a", Map.of(), null, false));
  }
}

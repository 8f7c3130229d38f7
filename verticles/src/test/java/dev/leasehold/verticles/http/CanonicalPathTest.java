package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalPathTest {

  @Test
  void a_clean_path_is_served_decoded_once() {
    Map<String, String> served =
        Map.of(
            "/v1/secret/data/a", "secret/data/a",
            "/v1/secret/metadata/", "secret/metadata/",
            "/v1/", "",
            "/v1/kv/a%2fb", "kv/a/b",
            "/v1/kv/a%252fb", "kv/a%2fb",
            "/v1/kv/%252e%252e/x", "kv/%2e%2e/x",
            "/v1/kv/%c3%a9%20x", "kv/é x",
            "/v1/kv/a+b;c=d", "kv/a+b;c=d",
            "/v1/kv/..a/.b/c..", "kv/..a/.b/c..",
            "/v1/kv/.../x", "kv/.../x");

    served.forEach(
        (raw, path) -> assertEquals(new CanonicalPath.Served(path), CanonicalPath.of(raw), raw));
  }

  @Test
  void another_form_of_a_path_is_sent_to_the_canonical_one() {
    Map<String, String> moved =
        Map.ofEntries(
            Map.entry("/v1/secret//data/a", "/v1/secret/data/a"),
            Map.entry("/v1/secret/%2fdata/a", "/v1/secret/data/a"),
            Map.entry("/v1/secret/./data/../x", "/v1/secret/x"),
            Map.entry("/v1/secret/%2e%2e/x", "/v1/x"),
            Map.entry("/v1/secret/%2E./x", "/v1/x"),
            Map.entry("/v1/secret/data/..%2f..%2fsys/x", "/v1/sys/x"),
            Map.entry("/v1/secret/data/%2e%2e", "/v1/secret"),
            Map.entry("/v1/secret/data/.", "/v1/secret/data"),
            Map.entry("/v1/secret/data/./", "/v1/secret/data/"),
            Map.entry("/v1/../../../etc/passwd", "/etc/passwd"),
            Map.entry("/v1/..//evil.example/", "/evil.example/"),
            Map.entry("/v1/sys", "/v1/sys/"),
            Map.entry("/v1/s%79s", "/v1/sys/"),
            Map.entry("/v1/a//%c3%a9%22%3c", "/v1/a/%C3%A9%22%3C"));

    moved.forEach(
        (raw, to) -> assertEquals(new CanonicalPath.Elsewhere(to), CanonicalPath.of(raw), raw));
  }

  @Test
  void what_is_no_text_or_cannot_be_printed_is_garbled() {
    for (String raw :
        new String[] {
          "/v1/a%00b",
          "/v1/a%0ab",
          "/v1/a%0Db",
          "/v1/a%7f",
          "/v1/%ff",
          "/v1/%c0%ae",
          "/v1/%ed%a0%80",
          "/v1/%e2%80%a8",
          "/v1/%e2%80%8b",
          "/v1/%c2%a0",
          "/v1/a%zz",
          "/v1/a%",
          "/v1/a%2",
          "/v1/\u00ff",
          "/v2/%00"
        }) {
      assertEquals(new CanonicalPath.Garbled(), CanonicalPath.of(raw), raw);
    }
  }

  @Test
  void only_what_lies_below_v1_is_known() {
    for (String raw : new String[] {"/", "/v1", "/v2/x", "/V1/x", "/ui/", "*", "/..", "//v1/x"}) {
      assertEquals(new CanonicalPath.Unknown(), CanonicalPath.of(raw), raw);
    }
  }

  @Test
  void T12_no_spelling_leaves_an_empty_or_dotted_segment_in_what_is_served() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] parts = {
      "/", "//", ".", "..", "%2e", "%2f", "%2E%2e", "a", "sys", "%c3%a9", "%25", "%00", "+", "%"
    };
    for (int round = 0; round < 20_000; round++) {
      StringBuilder raw = new StringBuilder("/v1/");
      for (int i = random.nextInt(9); i > 0; i--) {
        raw.append(parts[random.nextInt(parts.length)]);
      }
      if (CanonicalPath.of(raw.toString()) instanceof CanonicalPath.Served(String path)) {
        for (String segment : ("x/" + path + "x").split("/", -1)) {
          String at = raw + " with seed " + seed;
          assertFalse(segment.isEmpty() || segment.equals(".") || segment.equals(".."), at);
        }
      } else if (CanonicalPath.of(raw.toString()) instanceof CanonicalPath.Elsewhere(String to)
          && to.startsWith("/v1/")
          && !to.equals("/v1/sys")) {
        assertInstanceOf(CanonicalPath.Served.class, CanonicalPath.of(to), raw + " " + seed);
      }
    }
  }
}

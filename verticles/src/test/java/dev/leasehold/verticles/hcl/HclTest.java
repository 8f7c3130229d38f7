package dev.leasehold.verticles.hcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HclTest {
  private static HclValue valueOf(String text) {
    return Hcl.parse(text).items().getFirst().value();
  }

  private static String textOf(String value) {
    return assertInstanceOf(HclValue.Text.class, valueOf("a = " + value)).text();
  }

  private static long wholeOf(String value) {
    return assertInstanceOf(HclValue.Whole.class, valueOf("a = " + value)).number();
  }

  @Test
  void items_keep_their_order_their_labels_and_their_places() {
    HclValue.Body file =
        Hcl.parse(
            """
            # one
            ui = true // two
            listener "tcp" { /* three
            */ address = "x" }
            listener "unix" {}
            """);
    List<List<String>> keys = file.items().stream().map(HclItem::keys).toList();
    assertEquals(
        List.of(List.of("ui"), List.of("listener", "tcp"), List.of("listener", "unix")), keys);
    HclItem address = ((HclValue.Body) file.items().get(1).value()).items().getFirst();
    assertEquals(new Position(4, 4), address.at());
    assertEquals(new Position(4, 12), address.assigned());
    assertEquals(new Position(4, 14), address.value().at());
    assertEquals(2, file.under("listener").size());
  }

  @Test
  void strings_know_escapes_and_keep_interpolations() {
    assertEquals(
        "a\n\t\"\\A\u00e9\uD83D\uDE00", textOf("\"a\\n\\t\\\"\\\\\\x41\\u00e9\\U0001F600\""));
    assertEquals("A", textOf("\"\\101\""));
    assertEquals("x ${ \"a\" {b} \\n } y", textOf("\"x ${ \"a\" {b} \\n } y\""));
    assertEquals("$5", textOf("\"$5\""));
  }

  @Test
  void numbers_have_four_forms() {
    assertEquals(-12, wholeOf("-12"));
    assertEquals(0x1F, wholeOf("0x1F"));
    assertEquals(8, wholeOf("010"));
    assertEquals(0, wholeOf("0"));
    var fraction = assertInstanceOf(HclValue.Fraction.class, valueOf("a = 1.5e2"));
    assertEquals(150.0, fraction.number());
    assertEquals("1.5e2", fraction.written());
  }

  @Test
  void heredocs_end_at_their_anchor() {
    assertEquals("x\n  y\n", textOf("<<EOF\nx\n  y\nEOF\n"));
    assertEquals("x\n y\n", textOf("<<-EOF\n  x\n   y\n  EOF\n"));
    assertEquals(" x\ny\n", textOf("<<-EOF\n x\ny\n  EOF\n"));
    assertEquals("", textOf("<<EOF\nEOF\n"));
    assertEquals("x\n", textOf("<<EOF\r\nx\r\nEOF\r\n"));
  }

  @Test
  void lists_hold_anything_and_may_end_in_a_comma() {
    var list =
        assertInstanceOf(HclValue.Listing.class, valueOf("a = [1, \"b\", [true], {c = 1},]"));
    assertEquals(4, list.values().size());
    assertInstanceOf(HclValue.Body.class, list.values().getLast());
  }

  @Test
  void objects_of_nothing_but_objects_become_blocks_in_json() {
    HclValue.Body file =
        Hcl.parse(
            """
            {"listener": [{"tcp": {"address": "x"}}, {"tcp": {"address": "y"}}],
             "storage": {"kafka": {"topic": "t"}}, "empty": {}, "list": [1, {}], "none": null}
            """);
    assertEquals(
        List.of(
            List.of("listener", "tcp"),
            List.of("listener", "tcp"),
            List.of("storage", "kafka"),
            List.of("empty"),
            List.of("list"),
            List.of("none")),
        file.items().stream().map(HclItem::keys).toList());
  }

  @Test
  void json_strings_follow_json() {
    assertEquals(
        "/\u00e9\uD83D\uDE00${\"}",
        ((HclValue.Text) valueOf("{\"a\": \"\\/\\u00e9\\uD83D\\uDE00${\\\"}\"}")).text());
  }

  @Test
  void a_text_does_not_show_in_a_string() {
    assertFalse(Hcl.parse("token = \"s3cret\"").toString().contains("s3cret"));
  }

  record Bad(String text, String error) {}

  static List<Bad> refused() {
    return List.of(
        new Bad("a = ", "At 1:5: Unknown token: 1:5 EOF "),
        new Bad("a {\n b = }", "At 2:6: Unknown token: 2:6 RBRACE }"),
        new Bad("a {\n b = } }", "At 2:6: Unknown token: 2:6 RBRACE }"),
        new Bad("a = [\n1", "At 2:2: error parsing list, expected comma or list end, got: EOF"),
        new Bad("a = [", "At 1:6: unexpected token while parsing list: EOF"),
        new Bad("a = [1 2]", "At 1:8: error parsing list, expected comma or list end, got: NUMBER"),
        new Bad("a {", "At 1:5: object expected closing RBRACE got: EOF"),
        new Bad("a {} }", "At 1:6: expected: IDENT | STRING | ASSIGN | LBRACE got: RBRACE"),
        new Bad("a = \"x", "At 1:7: literal not terminated"),
        new Bad("a = \"x\n\"", "At 1:7: literal not terminated"),
        new Bad("a = \"${x\"", "At 1:10: literal not terminated"),
        new Bad("a = \"\\q\"", "At 1:7: illegal char escape"),
        new Bad("a = \"\\u12\"", "At 1:10: illegal char escape"),
        new Bad("a = \"\\ud800\"", "At 1:12: illegal char escape"),
        new Bad("a = 08", "At 1:5: illegal octal number"),
        new Bad("a = 0x", "At 1:7: illegal hexadecimal number"),
        new Bad("a = 9223372036854775808", "At 1:5: number out of range"),
        new Bad("a = 1e999", "At 1:5: number out of range"),
        new Bad("a = <<EOF\nx\n", "At 3:1: heredoc not terminated"),
        new Bad("a = <<EOF\nEOF", "At 2:4: heredoc not terminated"),
        new Bad("a = <<\nx\n", "At 1:7: zero-length heredoc anchor"),
        new Bad("a = <<E F\nx\n", "At 1:8: invalid characters in heredoc anchor"),
        new Bad("a = <E", "At 1:6: heredoc expected second '<', didn't see it"),
        new Bad("a /* x", "At 1:7: comment not terminated"),
        new Bad("a / x", "At 1:3: expected '/' for comment"),
        new Bad("a = ?", "At 1:5: illegal char"),
        new Bad("= 1", "At 1:1: no object keys found!"),
        new Bad("a = 1\n\u0000", "At 2:1: unexpected null character (0x00)"),
        new Bad("a = \"\ud800\"", "At 1:6: illegal UTF-8 encoding"),
        new Bad("{\"a\": 1", "At 1:8: object not terminated"),
        new Bad("{\"a\": [1", "At 1:9: list not terminated"),
        new Bad("{\"a\": 1,}", "At 1:9: expected: STRING got: ILLEGAL"),
        new Bad("{\"a\" 1}", "At 1:6: expected: COLON got: ILLEGAL"),
        new Bad("{\"a\": 01}", "At 1:7: numbers cannot start with 0"),
        new Bad("{\"a\": 1.}", "At 1:7: illegal number"),
        new Bad("{\"a\": tru}", "At 1:7: expected: value got: ILLEGAL"),
        new Bad("{\"a\": \"\\x41\"}", "At 1:9: illegal char escape"),
        new Bad("{\"a\": \"x", "At 1:9: literal not terminated"),
        new Bad("{\"a\": [null]}", "At 1:8: unexpected token while parsing list: NULL"),
        new Bad("{} {}", "At 1:4: text after the end of the object"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void what_is_no_hcl_is_refused_with_its_place(Bad bad) {
    HclError error = assertThrows(HclError.class, () -> Hcl.parse(bad.text()));
    assertEquals(bad.error(), error.getMessage());
  }

  @Test
  void depth_and_length_have_a_limit() {
    String lists = "[".repeat(Hcl.MAX_DEPTH) + "]".repeat(Hcl.MAX_DEPTH);
    assertInstanceOf(HclValue.Listing.class, valueOf("a = " + lists));
    assertThrows(HclError.class, () -> Hcl.parse("a = [" + lists + "]"));
    assertThrows(HclError.class, () -> Hcl.parse("{\"a\": " + lists + "}"));
    assertThrows(HclError.class, () -> Hcl.parse(" ".repeat(Hcl.MAX_CHARACTERS + 1)));
  }

  @Test
  void every_start_of_a_good_text_is_read_or_refused_with_a_place() {
    String text = "a \"b\" { c = [1, \"x\\n\", <<E\ny\nE\n] /* d */ e = 0x1 }\n{\"a\": [1, {}]}";
    for (int end = 0; end < text.length(); end++) {
      String start = text.substring(0, end);
      try {
        Hcl.parse(start);
      } catch (HclError e) {
        assertEquals("At " + e.at() + ": " + e.text(), e.getMessage());
      }
    }
  }
}

package dev.leasehold.verticles.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static final List<Field> ROLE =
      List.of(
          Field.lowerCase("name", ""),
          Field.text("db_name", ""),
          Field.seconds("ttl", "").fallback("1h"),
          Field.signedSeconds("after", ""),
          Field.integer("uses", "").fallback(3),
          Field.flag("on", "").fallback(true),
          Field.commaList("policies", "").fallback("a,b"),
          Field.stringList("statements", ""),
          Field.pairs("meta", ""),
          Field.map("options", ""),
          Field.raw("any", ""),
          Field.time("at", ""));

  @Test
  void what_was_not_given_reads_as_its_default_or_zero() {
    Fields fields = read(Map.of(), Map.of("name", "R"));

    assertEquals("", fields.text("db_name"));
    assertEquals(3600, fields.seconds("ttl"));
    assertEquals(0, fields.seconds("after"));
    assertEquals(3, fields.integer("uses"));
    assertTrue(fields.flag("on"));
    assertEquals(List.of("a", "b"), fields.list("policies"));
    assertEquals(List.of(), fields.list("statements"));
    assertEquals(Map.of(), fields.pairs("meta"));
    assertEquals(Map.of(), fields.map("options"));
    assertNull(fields.raw("any"));
    assertEquals(Instant.EPOCH, fields.time("at"));
    assertFalse(fields.given("ttl"));
  }

  @Test
  void a_null_is_given_and_zero_but_for_durations_and_times() {
    Map<String, @Nullable Object> nulls = new HashMap<>();
    List.of("uses", "on", "policies", "ttl", "at", "any").forEach(name -> nulls.put(name, null));

    Fields fields = read(nulls, Map.of());

    assertTrue(fields.given("uses"));
    assertEquals(0, fields.integer("uses"));
    assertFalse(fields.flag("on"));
    assertEquals(List.of(), fields.list("policies"));
    assertTrue(fields.given("any"));
    assertFalse(fields.given("ttl"));
    assertEquals(3600, fields.seconds("ttl"));
    assertFalse(fields.given("at"));
  }

  @Test
  void what_the_path_says_beats_the_body_and_is_read_by_the_fields_type() {
    Fields fields = read(Map.of("name", "body", "zz", 1, "aa", 2), Map.of("name", "PATH"));

    assertEquals("path", fields.text("name"));
    assertEquals(List.of("name"), fields.replaced());
    assertEquals(List.of("aa", "zz"), fields.ignored());
  }

  @Test
  void a_route_that_takes_any_field_ignores_none() {
    Fields fields = Fields.read(List.of(), true, Map.of("x", "y"), Map.of("path", "a/b"), false);

    assertEquals(List.of(), fields.ignored());
    assertEquals("a/b", fields.text("path"));
  }

  @Test
  void times_are_dates_or_seconds() {
    Instant noon = Instant.parse("2026-11-22T12:00:00.5Z");
    Map<Object, Instant> expected =
        Map.of(
            "2026-11-22T13:00:00.5+01:00",
            noon,
            "1795348800",
            Instant.ofEpochSecond(1795348800),
            new JsonNumber("1795348800"),
            Instant.ofEpochSecond(1795348800));

    expected.forEach((sent, time) -> assertEquals(time, read(Map.of("at", sent)).time("at")));
    assertRefused("at", "noon", "could not parse string as date and time");
    assertRefused("at", true, "could not parse time from input type");
    assertRefused("at", new JsonNumber("1.5"), "strconv.ParseInt: parsing \"1.5\": invalid syntax");
  }

  @Test
  void a_number_beyond_an_int_reads_as_the_nearest() {
    assertEquals(
        Integer.MAX_VALUE, read(Map.of("uses", new JsonNumber("3000000000"))).integer("uses"));
  }

  @Test
  void a_number_with_a_million_digits_is_refused_without_being_computed() {
    assertThrows(Refusal.class, () -> read(Map.of("uses", "9".repeat(1_000_000))));
    assertThrows(Refusal.class, () -> read(Map.of("ttl", "9".repeat(1_000_000) + "d")));
    assertThrows(Refusal.class, () -> read(Map.of("ttl", "9".repeat(1_000_000) + "s")));
  }

  @Test
  void asking_for_what_is_not_declared_is_a_fault_of_ours() {
    Fields fields = read(Map.of());
    assertThrows(IllegalArgumentException.class, () -> fields.text("nope"));
    assertThrows(IllegalArgumentException.class, () -> fields.text("ttl"));
  }

  private static void assertRefused(String name, Object sent, String error) {
    Refusal refusal = assertThrows(Refusal.class, () -> read(Map.of(name, sent)));
    assertEquals(
        "Field validation failed: error converting input "
            + sent
            + " for field \""
            + name
            + "\": "
            + error,
        refusal.getMessage());
  }

  private static Fields read(Map<String, @Nullable Object> data) {
    return read(data, Map.of());
  }

  private static Fields read(Map<String, @Nullable Object> data, Map<String, String> captured) {
    return Fields.read(ROLE, false, data, captured, false);
  }
}

package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.FieldType;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Reads values of all kinds as fields of all types and compares with what a real Vault answered:
/// each line of the table is a type, the JSON that was sent, and either `= ` with the value that
/// Vault read back, or `! ` with its error.
class FieldsAsVaultReadsThemTest {

  @TestFactory
  List<DynamicTest> a_value_is_read_or_refused_as_vault_does() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(getClass().getResourceAsStream("/fields/vault-1.14.9.tsv"))) {
      List<DynamicTest> tests =
          new String(table.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t"))
              .map(row -> DynamicTest.dynamicTest(row[0] + " " + row[1], () -> check(row)))
              .toList();
      assertTrue(tests.size() > 400, "the table was read");
      return tests;
    }
  }

  private static void check(String[] row) {
    FieldType type = FieldType.valueOf(row[0]);
    Map<String, @Nullable Object> sent = json("{\"x\":" + row[1] + "}");
    Object expected = json("{\"x\":" + row[2].substring(2) + "}").get("x");
    Field field = new Field(nameIn(row[2]), type, null, "");
    Map<String, @Nullable Object> data =
        new java.util.HashMap<>(java.util.Collections.singletonMap(field.name(), sent.get("x")));
    if (row[2].startsWith("! ")) {
      Refusal refusal = assertThrows(Refusal.class, () -> read(field, data, true));
      assertEquals(List.of(Objects.requireNonNull(expected)), refusal.errors());
      Refusal other = assertThrows(Refusal.class, () -> read(field, data, false));
      assertEquals(List.of("Field validation failed: " + expected), other.errors());
    } else {
      assertEquals(expected, shown(read(field, data, true).raw(field.name()), type, expected));
    }
  }

  private static Fields read(Field field, Map<String, @Nullable Object> data, boolean checked) {
    return Fields.read(List.of(field), false, data, Map.of(), checked);
  }

  /// The field's name is a part of the error.
  private static String nameIn(String outcome) {
    int at = outcome.indexOf("for field \\\"");
    return at < 0 ? "x" : outcome.substring(at + 12, outcome.indexOf("\\\"", at + 12));
  }

  private static @Nullable Object shown(
      @Nullable Object value, FieldType type, @Nullable Object expected) {
    if (type == FieldType.SIGNED_SECONDS && expected instanceof String) {
      return DurationText.format(Duration.ofSeconds((Long) Objects.requireNonNull(value)));
    }
    return value instanceof Long number ? new JsonNumber(number.toString()) : value;
  }

  private static Map<String, @Nullable Object> json(String text) {
    JsonReader reader = new JsonReader();
    reader.feed(text.getBytes(StandardCharsets.UTF_8));
    return reader.finish();
  }
}

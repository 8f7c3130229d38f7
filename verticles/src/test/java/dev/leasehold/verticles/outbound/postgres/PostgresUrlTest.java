package dev.leasehold.verticles.outbound.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
  @Test
  void a_url_is_taken_apart() {
    assertEquals(
        new PostgresUrl("db.example", 6432, "app", "me", "p@ss/", Map.of("sslmode", "verify-full")),
        PostgresUrl.parse("postgresql://me:p%40ss%2F@db.example:6432/app?sslmode=verify-full"));
  }

  @Test
  void what_is_not_said_is_the_default() {
    assertEquals(
        new PostgresUrl("::1", 5432, "", null, null, Map.of("sslmode", "prefer")),
        PostgresUrl.parse("postgres://[::1]"));
  }

  @Test
  void pairs_are_read_with_quotes_and_escapes() {
    assertEquals(
        new PostgresUrl("h", 1, "d b", "u", "it's \\", Map.of("sslmode", "disable")),
        PostgresUrl.parse(
            "host=h port=1 dbname='d b' user=u password='it\\'s \\\\' sslmode=disable"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:sesame@h/d?sslrootcert=/etc/passwd",
        "postgresql://u:sesame@h/d?sslkey=/k&sslmode=disable",
        "postgresql://u:sesame@h/d?passfile=/p",
        "postgresql://u:sesame@h/d?service=x",
        "postgresql://u:sesame@h/d?SSLCERT=/c",
        "postgresql://u:sesame@h/d?sslmode=never",
        "postgresql://u:sesame@h,i/d",
        "postgresql://u:sesame@/d",
        "postgresql://u:sesame@%2Ftmp/d?host=/tmp",
        "postgresql://u:sesame@h:0/d",
        "postgresql://u:sesame@h:99999/d",
        "postgresql://u:sesame@h:x/d",
        "postgresql://u:ses ame@h/d",
        "host=h password='sesame",
        "host=h password=sesame sslcert=/c",
        "sesame"
      })
  void what_names_files_or_makes_no_sense_is_refused_without_repeating_it(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> PostgresUrl.parse(text));

    assertFalse(String.valueOf(refusal.getMessage()).contains("sesame"));
  }
}

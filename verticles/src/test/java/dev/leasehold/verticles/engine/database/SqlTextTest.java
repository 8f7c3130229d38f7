package dev.leasehold.verticles.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  private static final Map<String, String> HOSTILE =
      Map.of("name", "a\"'; DROP ROLE x; --", "password", "p'\\w");

  private static List<String> split(String text) {
    return SqlText.split(SqlDialect.POSTGRES, text);
  }

  private static String fill(String statement, Map<String, String> values) {
    return SqlText.fill(SqlDialect.POSTGRES, statement, values);
  }

  private static String mysql(String statement) {
    return SqlText.fill(SqlDialect.MYSQL, statement, HOSTILE);
  }

  @Test
  void statements_are_split_outside_of_quotes_only() {
    assertEquals(
        List.of("SELECT ';'", "SELECT \";\" /* ; */", "DO $x$ a; b $x$"),
        split("SELECT ';'; ;SELECT \";\" /* ; */;\n DO $x$ a; b $x$ ;"));
  }

  @Test
  void a_block_stays_whole() {
    assertEquals(List.of("BEGIN; a; END;"), split("BEGIN; a; END;"));
  }

  @Test
  void a_value_is_quoted_for_where_it_stands() {
    assertEquals(
        "ALTER ROLE \"a\"\"'; DROP ROLE x; --\" TO \"a\"\"'; DROP ROLE x; --\"",
        fill("ALTER ROLE \"{{name}}\" TO {{name}}", HOSTILE));
    assertEquals("E'p''\\\\w'", fill("{{password}}", HOSTILE));
  }

  @Test
  void a_harmless_value_goes_in_anywhere() {
    assertEquals(
        "app_v-1 'v-1' $$v-1$$ -- v-1",
        fill("app_{{name}} '{{name}}' $${{name}}$$ -- {{name}}", Map.of("name", "v-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$${{name}}$$",
        "x_{{name}}",
        "-- {{name}}",
        "'a{{name}}'",
        "'{{password}}b'",
        "E'{{password}}'",
        "U&'{{password}}'",
        "'it''{{password}}'",
        "'{{password}}''s'"
      })
  void T18_a_hostile_value_is_refused_where_it_cannot_be_quoted(String statement) {
    assertThrows(IllegalArgumentException.class, () -> fill(statement, HOSTILE));
  }

  @Test
  void a_literal_of_its_own_holds_any_password() {
    assertEquals(
        "PASSWORD E'p''\\\\w'",
        SqlText.fill(SqlDialect.POSTGRES, "PASSWORD '{{password}}'", HOSTILE));
    assertEquals(
        "('p''\"$$;--/*%', 'x')",
        SqlText.fill(
            SqlDialect.POSTGRES, "('{{password}}', 'x')", Map.of("password", "p'\"$$;--/*%")));
  }

  @Test
  void what_the_server_keeps_of_a_password_goes_into_a_body() {
    String verifier = "SCRAM-SHA-256$4096:W22ZaJ0S/+==$WG5d8oPm3=:wfPL/wc=";
    assertEquals(
        "DO $$ PASSWORD '" + verifier + "' $$",
        SqlText.fill(
            SqlDialect.POSTGRES, "DO $$ PASSWORD '{{password}}' $$", Map.of("password", verifier)));
  }

  @Test
  void other_braces_stay() {
    assertEquals("{{other}} {{", fill("{{other}} {{", HOSTILE));
  }

  @Test
  void mysqls_statements_are_split_by_its_own_quotes() {
    assertEquals(
        List.of("SELECT '\\';'", "SELECT `;`, \";\" # ;", "x -- ; y"),
        SqlText.split(SqlDialect.MYSQL, "SELECT '\\';';SELECT `;`, \";\" # ;\n;x -- ; y"));
    assertEquals(List.of("a --1", "b END"), SqlText.split(SqlDialect.MYSQL, "a --1; b END"));
  }

  @Test
  void a_value_is_quoted_for_where_it_stands_in_mysql() {
    assertEquals(
        "CREATE USER 'a\"''; DROP ROLE x; --'@'%' IDENTIFIED BY 'p''\\\\w'",
        mysql("CREATE USER '{{name}}'@'%' IDENTIFIED BY '{{password}}'"));
    assertEquals(
        "CREATE USER `a\"'; DROP ROLE x; --`@`%`, 'p''\\\\w'",
        mysql("CREATE USER {{name}}@`%`, {{password}}"));
    assertEquals("`a\"'; DROP ROLE x; --` ``", mysql("`{{name}}` ``"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$${{name}}$$", "x_{{name}}", "-- {{name}}", "# {{name}}", "\"{{password}}\""})
  void T18_a_hostile_value_is_refused_where_mysql_cannot_quote_it(String statement) {
    assertThrows(IllegalArgumentException.class, () -> mysql(statement));
  }

  @Test
  void a_value_is_quoted_for_where_it_stands_in_cql() {
    assertEquals(
        "CREATE USER 'a\"''; DROP ROLE x; --' WITH PASSWORD 'p''\\w'",
        SqlText.fill(SqlDialect.CQL, "CREATE USER '{{name}}' WITH PASSWORD {{password}}", HOSTILE));
    assertEquals(
        "GRANT x TO 'a\"''; DROP ROLE x; --', \"a\"\"'; DROP ROLE x; --\"",
        SqlText.fill(SqlDialect.CQL, "GRANT x TO {{name}}, \"{{name}}\"", HOSTILE));
  }

  @Test
  void cqls_statements_are_split_by_its_own_quotes() {
    assertEquals(
        List.of("a ';' $$;$$", "b // ;", "c END"),
        SqlText.split(SqlDialect.CQL, "a ';' $$;$$; b // ;\n; c END"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$${{name}}$$", "x_{{name}}", "-- {{name}}", "// {{name}}"})
  void T18_a_hostile_value_is_refused_where_cql_cannot_quote_it(String statement) {
    assertThrows(
        IllegalArgumentException.class, () -> SqlText.fill(SqlDialect.CQL, statement, HOSTILE));
  }
}

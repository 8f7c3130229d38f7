package dev.leasehold.verticles.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SeededEntropy;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:08:07.123Z");

  private static String apply(String template) {
    return UsernameTemplate.parse(template)
        .apply("token", "my-role", NOW, new TemplateFunctions(new SeededEntropy(1)));
  }

  private static String draw(String template) {
    return GeneratedUserName.draw(
        UsernameTemplate.parse(template), "o'x@y", "role", 63, NOW, new SeededEntropy(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "plain => plain",
        "{{ .DisplayName }}-{{.RoleName}} => token-my-role",
        "{{ .RoleName | truncate 3 | uppercase }} => MY-",
        "{{ (\"ABC\" | lowercase) }} => abc",
        "{{ .DisplayName | replace \"t\" \"_\" }} => _oken",
        "{{ truncate_sha256 10 \"abcdefghijkl\" }} => ab3615b840",
        "{{ sha256 \"a\" | truncate 6 }} => ca9781",
        "{{ base64 \"a\" }} => YQ==",
        "{{ unix_time }}/{{ unix_time_millis }} => 1795338487/1795338487123",
        "{{ timestamp \"2006-01-02T15:04:05Z\" }} => 2026-11-22T09:08:07Z",
        "{{ printf \"%s.%d%%\" .DisplayName 7 }} => token.7%",
        "a {{- `b` -}} c => abc"
      })
  void a_template_is_applied_as_vault_would(String template, String expected) {
    assertEquals(expected, apply(template));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ random }}",
        "{{ random 0 }}",
        "{{ truncate 0 \"a\" }}",
        "{{ truncate_sha256 8 \"a\" }}",
        "{{ if true }}x{{ end }}",
        "{{ \"a }}",
        "{{ random 99x }}",
        "{{ }}"
      })
  void a_template_that_makes_no_sense_is_an_error(String template) {
    assertThrows(TemplateError.class, () -> apply(template));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "{{ .DisplayName }}",
        "{{ random 5 }}",
        "{{ random 20 | truncate 4 }}",
        "{{ random 20 | uppercase }}",
        "{{ random 4000 }}",
        "'; DROP ROLE x; --"
      })
  void T18_every_name_is_safe_and_random_whatever_the_template_says(String template) {
    String one = draw(template);
    String other =
        GeneratedUserName.draw(
            UsernameTemplate.parse(template), "o'x@y", "role", 63, NOW, new SeededEntropy(2));

    assertTrue(one.matches("[A-Za-z0-9_-]{11,63}"), one);
    assertTrue(!one.equals(other), one);
  }

  @Test
  void vaults_own_template_is_random_enough_as_it_is() {
    assertTrue(
        draw(new PostgresKind().usernameTemplate())
            .matches("v-o-x-y-role-[0-9A-Za-z]{20}-1795338487"));
  }
}

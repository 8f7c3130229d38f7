package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Entropy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Makes the name of a new user after a template. Whatever the template says, the name is no longer
/// than the target takes, is made of `[A-Za-z0-9_-]` and has at least 64 random bits: so it cannot
/// break out of any quotes, and no two credentials ever share a name.
final class GeneratedUserName {
  /// 11 of 62 characters hold 65.5 bits.
  private static final int ENOUGH = 11;

  /// 13 of 36 characters hold 67 bits; a letter that was folded into one case is no longer one of
  /// 62.
  private static final int ENOUGH_OF_ONE_CASE = 13;

  /// So many names share a first random character by chance once in ten billion times.
  private static final int DRAWS = 7;

  private GeneratedUserName() {}

  static String draw(
      UsernameTemplate template,
      String displayName,
      String roleName,
      int longest,
      Instant now,
      Entropy entropy) {
    TemplateFunctions functions = new TemplateFunctions(entropy);
    String text = template.apply(displayName, roleName, now, functions);
    String name = cut(text.replaceAll("[^A-Za-z0-9_-]", "-"), longest);
    if (hasEnough(name, functions)) {
      return name;
    }
    return cut(name, longest - ENOUGH - 1) + "-" + entropy.base62(ENOUGH);
  }

  /// What all names after a template begin with, whoever asks and when; empty for nothing.
  static String beginning(UsernameTemplate template, int longest, Entropy entropy) {
    String common = null;
    for (int i = 0; i < DRAWS; i++) {
      Instant then = Instant.EPOCH.plus(Duration.ofDays(1_111L * i));
      String who = String.valueOf((char) ('a' + i)) + i;
      String name = draw(template, who, i + who, longest, then, entropy);
      common = common == null ? name : common(common, name);
    }
    return common == null ? "" : common;
  }

  private static String common(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }

  /// Whether enough of a single draw is still in the name. A hexadecimal character of a uuid holds
  /// 4 bits, and 6 of them are fixed: so of these twice as many are asked for.
  private static boolean hasEnough(String name, TemplateFunctions functions) {
    for (String drawn : functions.drawn()) {
      int factor = drawn.indexOf('-') < 0 ? 1 : 2;
      if (holds(name, drawn, factor * ENOUGH)
          || holds(name, drawn.toUpperCase(Locale.ROOT), factor * ENOUGH_OF_ONE_CASE)
          || holds(name, drawn.toLowerCase(Locale.ROOT), factor * ENOUGH_OF_ONE_CASE)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(String name, String drawn, int needed) {
    return drawn.length() >= needed && name.contains(drawn.substring(0, needed));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}

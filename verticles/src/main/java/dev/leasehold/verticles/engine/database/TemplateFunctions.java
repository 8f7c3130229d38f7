package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.crypto.secret.Entropy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The functions that a user name template may call, as Vault documents them, for the making of one
/// name. It remembers what it drew, so that it can be told how much of that has come through.
final class TemplateFunctions {
  static final Set<String> NAMES =
      Set.of(
          "random",
          "truncate",
          "truncate_sha256",
          "uppercase",
          "lowercase",
          "replace",
          "sha256",
          "base64",
          "unix_time",
          "unix_time_millis",
          "timestamp",
          "uuid",
          "printf");

  /// No text of a template grows beyond this: names are 63 characters at most.
  private static final int LONGEST = 4096;

  private static final int HASH_TAIL = 8;

  private final Entropy entropy;
  private final List<String> drawn = new ArrayList<>();

  TemplateFunctions(Entropy entropy) {
    this.entropy = entropy;
  }

  /// What was drawn at random so far: texts of letters and digits, and uuids.
  List<String> drawn() {
    return List.copyOf(drawn);
  }

  String call(String name, List<Object> arguments, Instant now) {
    return switch (name) {
      case "random" -> remember(entropy.base62(length(name, arguments, 1, 0)));
      case "uuid" -> remember(entropy.uuid());
      case "truncate" -> {
        int max = length(name, arguments, 2, 0);
        String text = text(arguments, 1);
        yield text.substring(0, Math.min(max, text.length()));
      }
      case "truncate_sha256" -> truncateHashed(arguments);
      case "uppercase" -> only(name, arguments).toUpperCase(Locale.ROOT);
      case "lowercase" -> only(name, arguments).toLowerCase(Locale.ROOT);
      case "replace" -> replaced(name, arguments);
      case "sha256" -> Sha256.hex(utf8(only(name, arguments)));
      case "base64" -> Base64.getEncoder().encodeToString(utf8(only(name, arguments)));
      case "unix_time" -> Long.toString(now.getEpochSecond());
      case "unix_time_millis" -> Long.toString(now.toEpochMilli());
      case "timestamp" -> GoLayout.format(only(name, arguments), now);
      case "printf" -> printed(arguments);
      default -> throw TemplateError.parse("function \"" + name + "\" not defined");
    };
  }

  private String remember(String random) {
    drawn.add(random);
    return random;
  }

  private static String truncateHashed(List<Object> arguments) {
    int max = length("truncate_sha256", arguments, 2, HASH_TAIL);
    String text = text(arguments, 1);
    if (text.length() <= max) {
      return text;
    }
    int kept = max - HASH_TAIL;
    return text.substring(0, kept) + Sha256.hex(utf8(text.substring(kept))).substring(0, HASH_TAIL);
  }

  private static String replaced(String name, List<Object> arguments) {
    expect(name, arguments, 3);
    String result = text(arguments, 2).replace(text(arguments, 0), text(arguments, 1));
    if (result.length() > LONGEST) {
      throw TemplateError.apply("the text is too long");
    }
    return result;
  }

  /// `%s`, `%d`, `%v` and `%%`, which is all that makes sense of texts and numbers here.
  private static String printed(List<Object> arguments) {
    String format = arguments.isEmpty() ? "" : text(arguments, 0);
    StringBuilder out = new StringBuilder();
    int next = 1;
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      if (c != '%' || at + 1 == format.length()) {
        out.append(c);
        at++;
        continue;
      }
      char verb = format.charAt(at + 1);
      at += 2;
      if (verb == '%') {
        out.append('%');
      } else if (next >= arguments.size()) {
        out.append("%!").append(verb).append("(MISSING)");
      } else {
        out.append(arguments.get(next));
        next++;
      }
    }
    return out.toString();
  }

  private static int length(String name, List<Object> arguments, int count, int above) {
    expect(name, arguments, count);
    if (!(arguments.getFirst() instanceof Long length)) {
      throw TemplateError.apply("error calling " + name + ": expected integer");
    }
    if (length <= above) {
      throw TemplateError.apply(
          "error calling " + name + ": max length must be > " + above + " but was " + length);
    }
    return (int) Math.min(length, LONGEST);
  }

  private static String only(String name, List<Object> arguments) {
    expect(name, arguments, 1);
    return text(arguments, 0);
  }

  private static void expect(String name, List<Object> arguments, int count) {
    if (arguments.size() != count) {
      throw TemplateError.apply(
          "wrong number of args for " + name + ": want " + count + " got " + arguments.size());
    }
  }

  private static String text(List<Object> arguments, int index) {
    return arguments.get(index).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

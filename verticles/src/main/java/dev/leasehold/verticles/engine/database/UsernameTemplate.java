package dev.leasehold.verticles.engine.database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What user names are made after: Go's template language without its control structures, which is
/// what Vault documents for user names. Read once, applied for each credential. Immutable.
///
/// ```text
/// {{ printf "v-%s-%s" (.DisplayName | truncate 8) (random 20) | truncate 63 }}
/// ```
final class UsernameTemplate {
  private static final List<String> FIELDS = List.of("DisplayName", "RoleName");

  private final List<Part> parts;

  private UsernameTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /// A piece of a template.
  private sealed interface Part {
    /// Text that stands for itself, and literals.
    record Text(String text) implements Part {}

    /// A number.
    record Whole(long value) implements Part {}

    /// `.DisplayName`
    record FieldOf(String name) implements Part {}

    /// A function and its arguments.
    record Apply(String function, List<Part> arguments) implements Part {}
  }

  /// Reads a template, or throws [TemplateError].
  static UsernameTemplate parse(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("{{", at);
      String plain = text.substring(at, open < 0 ? text.length() : open);
      if (open < 0) {
        parts.add(new Part.Text(plain));
        break;
      }
      boolean trims = text.startsWith("{{- ", open);
      parts.add(new Part.Text(trims ? plain.stripTrailing() : plain));
      Reader reader = new Reader(text, open + (trims ? 3 : 2));
      parts.add(reader.pipeline("}}"));
      at = reader.at;
    }
    return new UsernameTemplate(parts);
  }

  /// The text that comes of it for one credential.
  String apply(String displayName, String roleName, Instant now, TemplateFunctions functions) {
    Map<String, String> fields = Map.of("DisplayName", displayName, "RoleName", roleName);
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(evaluate(part, fields, now, functions));
    }
    return text.toString();
  }

  private static Object evaluate(
      Part part, Map<String, String> fields, Instant now, TemplateFunctions functions) {
    return switch (part) {
      case Part.Text text -> text.text();
      case Part.Whole number -> number.value();
      case Part.FieldOf field -> fields.getOrDefault(field.name(), "");
      case Part.Apply apply -> {
        List<Object> arguments = new ArrayList<>();
        for (Part argument : apply.arguments()) {
          arguments.add(evaluate(argument, fields, now, functions));
        }
        yield functions.call(apply.function(), arguments, now);
      }
    };
  }

  /// Reads what stands between braces.
  private static final class Reader {
    private final String text;
    private int at;

    private Reader(String text, int at) {
      this.text = text;
      this.at = at;
    }

    /// Commands with `|` between them; each gets the one before as its last argument.
    private Part pipeline(String closing) {
      Part value = command(null);
      while (true) {
        skipBlanks();
        if (text.startsWith(closing, at)) {
          at += closing.length();
          return value;
        }
        if (closing.equals("}}") && text.startsWith("-}}", at)) {
          at += 3;
          skipBlanks();
          return value;
        }
        if (at >= text.length()) {
          throw TemplateError.parse("unclosed action");
        }
        if (text.charAt(at) != '|') {
          throw TemplateError.parse("unexpected " + text.charAt(at) + " in operand");
        }
        at++;
        value = command(value);
      }
    }

    private Part command(@Nullable Part piped) {
      skipBlanks();
      int start = at;
      Part first = operand();
      List<Part> arguments = new ArrayList<>();
      skipBlanks();
      while (at < text.length()
          && "|)}".indexOf(text.charAt(at)) < 0
          && !text.startsWith("-}}", at)) {
        arguments.add(operand());
        skipBlanks();
      }
      if (first instanceof Part.Apply apply && apply.arguments().isEmpty() && isName(start)) {
        if (piped != null) {
          arguments.add(piped);
        }
        return new Part.Apply(apply.function(), List.copyOf(arguments));
      }
      if (piped != null || !arguments.isEmpty()) {
        throw TemplateError.parse("non executable command in pipeline 2");
      }
      return first;
    }

    private Part operand() {
      if (at >= text.length()) {
        throw TemplateError.parse("unclosed action");
      }
      char c = text.charAt(at);
      if (c == '(') {
        at++;
        return pipeline(")");
      }
      if (c == '"' || c == '`') {
        return new Part.Text(literal(c));
      }
      if (c == '.') {
        return field();
      }
      if (Character.isDigit(c) || c == '-') {
        return number();
      }
      if (Character.isLetter(c) || c == '_') {
        String name = word();
        if (!TemplateFunctions.NAMES.contains(name)) {
          throw TemplateError.parse("function \"" + name + "\" not defined");
        }
        return new Part.Apply(name, List.of());
      }
      throw TemplateError.parse(
          c == '}' ? "missing value for command" : "unexpected \"" + c + "\" in command");
    }

    private Part field() {
      int column = at;
      at++;
      String name = word();
      if (!FIELDS.contains(name)) {
        throw new TemplateError(
            "unable to apply template: template: template:1:"
                + column
                + ": executing \"template\" at <."
                + name
                + ">: can't evaluate field "
                + name
                + " in type dbplugin.UsernameMetadata");
      }
      return new Part.FieldOf(name);
    }

    private Part number() {
      int start = at;
      at++;
      while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      String digits = text.substring(start, at);
      try {
        return new Part.Whole(Long.parseLong(digits));
      } catch (NumberFormatException e) {
        throw TemplateError.parse("bad number syntax: \"" + digits + "\"");
      }
    }

    private String literal(char quote) {
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != quote; at++) {
        if (quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
      }
      if (at >= text.length()) {
        throw TemplateError.parse(
            quote == '"' ? "unterminated quoted string" : "unterminated raw quoted string");
      }
      at++;
      return value.toString();
    }

    private String word() {
      int start = at;
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      return text.substring(start, at);
    }

    private boolean isName(int start) {
      return Character.isLetter(text.charAt(start)) || text.charAt(start) == '_';
    }

    private void skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
  }
}

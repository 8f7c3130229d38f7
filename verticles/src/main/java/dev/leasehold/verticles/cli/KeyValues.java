package dev.leasehold.verticles.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `key=value` arguments of a command. A value may be `@file` or `-` (the input), so that no
/// secret needs to be an argument; `\@` keeps an at sign; a bare `@file` or `-` is JSON with many
/// keys; a repeated key becomes a list.
final class KeyValues {
  private final InputStream input;
  private final Json.Members values = new Json.Members();
  private boolean inputTaken;

  private KeyValues(InputStream input) {
    this.input = input;
  }

  /// Reads the arguments, or returns null where there are none.
  ///
  /// @throws IOException if an argument or a file is not what it should be
  static Json.@Nullable Members parse(List<String> arguments, InputStream input)
      throws IOException {
    KeyValues parsed = new KeyValues(input);
    for (String argument : arguments) {
      try {
        parsed.add(argument);
      } catch (IOException e) {
        throw new IOException(
            "invalid key/value pair " + GoText.quote(argument) + ": " + e.getMessage(), e);
      }
    }
    return arguments.isEmpty() ? null : parsed.values;
  }

  /// Reads the arguments as strings.
  ///
  /// @throws IOException if one is no string
  static Map<String, String> strings(List<String> arguments, InputStream input) throws IOException {
    Map<String, String> strings = new LinkedHashMap<>();
    Json.Members parsed = parse(arguments, input);
    if (parsed != null) {
      for (Map.Entry<String, Json> entry : parsed.values().entrySet()) {
        strings.put(entry.getKey(), string(entry.getKey(), entry.getValue()));
      }
    }
    return strings;
  }

  /// Reads the arguments as lists of strings, for a query.
  ///
  /// @throws IOException if one is no string
  static Map<String, List<String>> lists(List<String> arguments, InputStream input)
      throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    Json.Members parsed = parse(arguments, input);
    if (parsed != null) {
      for (Map.Entry<String, Json> entry : parsed.values().entrySet()) {
        List<String> texts = new ArrayList<>();
        List<Json> items =
            entry.getValue() instanceof Json.Array(List<Json> many)
                ? many
                : List.of(entry.getValue());
        for (Json item : items) {
          texts.add(string(entry.getKey(), item));
        }
        lists.put(entry.getKey(), texts);
      }
    }
    return lists;
  }

  private static String string(String key, Json value) throws IOException {
    return switch (value) {
      case Json.Text(String text) -> text;
      case Json.Decimal(String digits) -> digits;
      case Json.Bool(boolean bool) -> bool ? "1" : "0";
      case Json.Null() -> "";
      case Json.Array _, Json.Members _ ->
          throw new IOException("failed to convert values to strings: '" + key + "'");
    };
  }

  private void add(String argument) throws IOException {
    int equals = argument.indexOf('=');
    if ("-".equals(argument)) {
      addJson(text(takeInput()));
    } else if (equals < 0 && argument.startsWith("@")) {
      addJson(text(file(argument.substring(1))));
    } else if (equals < 0 && !argument.isEmpty()) {
      throw new IOException("format must be key=value");
    } else if (!argument.isEmpty()) {
      addPair(argument.substring(0, equals), value(argument.substring(equals + 1)));
    }
  }

  private String value(String raw) throws IOException {
    if (raw.startsWith("@")) {
      try {
        return text(file(raw.substring(1)));
      } catch (IOException e) {
        throw new IOException("error reading file: " + e.getMessage(), e);
      }
    }
    if ("-".equals(raw)) {
      return text(takeInput());
    }
    return raw.startsWith("\\@") ? raw.substring(1) : raw;
  }

  private void addPair(String key, String value) {
    Json known = values.values().get(key);
    if (known == null) {
      values.with(key, value);
      return;
    }
    List<Json> items =
        new ArrayList<>(known instanceof Json.Array(List<Json> many) ? many : List.of(known));
    items.add(new Json.Text(value));
    values.with(key, new Json.Array(items));
  }

  private void addJson(String text) throws IOException {
    Json parsed;
    try {
      parsed = Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IOException("invalid JSON: " + e.getOriginalMessage(), e);
    }
    if (parsed == null) {
      throw new IOException("EOF");
    }
    if (!(parsed instanceof Json.Members members)) {
      throw new IOException("the JSON is not an object");
    }
    values.values().putAll(members.values());
  }

  private byte[] takeInput() throws IOException {
    if (inputTaken) {
      throw new IOException("stdin already consumed");
    }
    inputTaken = true;
    return input.readAllBytes();
  }

  /// Reads a file, with the error text of Go where there is none.
  ///
  /// @throws IOException if it cannot be read
  static byte[] file(String name) throws IOException {
    try {
      return Files.readAllBytes(Path.of(name));
    } catch (NoSuchFileException e) {
      throw new IOException("open " + name + ": no such file or directory", e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

package dev.leasehold.verticles.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A JSON value as it was sent: numbers keep their digits, members keep their order. The parser
/// reads the first value and ignores what follows, as the API's other clients do; depth and lengths
/// are bounded by Jackson's reading limits.
sealed interface Json {
  JsonFactory FACTORY = new JsonFactory();

  /// A string.
  record Text(String value) implements Json {}

  /// A number, by the digits that were sent.
  record Decimal(String digits) implements Json {}

  /// True or false.
  record Bool(boolean value) implements Json {}

  /// The value `null`.
  record Null() implements Json {}

  /// A list of values.
  record Array(List<Json> items) implements Json {}

  /// An object: names and values in the order in which they were added.
  record Members(Map<String, Json> values) implements Json {
    /// Starts an empty object, to be filled with `with`.
    Members() {
      this(new LinkedHashMap<>());
    }

    /// Adds a member to this object and returns it, to build bodies in one expression.
    Members with(String name, Json value) {
      values.put(name, value);
      return this;
    }

    /// Adds a string member.
    Members with(String name, String value) {
      return with(name, new Text(value));
    }

    /// Adds a boolean member.
    Members with(String name, boolean value) {
      return with(name, new Bool(value));
    }

    /// Adds a whole number.
    Members with(String name, long value) {
      return with(name, new Decimal(Long.toString(value)));
    }

    /// Returns the member of that name, or null where it is absent or the value `null`.
    @Nullable Json member(String name) {
      Json value = values.get(name);
      return value instanceof Null ? null : value;
    }

    /// Returns the string of that name, or the empty string.
    String text(String name) {
      return member(name) instanceof Text(String value) ? value : "";
    }

    /// Returns the whole number of that name, or zero.
    long number(String name) {
      if (member(name) instanceof Decimal(String digits) && digits.matches("-?\\d{1,18}")) {
        return Long.parseLong(digits);
      }
      return 0;
    }

    /// Says whether the member of that name is `true`.
    boolean flag(String name) {
      return member(name) instanceof Bool(boolean value) && value;
    }

    /// Returns the object of that name, or null.
    @Nullable Members object(String name) {
      return member(name) instanceof Members found ? found : null;
    }

    /// Returns the objects in the list of that name; absent is empty.
    List<Members> objects(String name) {
      List<Members> found = new ArrayList<>();
      if (member(name) instanceof Array(List<Json> items)) {
        for (Json item : items) {
          if (item instanceof Members members) {
            found.add(members);
          }
        }
      }
      return found;
    }

    /// Returns the strings in the list of that name; absent is empty.
    List<String> texts(String name) {
      return member(name) instanceof Array(List<Json> items) ? texts(items) : List.of();
    }

    /// Returns the members that the other object has, in its order, and its values where they are
    /// absent or null.
    Members shapedAs(Members other) {
      Members shaped = new Members();
      other
          .values()
          .forEach((name, value) -> {
            Json own = member(name);
            shaped.with(name, own == null ? value : own.sorted());
          });
      return shaped;
    }

    private static List<String> texts(List<Json> items) {
      List<String> found = new ArrayList<>();
      for (Json item : items) {
        found.add(item instanceof Text(String value) ? value : GoText.value(item));
      }
      return found;
    }
  }

  /// Makes a list of strings.
  static Json texts(List<String> values) {
    List<Json> items = new ArrayList<>();
    values.forEach(value -> items.add(new Text(value)));
    return new Array(items);
  }

  /// Makes an object of strings, sorted by name.
  static Json texts(Map<String, String> values) {
    Members members = new Members();
    new TreeMap<>(values).forEach(members::with);
    return members;
  }

  /// Returns this value with the members of all its objects sorted by name.
  default Json sorted() {
    return switch (this) {
      case Members(Map<String, Json> values) -> {
        Members sorted = new Members();
        new TreeMap<>(values).forEach((name, value) -> sorted.with(name, value.sorted()));
        yield sorted;
      }
      case Array(List<Json> items) -> new Array(items.stream().map(Json::sorted).toList());
      case Text _, Decimal _, Bool _, Null _ -> this;
    };
  }

  /// Parses the first JSON value in the text, or returns null where there is none.
  ///
  /// @throws IOException if the text is not JSON
  static @Nullable Json parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken token = parser.nextToken();
      return token == null ? null : read(parser, token);
    }
  }

  private static Json read(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> readMembers(parser);
      case START_ARRAY -> readItems(parser);
      case VALUE_STRING -> new Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Decimal(parser.getText());
      case VALUE_TRUE -> new Bool(true);
      case VALUE_FALSE -> new Bool(false);
      case VALUE_NULL -> new Null();
      default -> throw new IOException("unexpected " + token);
    };
  }

  private static Json readMembers(JsonParser parser) throws IOException {
    Members members = new Members();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      members.with(name, read(parser, parser.nextToken()));
    }
    return members;
  }

  private static Json readItems(JsonParser parser) throws IOException {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(read(parser, token));
    }
    return new Array(items);
  }
}

package dev.leasehold.verticles.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the body of an answer must be; see [Transcript] for how it is written.
record Expectation(String text, @Nullable JsonNode json, Map<String, String> variables) {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final String MORE = "...";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static Expectation of(String text, Map<String, String> variables) {
    try {
      return new Expectation(text, text.startsWith("{") ? MAPPER.readTree(text) : null, variables);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an expected body begins like JSON and is none", e);
    }
  }

  /// The text with the values of all its variables, which must have one.
  static String filled(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> {
          String value = variables.get(found.group(1));
          if (value == null) {
            throw new IllegalArgumentException("nothing has captured " + found.group());
          }
          return Matcher.quoteReplacement(value);
        });
  }

  void check(String where, String body) {
    if (json == null) {
      String expected = filled(text, variables);
      if (!text.equals("*") && !expected.equals(body.strip())) {
        throw new AssertionError(where + ": expected the body " + expected + " but got " + body);
      }
      return;
    }
    try {
      compare(where + ": ", json, MAPPER.readTree(body), body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(where + ": the body is no JSON: " + body, e);
    }
  }

  private void compare(String where, JsonNode expected, JsonNode actual, String body) {
    boolean same =
        switch (expected.getNodeType()) {
          case STRING -> sameText(expected.textValue(), actual);
          case NUMBER ->
              actual.isNumber() && expected.decimalValue().compareTo(actual.decimalValue()) == 0;
          case OBJECT -> {
            compareMembers(where, expected, actual, body);
            yield actual.isObject();
          }
          case ARRAY -> {
            for (int i = 0; i < expected.size() && i < actual.size(); i++) {
              compare(where + "[" + i + "]", expected.get(i), actual.get(i), body);
            }
            yield actual.isArray() && actual.size() == expected.size();
          }
          default -> expected.equals(actual);
        };
    if (!same) {
      throw new AssertionError(
          where + " expected " + expected + " but got " + actual + "\n" + body);
    }
  }

  private void compareMembers(String where, JsonNode expected, JsonNode actual, String body) {
    for (Map.Entry<String, JsonNode> member : expected.properties()) {
      String name = member.getKey();
      if (!name.equals(MORE)) {
        JsonNode found = actual.get(name);
        if (found == null) {
          throw new AssertionError(where + "." + name + " is missing\n" + body);
        }
        compare(where + "." + name, member.getValue(), found, body);
      }
    }
    for (Map.Entry<String, JsonNode> member : actual.properties()) {
      if (!expected.has(member.getKey()) && !expected.has(MORE)) {
        throw new AssertionError(where + "." + member.getKey() + " was not expected\n" + body);
      }
    }
  }

  private boolean sameText(String expected, JsonNode actual) {
    if (expected.equals("*")) {
      return true;
    }
    Matcher variable = VARIABLE.matcher(expected);
    if (variable.matches() && !variables.containsKey(variable.group(1))) {
      variables.put(variable.group(1), actual.asText());
      return true;
    }
    return actual.isTextual() && filled(expected, variables).equals(actual.textValue());
  }
}

package dev.leasehold.verticles.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.leasehold.verticles.request.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// A JSON object as JSONx, IBM's XML for JSON, members sorted by name and without the enclosing
/// element, as Vault writes it. Unlike Vault's, texts are escaped, so that nobody writes elements
/// by what is audited of him.
final class JsonxText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonxText() {}

  static byte[] of(byte[] json) {
    StringBuilder out = new StringBuilder(2 * json.length);
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      members(parser).values().forEach(out::append);
    } catch (IOException broken) {
      throw new Fault("an audit line is no JSON");
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> members(JsonParser parser) throws IOException {
    Map<String, String> members = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, element(parser, " name=\"" + escaped(name) + "\""));
    }
    return members;
  }

  private static String element(JsonParser parser, String name) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> closed("string", name, escaped(parser.getText()));
      case VALUE_TRUE, VALUE_FALSE -> closed("boolean", name, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> closed("number", name, parser.getText());
      case START_ARRAY -> {
        StringBuilder items = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.append(element(parser, ""));
        }
        yield closed("array", name, items.toString());
      }
      case START_OBJECT -> closed("object", name, String.join("", members(parser).values()));
      default -> "<json:null" + name + " />";
    };
  }

  private static String closed(String element, String name, String content) {
    return "<json:" + element + name + ">" + content + "</json:" + element + ">";
  }

  /// As Go escapes XML; what XML cannot hold becomes a replacement character.
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("&#34;");
            case '\'' -> out.append("&#39;");
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '\t' -> out.append("&#x9;");
            case '\n' -> out.append("&#xA;");
            case '\r' -> out.append("&#xD;");
            default -> out.appendCodePoint(c < ' ' || c == 0xfffe || c == 0xffff ? 0xfffd : c);
          }
        });
    return out.toString();
  }
}

package dev.leasehold.verticles.node;

import dev.leasehold.crypto.pgp.PgpKey;
import dev.leasehold.crypto.pgp.UnfitPgpKey;
import dev.leasehold.verticles.request.GoBase64;
import dev.leasehold.verticles.request.GoNumber;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Undecodable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a request to a path outside of all engines: names in any case, values of just the
/// right type, refused in the words of Go's JSON package.
final class BareBody {
  /// What a share may measure.
  private static final int SHORTEST_KEY = 16;

  private static final int LONGEST_KEY = 33;

  private final String struct;
  private final Map<String, Object> members = new LinkedHashMap<>();

  /// @param struct what Vault calls such a body, which its error texts name
  BareBody(Request request, String struct) {
    this.struct = struct;
    request.data().forEach((name, value) -> members.put(name.toLowerCase(Locale.ROOT), value));
  }

  /// The same, where a request without a body is refused.
  static BareBody required(Request request, String struct) {
    if (isEmpty(request)) {
      throw Refusal.badRequest("EOF");
    }
    return new BareBody(request, struct);
  }

  private static boolean isEmpty(Request request) {
    List<String> length = request.headers().getOrDefault("content-length", List.of("0"));
    return length.getFirst().equals("0") && !request.headers().containsKey("transfer-encoding");
  }

  String text(String name) {
    Object value = members.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, value, "string");
  }

  boolean flag(String name) {
    Object value = members.get(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, value, "bool");
  }

  int number(String name) {
    Object value = members.get(name);
    if (value == null) {
      return 0;
    }
    if (!(value instanceof JsonNumber number)) {
      throw wrong(name, value, "int");
    }
    try {
      return Math.toIntExact(GoNumber.decimal(number.text()));
    } catch (Undecodable | ArithmeticException noInt) {
      throw unlike("number " + value, name, "int");
    }
  }

  List<String> texts(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(name, value, "[]string");
    }
    List<String> texts = new ArrayList<>();
    for (Object one : list) {
      if (!(one instanceof String text)) {
        throw wrong(name, one, "string");
      }
      texts.add(text);
    }
    return texts;
  }

  private Refusal wrong(String name, @Nullable Object value, String type) {
    String sent =
        switch (value) {
          case String text -> "string";
          case Boolean flag -> "bool";
          case JsonNumber number -> "number";
          case List<?> list -> "array";
          case null, default -> "object";
        };
    return unlike(sent, name, type);
  }

  private Refusal unlike(String sent, String name, String type) {
    return Refusal.badRequest(
        "failed to parse JSON input: json: cannot unmarshal "
            + sent
            + " into Go struct field "
            + struct
            + "."
            + name
            + " of type "
            + type);
  }

  /// A share, in hexadecimal where its length is that of one, else in base64.
  byte[] share() {
    String text = text("key");
    if (text.isEmpty()) {
      throw Refusal.badRequest("'key' must be specified in request body as JSON");
    }
    try {
      byte[] hex = HexFormat.of().parseHex(text);
      if (hex.length >= SHORTEST_KEY && hex.length <= LONGEST_KEY) {
        return hex;
      }
    } catch (IllegalArgumentException notHex) {
      // It may be base64.
    }
    try {
      return GoBase64.decode(text);
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest("'key' must be a valid hex or base64 string");
    }
  }

  /// A PGP key in base64; the reason why not is put behind some words.
  static PgpKey pgpKey(String text, Refusal.Kind kind, String words) {
    try {
      return PgpKey.read(GoBase64.decode(text));
    } catch (Undecodable undecodable) {
      throw Refusal.of(kind, words + "error decoding given PGP key: " + undecodable.getMessage());
    } catch (UnfitPgpKey unfit) {
      throw Refusal.of(kind, words + "error parsing given PGP key: " + unfit.getMessage());
    }
  }
}

package dev.leasehold.verticles.engine.identity.oidc;

/// What Go's JSON reader says of the commonest texts that are no object.
final class GoJson {
  private GoJson() {}

  static String problem(String text) {
    String bare = text.strip();
    if (bare.isEmpty() || bare.equals("{") || (bare.charAt(0) == '{' && second(bare) == '"')) {
      return "unexpected end of JSON input";
    }
    char first = bare.charAt(0);
    return switch (first) {
      case '[' -> type("array");
      case '"' -> type("string");
      case '{' ->
          "invalid character '" + second(bare) + "' looking for beginning of object key string";
      default ->
          Character.isDigit(first)
              ? type("number")
              : "invalid character '" + first + "' looking for beginning of value";
    };
  }

  private static char second(String bare) {
    return bare.substring(1).strip().charAt(0);
  }

  private static String type(String name) {
    return "json: cannot unmarshal " + name + " into Go value of type map[string]interface {}";
  }
}

package dev.leasehold.verticles.engine;

import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.FieldType;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An OpenAPI document made from routes: each path with the operations that it serves and the
/// fields that it takes. For one thread.
public final class OpenApi {
  /// The version of Vault whose HTTP API is spoken.
  public static final String VERSION = "1.14.9";

  private final Map<String, Map<String, Object>> paths = new TreeMap<>();
  private final Map<String, Object> schemas = new TreeMap<>();

  /// Adds routes below a path, which is empty or ends in a slash.
  ///
  /// @param tag what their operations are grouped by
  public OpenApi add(String below, String tag, List<Route> routes) {
    for (Route route : routes) {
      String path = route.pattern().template();
      boolean catchesAll = path.isEmpty() || path.equals("{path}");
      if (!catchesAll || !isFallback(route)) {
        add(below, path, tag, route);
      }
    }
    return this;
  }

  /// A route that only tells people where to go instead is no part of the interface.
  private static boolean isFallback(Route route) {
    return route.exists() == null && route.anyFields();
  }

  private void add(String below, String path, String tag, Route route) {
    Map<String, Object> item =
        paths.computeIfAbsent("/" + below + path, name -> new LinkedHashMap<>());
    List<Object> parameters = parameters(route);
    if (!parameters.isEmpty()) {
      item.putIfAbsent("parameters", parameters);
    }
    if (route.access() == Route.Access.SUDO) {
      item.put("x-vault-sudo", true);
    }
    if (route.access() == Route.Access.UNAUTHENTICATED) {
      item.put("x-vault-unauthenticated", true);
    }
    if (route.exists() != null) {
      item.put("x-vault-createSupported", true);
    }
    for (Operation operation : route.handlers().keySet()) {
      String method = method(operation);
      if (method != null && !item.containsKey(method)) {
        item.put(method, described(operation, below + path, tag, route));
      }
    }
  }

  private static @Nullable String method(Operation operation) {
    return switch (operation) {
      case READ, LIST -> "get";
      case CREATE, UPDATE -> "post";
      case PATCH -> "patch";
      case DELETE -> "delete";
      case HELP, RENEW, REVOKE, ROLLBACK -> null;
    };
  }

  private Map<String, Object> described(Operation operation, String path, String tag, Route route) {
    Map<String, Object> data = new LinkedHashMap<>();
    String verb =
        switch (operation) {
          case LIST -> "list";
          case READ -> "read";
          case DELETE -> "delete";
          case PATCH -> "patch";
          default -> "write";
        };
    data.put("operationId", name(path) + "-" + verb);
    data.put("tags", List.of(tag));
    if (operation == Operation.LIST) {
      data.put("parameters", List.of(listing(route.handlers().containsKey(Operation.READ))));
    }
    boolean body = verb.equals("write") || verb.equals("patch");
    if (body && !bodyFields(route).isEmpty()) {
      data.put("requestBody", body(name(path) + "-" + verb, route));
    }
    data.put("responses", Map.of("200", Map.of("description", "OK")));
    return data;
  }

  private static Map<String, Object> listing(boolean optional) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", "list");
    parameter.put("description", "Must be set to `true`");
    parameter.put("in", "query");
    parameter.put("required", !optional);
    parameter.put("schema", Map.of("type", "string", "enum", List.of("true")));
    return parameter;
  }

  private static List<Object> parameters(Route route) {
    List<Object> parameters = new ArrayList<>();
    for (String name : route.pattern().names()) {
      Map<String, Object> parameter = new LinkedHashMap<>();
      parameter.put("name", name);
      parameter.put("description", description(route, name));
      parameter.put("in", "path");
      parameter.put("schema", Map.of("type", "string"));
      parameter.put("required", true);
      parameters.add(parameter);
    }
    return parameters;
  }

  private static String description(Route route, String name) {
    return route.fields().stream()
        .filter(field -> field.name().equals(name))
        .map(Field::description)
        .findFirst()
        .orElse("");
  }

  private static List<Field> bodyFields(Route route) {
    List<String> captured = route.pattern().names();
    return route.fields().stream().filter(field -> !captured.contains(field.name())).toList();
  }

  private Map<String, Object> body(String name, Route route) {
    Map<String, Object> properties = new TreeMap<>();
    for (Field field : bodyFields(route)) {
      properties.put(field.name(), property(field));
    }
    String schema = schemaName(name);
    schemas.put(schema, Map.of("type", "object", "properties", properties));
    Map<String, Object> reference = Map.of("$ref", "#/components/schemas/" + schema);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("required", true);
    body.put("content", Map.of("application/json", Map.of("schema", reference)));
    return body;
  }

  private static Map<String, Object> property(Field field) {
    Map<String, Object> property = new LinkedHashMap<>(type(field.type()));
    property.put("description", field.description());
    return property;
  }

  private static Map<String, Object> type(FieldType type) {
    return switch (type) {
      case TEXT, LOWER_CASE -> Map.of("type", "string");
      case INTEGER -> Map.of("type", "integer");
      case SECONDS, SIGNED_SECONDS -> Map.of("type", "integer", "format", "seconds");
      case FLAG -> Map.of("type", "boolean");
      case COMMA_LIST, STRING_LIST -> Map.of("type", "array", "items", Map.of("type", "string"));
      case INTEGER_LIST -> Map.of("type", "array", "items", Map.of("type", "integer"));
      case PAIRS, MAP, RAW -> Map.of("type", "object");
      case TIME -> Map.of("type", "string", "format", "date-time");
    };
  }

  /// The path as one word with dashes.
  private static String name(String path) {
    return path.replace("{", "")
        .replace("}", "")
        .replaceAll("[^A-Za-z0-9]+", "-")
        .toLowerCase(Locale.ROOT);
  }

  private static String schemaName(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.split("-", -1)) {
      if (!word.isEmpty()) {
        text.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return text.append("Request").toString();
  }

  /// The whole document.
  public Map<String, Object> document() {
    Map<String, Object> license = new LinkedHashMap<>();
    license.put("name", "Mozilla Public License 2.0");
    license.put("url", "https://www.mozilla.org/en-US/MPL/2.0");
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "HashiCorp Vault API");
    info.put(
        "description",
        "HTTP API that gives you full access to Vault. All API routes are prefixed with `/v1/`.");
    info.put("version", VERSION);
    info.put("license", license);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.0.2");
    document.put("info", info);
    document.put("paths", paths);
    document.put("components", Map.of("schemas", schemas));
    return document;
  }
}

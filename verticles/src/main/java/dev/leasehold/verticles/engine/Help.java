package dev.leasehold.verticles.engine;

import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.FieldType;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// What `?help=1` answers, made from the routes themselves: of one path, or of a whole mount.
public final class Help {
  private Help() {}

  /// Of the route that a path below a mount leads to.
  public static Response of(Route route, String path, String tag) {
    StringBuilder text = new StringBuilder();
    text.append("Request:        ").append(path).append('\n');
    text.append("Matching Route: ").append(route.pattern().regex()).append("\n\n");
    text.append("## OPERATIONS\n\n");
    for (String word : operations(route)) {
      text.append("    ").append(word).append('\n');
    }
    if (!route.fields().isEmpty() || !route.pattern().names().isEmpty()) {
      text.append("\n## PARAMETERS\n");
    }
    for (Field field : route.fields()) {
      parameter(text, field.name(), word(field.type()), field.description());
    }
    for (String name : route.pattern().names()) {
      if (route.fields().stream().noneMatch(field -> field.name().equals(name))) {
        parameter(text, name, "string", "Part of the path.");
      }
    }
    return answer(text, new OpenApi().add("", tag, List.of(route)));
  }

  /// Of all routes of a mount.
  public static Response of(List<Route> routes, String tag) {
    StringBuilder text = new StringBuilder();
    text.append("## PATHS\n\n");
    text.append("The following paths are supported by this backend. To view help for\n");
    text.append("any of the paths below, use the help command with any route matching\n");
    text.append("the path pattern. Note that depending on the policy of your auth token,\n");
    text.append("you may or may not be able to access certain paths.\n");
    for (String regex :
        new TreeSet<>(routes.stream().map(route -> route.pattern().regex()).toList())) {
      text.append("\n    ").append(regex).append('\n');
    }
    return answer(text, new OpenApi().add("", tag, routes));
  }

  private static Response answer(StringBuilder text, OpenApi api) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("help", text.toString().stripTrailing());
    data.put("see_also", null);
    data.put("openapi", api.document());
    return Response.bare(data);
  }

  private static List<String> operations(Route route) {
    return route.handlers().keySet().stream()
        .map(Operation::word)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  private static void parameter(StringBuilder text, String name, String type, String about) {
    text.append("\n    ").append(name).append(" (").append(type).append(")\n\n");
    text.append("        ").append(about).append('\n');
  }

  private static String word(FieldType type) {
    return switch (type) {
      case TEXT -> "string";
      case LOWER_CASE -> "lowercase string";
      case INTEGER -> "int";
      case FLAG -> "bool";
      case SECONDS, SIGNED_SECONDS -> "duration (sec)";
      case COMMA_LIST, STRING_LIST, INTEGER_LIST -> "slice";
      case PAIRS -> "keypair";
      case MAP, RAW -> "map";
      case TIME -> "time";
    };
  }
}

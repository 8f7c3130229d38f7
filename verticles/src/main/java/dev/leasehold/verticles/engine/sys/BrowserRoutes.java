package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.settings.Cors;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What browsers are told: from which origins they may ask, and the headers of the user interface.
final class BrowserRoutes {

  List<Route> routes() {
    return List.of(
        Route.at("config/cors")
            .sudo()
            .fields(
                Field.flag("enable", "Enables or disables CORS headers on requests"),
                Field.commaList("allowed_origins", "Origins that may make cross-origin requests"),
                Field.commaList("allowed_headers", "Headers that cross-origin requests may have"))
            .read(this::cors)
            .write(this::setCors)
            .delete(this::clearCors),
        Route.at("config/ui/headers/").sudo().list(this::headers),
        Route.at("config/ui/headers/{header}")
            .sudo()
            .fields(
                Field.stringList("values", "The values to set the header"),
                Field.flag("multivalue", "Returns multiple values if true"))
            .read(this::header)
            .write(this::setHeader)
            .delete(this::deleteHeader));
  }

  private Response cors(Call call, View state) {
    Cors cors = state.small().settings().cors();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("enabled", cors.enabled());
    if (cors.enabled()) {
      data.put("allowed_origins", cors.origins());
      data.put("allowed_headers", cors.allHeaders());
    }
    return Response.injected(data);
  }

  private Decision setCors(Call call, View head) {
    List<String> origins = call.fields().list("allowed_origins");
    if (origins.isEmpty()) {
      throw Refusal.internal("at least one origin or the wildcard must be provided");
    }
    if (origins.contains("*") && origins.size() > 1) {
      throw Refusal.internal(
          "to allow all origins the '*' must be the only value for allowed_origins");
    }
    return Decision.of(
        Response.nothing(),
        new SysEvent.CorsConfigured(true, origins, call.fields().list("allowed_headers")));
  }

  private Decision clearCors(Call call, View head) {
    return Decision.of(
        Response.nothing(), new SysEvent.CorsConfigured(false, List.of(), List.of()));
  }

  private Response headers(Call call, View state) {
    List<String> names = List.copyOf(state.small().settings().uiHeaders().keySet());
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private Response header(Call call, View state) {
    List<String> values = state.small().settings().uiHeaders().get(name(call));
    if (values == null) {
      throw Refusal.notFound();
    }
    return Response.of(
        call.fields().flag("multivalue")
            ? Map.of("values", values)
            : Map.of("value", values.getFirst()));
  }

  private Decision setHeader(Call call, View head) {
    List<String> values = call.fields().list("values");
    if (values.isEmpty()) {
      throw Refusal.badRequest("header and values must be specified");
    }
    String name = name(call);
    if (name.startsWith("X-Vault-")) {
      throw Refusal.badRequest("X-Vault headers cannot be set");
    }
    refuseBroken(values);
    List<String> warnings = new ArrayList<>();
    if (name.equals("Content-Security-Policy")) {
      warnings.add(
          "overriding default Content-Security-Policy which is secure by default, proceed with"
              + " caution");
    }
    return Decision.of(
        Response.of(null).warned(warnings), new SysEvent.UiHeaderWritten(name, values));
  }

  /// A value that would end its header and begin another cannot be set.
  private static void refuseBroken(List<String> values) {
    if (values.stream().anyMatch(value -> value.chars().anyMatch(c -> c < ' ' && c != '\t'))) {
      throw Refusal.badRequest("a header value may hold no control characters");
    }
  }

  private Decision deleteHeader(Call call, View head) {
    return head.small().settings().uiHeaders().containsKey(name(call))
        ? Decision.of(Response.nothing(), new SysEvent.UiHeaderRemoved(name(call)))
        : Decision.of(Response.nothing());
  }

  /// The name as Go writes it: each word with a capital letter.
  private static String name(Call call) {
    StringBuilder name = new StringBuilder();
    for (String word : call.fields().text("header").split("-", -1)) {
      name.append(name.isEmpty() ? "" : "-");
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT));
        name.append(word.substring(1).toLowerCase(Locale.ROOT));
      }
    }
    return name.toString();
  }
}

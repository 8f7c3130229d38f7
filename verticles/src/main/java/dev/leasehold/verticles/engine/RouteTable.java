package dev.leasehold.verticles.engine;

import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The routes of one kind of mount, in the order in which they are tried. Immutable.
///
/// A LIST of `roles/` finds the pattern `roles/`; where a pattern matches but does not serve the
/// operation, a later pattern that does is preferred to a refusal.
public final class RouteTable {
  private final List<Route> routes;

  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /// A route that a path leads to, with the captured parts of the path.
  public record Match(Route route, Map<String, String> captured) {}

  /// The first route that matches the path and serves the operation; else the first that matches
  /// the path at all; else null.
  public @Nullable Match find(String path, Operation operation) {
    Match fallback = null;
    for (Route route : routes) {
      Map<String, String> captured = route.pattern().match(path);
      if (captured == null) {
        continue;
      }
      if (route.handlers().containsKey(operation)) {
        return new Match(route, captured);
      }
      if (fallback == null) {
        fallback = new Match(route, captured);
      }
    }
    return fallback;
  }

  /// All routes: what help and the OpenAPI document are made from.
  public List<Route> routes() {
    return routes;
  }
}

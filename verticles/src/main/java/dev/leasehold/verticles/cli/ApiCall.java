package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to make: a method, an API path without `/v1/`, its query and its JSON body.
record ApiCall(String method, String path, Map<String, List<String>> query, @Nullable Json body) {
  /// A request without a body.
  static ApiCall of(String method, String path) {
    return new ApiCall(method, path, Map.of(), null);
  }

  /// A request with a body.
  static ApiCall of(String method, String path, Json body) {
    return new ApiCall(method, path, Map.of(), body);
  }

  /// A request for the names below a path, in the form that every HTTP library can send.
  static ApiCall list(String path) {
    return new ApiCall("GET", path, Map.of("list", List.of("true")), null);
  }
}

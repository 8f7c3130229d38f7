package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the body of a creation asks for. Immutable.
///
/// @param orgId empty where it names none
/// @param tokenExpiry null where it names none
record TokenWish(
    List<String> roles, String orgId, String description, @Nullable Instant tokenExpiry) {

  /// Reads a body; null where it is not what Astra takes.
  static @Nullable TokenWish read(String body) {
    try {
      JsonObject given = new JsonObject(body);
      if (!(given.getValue("roles") instanceof JsonArray roles)
          || roles.isEmpty()
          || !roles.stream().allMatch(String.class::isInstance)) {
        return null;
      }
      String expiry = text(given, "tokenExpiry");
      return new TokenWish(
          roles.stream().map(String.class::cast).toList(),
          Objects.requireNonNullElse(text(given, "orgId"), ""),
          Objects.requireNonNullElse(text(given, "description"), ""),
          expiry == null ? null : OffsetDateTime.parse(expiry).toInstant());
    } catch (DecodeException | ClassCastException | DateTimeException wrong) {
      return null;
    }
  }

  private static @Nullable String text(JsonObject given, String field) {
    return (String) given.getValue(field);
  }
}

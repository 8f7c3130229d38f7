package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Switches as JSON; what is not given stays as it is.
final class SwitchText {
  private static final Set<String> FIELDS = written(Switches.USUAL).fieldNames();

  private SwitchText() {}

  /// Reads them. Throws `IllegalArgumentException` that says what is wrong.
  static Switches read(JsonObject given, Switches now) {
    for (String field : given.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException("unknown switch " + field);
      }
    }
    return new Switches(
        FaultText.one(given, "roles", now.roles()),
        FaultText.one(given, "error_ids", now.errorIds()),
        FaultText.one(given, "errors", now.errors()),
        status(given, "deleted", now.deleted(), List.of(200, 204)),
        status(given, "deleted_again", now.deletedAgain(), List.of(200, 204, 404)),
        status(given, "unknown_role", now.unknownRole(), List.of(400, 404)),
        FaultText.truth(given, "lists_marks", now.listsMarks()),
        FaultText.truth(given, "shows_expired", now.showsExpired()));
  }

  static JsonObject written(Switches now) {
    return new JsonObject()
        .put("roles", now.roles().name().toLowerCase(Locale.ROOT))
        .put("error_ids", now.errorIds().name().toLowerCase(Locale.ROOT))
        .put("errors", now.errors().name().toLowerCase(Locale.ROOT))
        .put("deleted", now.deleted())
        .put("deleted_again", now.deletedAgain())
        .put("unknown_role", now.unknownRole())
        .put("lists_marks", now.listsMarks())
        .put("shows_expired", now.showsExpired());
  }

  private static int status(JsonObject given, String field, int now, List<Integer> possible) {
    int status = FaultText.number(given, field, now, 599);
    if (!possible.contains(status)) {
      throw new IllegalArgumentException(field + " is none of " + possible);
    }
    return status;
  }
}

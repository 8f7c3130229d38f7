package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Faults as JSON.
///
/// ```text
/// {"does": "status", "on": "create", "skip": 0, "times": 1, "status": 429, "retry_after": "2"}
/// ```
///
/// `does` is one of `silent`, `answer_late`, `act_late`, `drop`, `status`, `truncate`, `break_off`,
/// `null`, `errors`, `page`, `redirect`, `twice`; `on` is a call, or absent for any.
final class FaultText {
  private static final Set<String> FIELDS =
      Set.of("does", "on", "skip", "times", "acts", "millis", "status", "retry_after", "location");

  private static final int MOST_MILLIS = 3_600_000;

  private FaultText() {}

  /// Reads one. Throws `IllegalArgumentException` that says what is wrong.
  static Fault read(JsonObject given) {
    for (String field : given.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException("unknown field " + field);
      }
    }
    return new Fault(
        on(text(given, "on", "any")),
        number(given, "skip", 0, Integer.MAX_VALUE),
        number(given, "times", 1, Integer.MAX_VALUE),
        how(given));
  }

  static JsonObject written(Fault fault) {
    ApiCall on = fault.on();
    JsonObject json =
        new JsonObject()
            .put("does", name(fault.how()))
            .put("on", on == null ? "any" : on.wire())
            .put("skip", fault.skip())
            .put("times", fault.times());
    return switch (fault.how()) {
      case Misbehaviour.Silent(boolean acts) -> json.put("acts", acts);
      case Misbehaviour.AnswersLate(Duration delay) -> json.put("millis", delay.toMillis());
      case Misbehaviour.ActsLate(Duration delay) -> json.put("millis", delay.toMillis());
      case Misbehaviour.Dropped(boolean acts) -> json.put("acts", acts);
      case Misbehaviour.Status(int status, String after, boolean acts) ->
          json.put("status", status).put("retry_after", after).put("acts", acts);
      case Misbehaviour.NullBody(boolean acts) -> json.put("acts", acts);
      case Misbehaviour.GoodWithErrors(boolean acts) -> json.put("acts", acts);
      case Misbehaviour.Page(int status, boolean acts) ->
          json.put("status", status).put("acts", acts);
      case Misbehaviour.Redirect(int status, String location) ->
          json.put("status", status).put("location", location);
      case Misbehaviour.Truncated(), Misbehaviour.BrokenOff(), Misbehaviour.Twice() -> json;
    };
  }

  /// As `does` has it.
  static String name(@Nullable Misbehaviour how) {
    return switch (how) {
      case null -> "";
      case Misbehaviour.Silent _ -> "silent";
      case Misbehaviour.AnswersLate _ -> "answer_late";
      case Misbehaviour.ActsLate _ -> "act_late";
      case Misbehaviour.Dropped _ -> "drop";
      case Misbehaviour.Status _ -> "status";
      case Misbehaviour.Truncated _ -> "truncate";
      case Misbehaviour.BrokenOff _ -> "break_off";
      case Misbehaviour.NullBody _ -> "null";
      case Misbehaviour.GoodWithErrors _ -> "errors";
      case Misbehaviour.Page _ -> "page";
      case Misbehaviour.Redirect _ -> "redirect";
      case Misbehaviour.Twice _ -> "twice";
    };
  }

  private static @Nullable ApiCall on(String name) {
    if (name.equals("any")) {
      return null;
    }
    for (ApiCall call : ApiCall.values()) {
      if (call.wire().equals(name)) {
        return call;
      }
    }
    throw new IllegalArgumentException("unknown call " + name);
  }

  private static Misbehaviour how(JsonObject given) {
    String does = text(given, "does", "");
    return switch (does) {
      case "silent" -> new Misbehaviour.Silent(acts(given, false));
      case "answer_late" -> new Misbehaviour.AnswersLate(delay(given));
      case "act_late" -> new Misbehaviour.ActsLate(delay(given));
      case "drop" -> new Misbehaviour.Dropped(acts(given, true));
      case "status" ->
          new Misbehaviour.Status(
              status(given, 500), text(given, "retry_after", ""), acts(given, false));
      case "truncate" -> new Misbehaviour.Truncated();
      case "break_off" -> new Misbehaviour.BrokenOff();
      case "null" -> new Misbehaviour.NullBody(acts(given, false));
      case "errors" -> new Misbehaviour.GoodWithErrors(acts(given, false));
      case "page" -> new Misbehaviour.Page(status(given, 502), acts(given, false));
      case "redirect" -> new Misbehaviour.Redirect(status(given, 307), text(given, "location", ""));
      case "twice" -> new Misbehaviour.Twice();
      default -> throw new IllegalArgumentException("unknown fault " + does);
    };
  }

  private static int status(JsonObject given, int usual) {
    int status = number(given, "status", usual, 599);
    if (status < 200) {
      throw new IllegalArgumentException("status is not that of an answer");
    }
    return status;
  }

  private static Duration delay(JsonObject given) {
    return Duration.ofMillis(number(given, "millis", 1000, MOST_MILLIS));
  }

  static int number(JsonObject given, String field, int usual, int most) {
    Object value = given.getValue(field, usual);
    if (!(value instanceof Integer number) || number < 0 || number > most) {
      throw new IllegalArgumentException(field + " is no number from 0 to " + most);
    }
    return number;
  }

  private static boolean acts(JsonObject given, boolean usual) {
    return truth(given, "acts", usual);
  }

  static boolean truth(JsonObject given, String field, boolean usual) {
    if (!(given.getValue(field, usual) instanceof Boolean truth)) {
      throw new IllegalArgumentException(field + " is neither true nor false");
    }
    return truth;
  }

  static String text(JsonObject given, String field, String usual) {
    if (!(given.getValue(field, usual) instanceof String text)) {
      throw new IllegalArgumentException(field + " is no text");
    }
    return text;
  }

  static <E extends Enum<E>> E one(JsonObject given, String field, E usual) {
    String name = text(given, field, usual.name());
    for (E each : usual.getDeclaringClass().getEnumConstants()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException(field + " cannot be " + name);
  }
}

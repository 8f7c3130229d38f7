package dev.leasehold.verticles.engine.database;

import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.Undecodable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The settings of a connection beside its password, as the log keeps them: by name, each value as
/// a JSON object of one member, so that its type is kept. Of a setting that is a secret only the
/// name is kept; its value is part of the [ConnectionSecret]. Immutable.
record ConnectionDetails(Map<String, String> values) {
  static final String USERNAME_PLACE = "{{username}}";
  static final String PASSWORD_PLACE = "{{password}}";

  private static final String VALUE = "value";
  private static final String KEPT_ELSEWHERE = "{\"secret\":true}";

  ConnectionDetails {
    values = Map.copyOf(values);
  }

  /// Settings that are not fit for a connection; the text is for the client.
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfit(String message) {
      super(message, null, false, false);
    }

    @Override
    public String getMessage() {
      String text = super.getMessage();
      return text == null ? "" : text;
    }
  }

  /// These with others put over them.
  ConnectionDetails with(Map<String, ? extends @Nullable Object> more) {
    Map<String, String> all = new TreeMap<>(values);
    more.forEach((name, value) ->
        all.put(
            name,
            new String(
                JsonText.write(Collections.singletonMap(VALUE, value)), StandardCharsets.UTF_8)));
    return new ConnectionDetails(all);
  }

  /// These and the names of settings whose values are secrets.
  ConnectionDetails withSecret(Set<String> names) {
    Map<String, String> all = new TreeMap<>(values);
    names.forEach(name -> all.put(name, KEPT_ELSEWHERE));
    return new ConnectionDetails(all);
  }

  boolean hasSecretSettings() {
    return values.containsValue(KEPT_ELSEWHERE);
  }

  /// What a read shows: every setting that is no secret, by name.
  Map<String, Object> shown() {
    Map<String, Object> shown = new TreeMap<>();
    values.forEach((name, text) -> {
      if (!text.equals(KEPT_ELSEWHERE)) {
        shown.put(name, value(name));
      }
    });
    return shown;
  }

  /// The value of a setting as it was sent, or null.
  @Nullable Object value(String name) {
    String text = values.get(name);
    return text == null
        ? null
        : JsonText.readObject(text.getBytes(StandardCharsets.UTF_8)).get(VALUE);
  }

  /// A setting as a text; empty where there is none.
  String text(String name) {
    Object value = value(name);
    return value == null ? "" : String.valueOf(value);
  }

  /// Whether a setting is switched on, however a client writes that.
  boolean flag(String name) {
    String text = text(name);
    return text.equalsIgnoreCase("true") || text.equals("1");
  }

  /// Refuses a user name that asks to be filled in itself.
  void checkUserName() {
    String username = text("username");
    if (username.contains(USERNAME_PLACE) || username.contains(PASSWORD_PLACE)) {
      throw new Unfit("username and/or password cannot contain the template variables");
    }
  }

  /// What user names are made after.
  UsernameTemplate template(Kind kind) {
    String text = text("username_template");
    try {
      return UsernameTemplate.parse(text.isEmpty() ? kind.usernameTemplate() : text);
    } catch (TemplateError e) {
      String problem = e.getMessage();
      throw new Unfit(
          (problem.startsWith("unable to apply")
                  ? "invalid username template: "
                  : "unable to initialize username template: ")
              + problem);
    }
  }

  /// How many connections may be open at once.
  int connections(int otherwise) {
    long open = number("max_open_connections");
    return open > 0 ? (int) Math.min(open, Integer.MAX_VALUE) : otherwise;
  }

  /// The settings of a target that say how its connections are kept.
  Map<String, String> poolSettings() {
    return Map.of(
        "max_idle_connections", Long.toString(number("max_idle_connections")),
        "max_connection_lifetime", Long.toString(lifetimeSeconds()));
  }

  long lifetimeSeconds() {
    try {
      return DurationText.read(value("max_connection_lifetime")).toSeconds();
    } catch (Undecodable e) {
      throw new Unfit("invalid max_connection_lifetime: " + e.getMessage());
    }
  }

  /// A setting as a whole number; 0 where there is none.
  long number(String name) {
    String text = text(name);
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Unfit(
          "1 error(s) decoding:\n\n* cannot parse '"
              + name
              + "' as int: strconv.ParseInt: parsing "
              + GoText.quoted(text)
              + ": invalid syntax");
    }
  }
}

package dev.leasehold.verticles.cli;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Lays an answer out as the two columns `Key` and `Value`: the lease first, then a login's token,
/// then a wrapping token, then the data by name.
final class AnswerTable {
  private static final DateTimeFormatter GO_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern(" xx")
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("xx", Locale.ROOT);

  private AnswerTable() {}

  /// Returns the answer's table.
  static Columns of(Answer answer) {
    Columns columns = Columns.of("Key", "Value");
    if (answer.leaseDuration() > 0) {
      addLease(columns, answer);
    }
    if (answer.auth() != null) {
      addAuth(columns, answer.auth());
    }
    if (answer.wrapInfo() != null) {
      addWrap(columns, answer.wrapInfo());
    }
    if (answer.data() != null) {
      new TreeMap<>(answer.data().values()).forEach((name, value) -> row(columns, name, value));
    }
    return columns;
  }

  /// Adds a value under its name; a number of seconds shows as a duration.
  static void row(Columns columns, String name, Json value) {
    columns.row(name, shown(name, value));
  }

  /// Returns the list's table: the names sorted and, where asked for, what is known of each.
  static Columns ofKeys(Answer answer, boolean detailed) {
    Json.Members data = answer.data() == null ? new Json.Members() : answer.data();
    List<String> keys = data.texts("keys").stream().sorted().toList();
    Json.Members about = detailed ? data.object("key_info") : null;
    Set<String> headers = new TreeSet<>();
    if (about != null) {
      for (String key : keys) {
        Json.Members one = about.object(key);
        headers.addAll(one == null ? List.of() : one.values().keySet());
      }
    }
    Set<String> none = new TreeSet<>();
    Columns columns = Columns.of(cells("Keys", headers, new Json.Members(), true));
    for (String key : keys) {
      Json.Members one = about == null ? null : about.object(key);
      columns.row(
          one == null
              ? cells(key, none, new Json.Members(), false)
              : cells(key, headers, one, false));
    }
    return columns;
  }

  private static String[] cells(
      String first, Set<String> headers, Json.Members values, boolean titles) {
    String[] cells = new String[headers.size() + 1];
    cells[0] = first;
    int i = 1;
    for (String header : headers) {
      Json value = values.values().get(header);
      cells[i++] = titles ? header : value == null ? "" : shown(header, value);
    }
    return cells;
  }

  private static String shown(String name, Json value) {
    if (looksLikeDuration(name) && value instanceof Json.Decimal(String digits)) {
      return digits.matches("-?\\d{1,12}") ? GoDuration.human(Long.parseLong(digits)) : digits;
    }
    return GoText.value(value);
  }

  private static boolean looksLikeDuration(String name) {
    return name.matches("(.*_)?(period|ttl|duration)|lease_max|ttl_max");
  }

  private static void addLease(Columns columns, Answer answer) {
    String duration = GoDuration.human(answer.leaseDuration());
    if (answer.leaseId().isEmpty()) {
      columns.row("refresh_interval", duration);
      return;
    }
    columns
        .row("lease_id", answer.leaseId())
        .row("lease_duration", duration)
        .row("lease_renewable", Boolean.toString(answer.renewable()));
  }

  private static void addAuth(Columns columns, Json.Members auth) {
    Json.Members mfa = auth.object("mfa_requirement");
    if (mfa != null) {
      addMfa(columns, mfa);
      return;
    }
    long seconds = auth.number("lease_duration");
    columns
        .row("token", auth.text("client_token"))
        .row("token_accessor", auth.text("accessor"))
        .row("token_duration", seconds == 0 ? "∞" : GoDuration.human(seconds))
        .row("token_renewable", Boolean.toString(auth.flag("renewable")))
        .row("token_policies", GoText.quote(auth.texts("token_policies")))
        .row("identity_policies", GoText.quote(auth.texts("identity_policies")))
        .row("policies", GoText.quote(auth.texts("policies")));
    Json.Members metadata = auth.object("metadata");
    if (metadata != null) {
      new TreeMap<>(metadata.values())
          .forEach((name, value) -> columns.row("token_meta_" + name, GoText.value(value)));
    }
  }

  private static void addMfa(Columns columns, Json.Members mfa) {
    columns.row("mfa_request_id", mfa.text("mfa_request_id"));
    Json.Members constraints = mfa.object("mfa_constraints");
    if (constraints == null) {
      return;
    }
    for (Map.Entry<String, Json> entry : constraints.values().entrySet()) {
      if (entry.getValue() instanceof Json.Members set
          && set.member("any") instanceof Json.Array(List<Json> methods)) {
        for (Json one : methods) {
          if (one instanceof Json.Members method) {
            String name = "mfa_constraint_" + entry.getKey() + "_" + method.text("type") + "_";
            columns.row(name + "id", method.text("id"));
            columns.row(name + "uses_passcode", Boolean.toString(method.flag("uses_passcode")));
            if (!method.text("name").isEmpty()) {
              columns.row(name + "name", method.text("name"));
            }
          }
        }
      }
    }
  }

  private static void addWrap(Columns columns, Json.Members wrap) {
    columns
        .row("wrapping_token:", wrap.text("token"))
        .row("wrapping_accessor:", wrap.text("accessor"))
        .row("wrapping_token_ttl:", GoDuration.human(wrap.number("ttl")))
        .row("wrapping_token_creation_time:", goTime(wrap.text("creation_time")))
        .row("wrapping_token_creation_path:", wrap.text("creation_path"));
    if (!wrap.text("wrapped_accessor").isEmpty()) {
      columns.row("wrapped_accessor:", wrap.text("wrapped_accessor"));
    }
  }

  private static String goTime(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      String zone = time.getOffset().getTotalSeconds() == 0 ? "UTC" : time.format(ZONE);
      return time.format(GO_TIME) + " " + zone;
    } catch (DateTimeParseException e) {
      return text;
    }
  }
}

package dev.leasehold.projections.settings;

import dev.leasehold.events.SysEvent;
import dev.leasehold.events.SysEvent.AuditedHeaderRemoved;
import dev.leasehold.events.SysEvent.AuditedHeaderWritten;
import dev.leasehold.events.SysEvent.CorsConfigured;
import dev.leasehold.events.SysEvent.PasswordPolicyDeleted;
import dev.leasehold.events.SysEvent.PasswordPolicyWritten;
import dev.leasehold.events.SysEvent.UiHeaderRemoved;
import dev.leasehold.events.SysEvent.UiHeaderWritten;
import dev.leasehold.events.SysEvent.VersionInstalled;
import dev.leasehold.projections.policy.PolicyKey;
import dev.leasehold.projections.policy.PolicyText;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Replays what was set for the whole server: one row, and one for each password policy.
public final class SettingsProjection {
  public static final NameKey KEY = new NameKey("settings");

  public static final Table<NameKey, Settings> SETTINGS =
      Table.of(191, "settings", NameKey.class, Settings.class);

  public static final Table<PolicyKey, PolicyText> PASSWORD_POLICIES =
      Table.of(192, "password-policy", PolicyKey.class, PolicyText.class);

  public static final List<Table<?, ?>> ALL = List.of(SETTINGS, PASSWORD_POLICIES);

  /// Replays one of the events named here.
  public void replay(SysEvent.Setting event, Rows rows) {
    switch (event) {
      case AuditedHeaderWritten written ->
          change(rows, before -> before.withAuditedHeader(written.name(), written.hashed()));
      case AuditedHeaderRemoved removed ->
          change(rows, before -> before.withoutAuditedHeader(removed.name()));
      case CorsConfigured cors ->
          change(
              rows,
              before -> before.with(new Cors(cors.enabled(), cors.origins(), cors.headers())));
      case UiHeaderWritten written ->
          change(rows, before -> before.withUiHeader(written.name(), written.values()));
      case UiHeaderRemoved removed ->
          change(rows, before -> before.withoutUiHeader(removed.name()));
      case VersionInstalled installed ->
          change(rows, before -> before.withVersion(installed.version(), installed.time()));
      case PasswordPolicyWritten written ->
          rows.put(
              PASSWORD_POLICIES,
              new PolicyKey(written.namespace(), written.name()),
              new PolicyText(written.text()));
      case PasswordPolicyDeleted deleted ->
          rows.delete(PASSWORD_POLICIES, new PolicyKey(deleted.namespace(), deleted.name()));
    }
  }

  private static void change(Rows rows, UnaryOperator<Settings> change) {
    Settings before = rows.get(SETTINGS, KEY);
    rows.put(SETTINGS, KEY, change.apply(before == null ? Settings.NONE : before));
  }

  /// The text of a password policy, as it was sent, or null.
  public static @Nullable String passwordPolicy(View view, String namespace, String name) {
    PolicyText text = view.get(PASSWORD_POLICIES, new PolicyKey(namespace, name));
    return text == null ? null : text.text();
  }

  /// The names of a namespace's password policies, sorted.
  public static List<String> passwordPolicies(View view, String namespace) {
    List<String> names = new ArrayList<>();
    view.scan(
        PASSWORD_POLICIES,
        List.of(),
        (key, text) -> !key.namespace().equals(namespace) || names.add(key.name()));
    Collections.sort(names);
    return names;
  }
}

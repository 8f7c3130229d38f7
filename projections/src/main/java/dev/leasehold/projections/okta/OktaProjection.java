package dev.leasehold.projections.okta;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.OktaEvent;
import dev.leasehold.events.OktaEvent.Configured;
import dev.leasehold.events.OktaEvent.GroupDeleted;
import dev.leasehold.events.OktaEvent.GroupWritten;
import dev.leasehold.events.OktaEvent.UserDeleted;
import dev.leasehold.events.OktaEvent.UserWritten;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.NamedRows;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Replays the Okta mounts, and what one may ask about them.
public final class OktaProjection implements Projection<OktaEvent> {
  private static final String CONFIG = "config";

  /// By the mount's uuid; there is one row a mount.
  public static final Table<PairKey, OktaConfig> CONFIGS =
      Table.of(222, "okta-config", PairKey.class, OktaConfig.class);

  /// By the mount's uuid and the user's name.
  public static final Table<PairKey, OktaUser> USERS =
      Table.of(223, "okta-user", PairKey.class, OktaUser.class);

  /// By the mount's uuid and the group's name.
  public static final Table<PairKey, OktaGroup> GROUPS =
      Table.of(224, "okta-group", PairKey.class, OktaGroup.class);

  public static final List<Table<?, ?>> ALL = List.of(CONFIGS, USERS, GROUPS);

  /// What a disabled mount leaves behind.
  public static final NamedRows SWEPT =
      new NamedRows(
          new NamedRows.Kind<>(CONFIGS, config -> Stream.ofNullable(config.credential()).toList()),
          new NamedRows.Kind<>(USERS),
          new NamedRows.Kind<>(GROUPS));

  @Override
  public void replay(OktaEvent event, Moment moment, Rows rows) {
    switch (event) {
      case Configured configured ->
          rows.put(
              CONFIGS,
              new PairKey(configured.mount(), CONFIG),
              new OktaConfig(
                  configured.organization(),
                  configured.baseUrl(),
                  configured.production(),
                  configured.bypassMfa(),
                  configured.parameters(),
                  configured.credential()));
      case UserWritten(var mount, var name, var groups, var policies) ->
          rows.put(USERS, new PairKey(mount, name), new OktaUser(groups, policies));
      case UserDeleted(var mount, var name) -> erase(USERS, new PairKey(mount, name), rows);
      case GroupWritten(var mount, var name, var policies) ->
          rows.put(GROUPS, new PairKey(mount, name), new OktaGroup(policies));
      case GroupDeleted(var mount, var name) -> erase(GROUPS, new PairKey(mount, name), rows);
    }
  }

  private static <V> void erase(Table<PairKey, V> table, PairKey key, Rows rows) {
    if (rows.get(table, key) == null) {
      throw new CorruptLog("a user or group was deleted that is not there");
    }
    rows.delete(table, key);
  }

  /// The configuration of a mount, or null where it has none yet.
  public static @Nullable OktaConfig config(View view, String mount) {
    return view.get(CONFIGS, new PairKey(mount, CONFIG));
  }

  public static @Nullable OktaUser user(View view, String mount, String name) {
    return view.get(USERS, new PairKey(mount, name));
  }

  public static @Nullable OktaGroup group(View view, String mount, String name) {
    return view.get(GROUPS, new PairKey(mount, name));
  }

  /// The names of the rows of a mount in one of the tables, sorted.
  public static List<String> names(View view, Table<PairKey, ?> table, String mount, int limit) {
    List<String> names = new ArrayList<>();
    view.scan(
        table, PairKey.of(mount), (key, row) -> names.add(key.name()) && names.size() < limit);
    names.sort(null);
    return names;
  }
}

package dev.leasehold.projections.userpass;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.UserpassEvent;
import dev.leasehold.events.UserpassEvent.UserDeleted;
import dev.leasehold.events.UserpassEvent.UserWritten;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays the users of the userpass mounts, and what one may ask about them.
public final class UserProjection implements Projection<UserpassEvent> {
  /// By the mount's uuid and the user's name.
  public static final Table<PairKey, User> USERS =
      Table.of(110, "userpass-user", PairKey.class, User.class).cached();

  public static final List<Table<?, ?>> ALL = List.of(USERS);

  @Override
  public void replay(UserpassEvent event, Moment moment, Rows rows) {
    switch (event) {
      case UserWritten written ->
          rows.put(
              USERS,
              new PairKey(written.mount(), written.name()),
              new User(written.parameters(), written.hash()));
      case UserDeleted deleted -> erase(deleted.mount(), deleted.name(), rows);
    }
  }

  /// Erases a user who is there.
  static void erase(String mount, String name, Rows rows) {
    PairKey key = new PairKey(mount, name);
    if (rows.get(USERS, key) == null) {
      throw new CorruptLog("a user was deleted who is not there");
    }
    rows.delete(USERS, key);
  }

  /// A user, or null.
  public static @Nullable User find(View view, String mount, String name) {
    return view.get(USERS, new PairKey(mount, name));
  }

  /// The names of a mount's users; at most `limit` of them, in no order that means anything.
  public static List<String> names(View view, String mount, int limit) {
    List<String> names = new ArrayList<>();
    view.scan(
        USERS, PairKey.of(mount), (key, user) -> names.add(key.name()) && names.size() < limit);
    return names;
  }
}

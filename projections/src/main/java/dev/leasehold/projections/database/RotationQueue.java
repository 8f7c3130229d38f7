package dev.leasehold.projections.database;

import static dev.leasehold.projections.database.DatabaseTables.DUE_ROTATIONS;
import static dev.leasehold.projections.database.DatabaseTables.DUE_TARGETS;

import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which passwords are to be rotated, or asked after, and when: by target, so that one that does
/// not answer stands in nobody's way. A target lies in the order of what is due there first.
///
/// An account is named `static/ROLE` or `root/CONNECTION`.
public final class RotationQueue {
  public static final String STATIC = "static/";
  public static final String ROOT = "root/";

  private RotationQueue() {}

  /// The bulkhead of a connection.
  public static String target(String mount, String connection) {
    return mount + "/" + connection;
  }

  /// Targets at which something is due by now, the longest due first.
  public static List<String> dueTargets(View view, Instant now, int limit) {
    List<String> found = new ArrayList<>();
    view.scan(
        DUE_TARGETS,
        List.of(),
        (key, present) -> !key.time().isAfter(now) && found.add(key.id()) && found.size() < limit);
    return found;
  }

  /// Accounts of a target that are due by now, the longest due first.
  public static List<String> due(View view, String target, Instant now, int limit) {
    List<String> found = new ArrayList<>();
    view.scan(
        DUE_ROTATIONS,
        List.of(KeyPart.blinded(target)),
        (key, present) ->
            !key.due().isAfter(now) && found.add(key.account()) && found.size() < limit);
    return found;
  }

  /// An account is due at another time, or at another target; null for not at all.
  static void move(@Nullable DueRotationKey from, @Nullable DueRotationKey to, Rows rows) {
    if (from != null) {
      Instant first = first(from.target(), rows);
      rows.delete(DUE_ROTATIONS, from);
      index(from.target(), first, rows);
    }
    if (to != null) {
      Instant first = first(to.target(), rows);
      rows.put(DUE_ROTATIONS, to, Present.HERE);
      index(to.target(), first, rows);
    }
  }

  private static void index(String target, @Nullable Instant before, Rows rows) {
    if (before != null) {
      rows.delete(DUE_TARGETS, new DueKey(before, target));
    }
    Instant first = first(target, rows);
    if (first != null) {
      rows.put(DUE_TARGETS, new DueKey(first, target), Present.HERE);
    }
  }

  private static @Nullable Instant first(String target, View view) {
    Instant[] first = new Instant[1];
    view.scan(
        DUE_ROTATIONS,
        List.of(KeyPart.blinded(target)),
        (key, present) -> {
          first[0] = key.due();
          return false;
        });
    return first[0];
  }
}

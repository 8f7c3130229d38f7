package dev.leasehold.projections.lease;

import static dev.leasehold.projections.lease.LeaseTables.BY_FACET;

import dev.leasehold.projections.lease.FacetKey.Facet;
import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks for leases, a page at a time, along the index that leaves the fewest to look at.
///
/// An index is walked in ranges, one after the other: all of one user name, entity, mount and role;
/// or all of one target, or all that is being revoked there, in the order of what is due. A page
/// ends where it is full, or where it has looked at as many as one page may; the next one goes on
/// behind the last it saw, whether that is still there or not. A lease that is there all the time
/// is found exactly once, unless it is looked for along the targets and becomes due at another time
/// meanwhile.
///
/// For one thread, which may wait for the disk; not for an event loop.
public final class LeaseSearch {
  /// The most leases that a page looks at: a third of a second.
  public static final int LOOKED_AT = 10_000;

  /// Which index is walked.
  public enum Along {
    USER_NAME,
    ENTITY,
    ROLE,
    /// The targets, and there what is being revoked.
    REVOKING,
    TARGET;

    boolean isDated() {
      return this == REVOKING || this == TARGET;
    }
  }

  /// Behind which row of which range a page begins.
  ///
  /// @param due null but along the targets
  public record Cursor(Along along, String range, @Nullable Instant due, String id) {
    public Cursor {
      if (along.isDated() != (due != null)) {
        throw new IllegalArgumentException("a cursor has a time along the targets alone");
      }
    }
  }

  /// A page of what was found.
  ///
  /// @param next where the next page begins; null after the last one
  public record Page(List<LeaseRow> leases, @Nullable Cursor next) {}

  /// Where those in quarantine lie in the order of what is due.
  private static final Instant LAST = Instant.MAX;

  private final View view;
  private final LeaseQuery query;
  private final int limit;
  private final List<LeaseRow> found = new ArrayList<>();
  private int left = LOOKED_AT;
  private @Nullable Cursor last;
  private boolean stopped;

  private LeaseSearch(View view, LeaseQuery query, @Nullable Cursor after, int limit) {
    this.view = view;
    this.query = query;
    this.limit = limit;
    this.last = after;
  }

  /// A page of at most so many leases, and at least one. A cursor must be of the same query; one
  /// that cannot be is an `IllegalArgumentException`.
  public static Page page(View view, LeaseQuery query, @Nullable Cursor after, int limit) {
    return new LeaseSearch(view, query, after, limit).run(after);
  }

  private Page run(@Nullable Cursor after) {
    Along along = after == null ? along() : after.along();
    for (String range : ranges(along)) {
      int order = after == null ? 1 : range.compareTo(after.range());
      if (order >= 0) {
        walk(along, range, order == 0 ? after : null);
      }
      if (stopped) {
        return new Page(List.copyOf(found), last);
      }
    }
    return new Page(List.copyOf(found), null);
  }

  /// Few leases have a user name or an entity in common, and mostly few are being revoked.
  private Along along() {
    if (query.userName() != null) {
      return Along.USER_NAME;
    } else if (query.entityId() != null) {
      return Along.ENTITY;
    } else if (query.state() == LeaseState.REVOKING) {
      return Along.REVOKING;
    }
    return query.role() == null ? Along.TARGET : Along.ROLE;
  }

  private List<String> ranges(Along along) {
    return switch (along) {
      case USER_NAME -> List.of(given(query.userName()));
      case ENTITY -> List.of(given(query.entityId()));
      case ROLE -> {
        String role = given(query.role());
        List<String> mounts = query.mount() == null ? Leases.mounts(view) : List.of(query.mount());
        yield mounts.stream().map(mount -> FacetKey.role(mount, role)).sorted().toList();
      }
      case REVOKING, TARGET -> {
        String mount = query.mount() == null ? "" : query.mount() + "/";
        yield query.target() != null
            ? List.of(query.target())
            : Leases.targets(view).stream().filter(one -> one.startsWith(mount)).sorted().toList();
      }
    };
  }

  private static String given(@Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("a cursor is of another search");
    }
    return value;
  }

  private void walk(Along along, String range, @Nullable Cursor after) {
    switch (along) {
      case USER_NAME -> walk(Facet.USER_NAME, range, after, along);
      case ENTITY -> walk(Facet.ENTITY, range, after, along);
      case ROLE -> walk(Facet.ROLE, range, after, along);
      case REVOKING -> walk(LeaseTables.REVOKING, range, after, along);
      case TARGET -> walk(LeaseTables.BY_TARGET, range, after, along);
    }
  }

  private void walk(Facet facet, String value, @Nullable Cursor after, Along along) {
    Predicate<String> visitor = id -> look(new Cursor(along, value, null, id));
    view.scan(
        BY_FACET,
        FacetKey.of(facet, value),
        after == null ? null : new FacetKey(facet, value, after.id()),
        (key, present) -> visitor.test(key.id()));
  }

  private void walk(
      Table<TargetKey, Present> index, String target, @Nullable Cursor after, Along along) {
    Instant from = query.state() == LeaseState.QUARANTINED ? LAST : query.dueFrom();
    TargetKey behind = from == null ? null : new TargetKey(target, from.minusNanos(1), "");
    if (after != null) {
      behind = new TargetKey(target, Objects.requireNonNull(after.due()), after.id());
    }
    Instant before = query.dueBefore();
    view.scan(
        index,
        List.of(KeyPart.blinded(target)),
        behind,
        (key, present) ->
            (before == null || key.due().isBefore(before))
                && look(new Cursor(along, target, key.due(), key.id())));
  }

  /// Looks at one lease; false where the page ends before it.
  private boolean look(Cursor at) {
    LeaseRow row = Leases.find(view, at.id());
    boolean wanted = row != null && query.matches(row);
    if (left == 0 || (wanted && found.size() == limit)) {
      stopped = true;
      return false;
    }
    left--;
    last = at;
    if (row != null && wanted) {
      found.add(row);
    }
    return true;
  }
}

package dev.leasehold.projections.lease;

import static dev.leasehold.projections.lease.LeaseTables.BY_TOKEN;
import static dev.leasehold.projections.lease.LeaseTables.DUE;
import static dev.leasehold.projections.lease.LeaseTables.LEASES;
import static dev.leasehold.projections.lease.LeaseTables.OPEN_PATHS;
import static dev.leasehold.projections.lease.LeaseTables.PATHS;
import static dev.leasehold.projections.lease.LeaseTables.REVOKING;
import static dev.leasehold.projections.lease.LeaseTables.TARGETS;

import dev.leasehold.projections.prefix.RevokedPrefixes;
import dev.leasehold.projections.table.Counters;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about leases. Pages hold at most `limit` entries; the next page begins after
/// the last entry of the one before.
public final class Leases {
  static final String COUNT = "lease";
  static final String COUNT_BY_MOUNT = "lease-mount";
  static final String COUNT_BY_TARGET = "lease-target";
  static final String COUNT_BY_PATH = "lease-path";
  static final String COUNT_BY_STATE = "lease-state";

  private Leases() {}

  /// The lease in whatever state, or null where it is gone or never was.
  public static @Nullable LeaseRow find(View view, String id) {
    return view.get(LEASES, new NameKey(id));
  }

  /// The lease if the client may still count on it: it is active, not past its time, no revoked
  /// prefix covers it, and the token that asked for it is live.
  public static @Nullable LeaseRow live(View view, String id, Instant now) {
    LeaseRow row = find(view, id);
    if (row == null
        || row.state() != LeaseState.ACTIVE
        || !now.isBefore(row.lease().expires())
        || isCovered(view, row)
        || !stands(view, row.lease().token(), now)) {
      return null;
    }
    return row;
  }

  /// Whether the token that a lease hangs on is live; one of a batch token without a parent hangs
  /// on none, and ends by its own time.
  private static boolean stands(View view, String token, Instant now) {
    return token.isEmpty() || Tokens.live(view, token, now) != null;
  }

  /// Whether a revoked prefix that is not swept yet covers this lease.
  public static boolean isCovered(View view, LeaseRow row) {
    return RevokedPrefixes.covers(view, row.lease().namespace(), row.lease().id(), row.sequence());
  }

  /// Whether a credential of any target is called so that a lease knows, in whatever state.
  public static boolean isUserName(View view, String userName) {
    boolean[] found = {false};
    view.scan(
        LeaseTables.BY_FACET,
        FacetKey.of(FacetKey.Facet.USER_NAME, userName),
        (key, present) -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  /// Leases, intended or active, whose time is over by now, what is longest due first.
  public static List<DueKey> due(View view, Instant now, @Nullable DueKey after, int limit) {
    List<DueKey> page = new ArrayList<>();
    view.scan(
        DUE,
        List.of(),
        after,
        (key, present) -> !key.time().isAfter(now) && page.add(key) && page.size() < limit);
    return page;
  }

  /// When the time of the next lease is over that is intended or active, or null.
  public static @Nullable Instant nextDue(View view) {
    List<DueKey> first = due(view, Instant.MAX, null, 1);
    return first.isEmpty() ? null : first.getFirst().time();
  }

  /// Leases of one target that are being revoked and are to be tried by now, what is longest due
  /// first; with [Instant#MAX], all of them.
  public static List<TargetKey> dueAt(
      View view, String target, Instant now, @Nullable TargetKey after, int limit) {
    List<TargetKey> page = new ArrayList<>();
    view.scan(
        REVOKING,
        List.of(KeyPart.blinded(target)),
        after,
        (key, present) -> !key.due().isAfter(now) && page.add(key) && page.size() < limit);
    return page;
  }

  /// Ids of the leases, intended or active, that a token asked for, also of one that has ended.
  public static List<String> ofToken(View view, String token, @Nullable String after, int limit) {
    List<String> page = new ArrayList<>();
    view.scan(
        BY_TOKEN,
        PairKey.of(token),
        after == null ? null : new PairKey(token, after),
        (key, present) -> page.add(key.name()) && page.size() < limit);
    return page;
  }

  /// Names of what lies in a folder of lease ids, which is empty or ends in a slash: folders with a
  /// slash at the end, and leases. In the order of blinded names: sort what is shown.
  public static List<String> children(
      View view, String namespace, String folder, @Nullable String after, int limit) {
    List<String> page = new ArrayList<>();
    PATHS.list(view, namespace, folder, after, child -> page.add(child) && page.size() < limit);
    return page;
  }

  /// Ids of all leases below a folder, at any depth.
  public static List<String> below(
      View view, String namespace, String folder, @Nullable String after, int limit) {
    List<String> page = new ArrayList<>();
    PATHS.walk(view, namespace, folder, after, id -> page.add(id) && page.size() < limit);
    return page;
  }

  /// Ids of the leases, intended or active, below a folder, at any depth.
  public static List<String> openBelow(
      View view, String namespace, String folder, @Nullable String after, int limit) {
    List<String> page = new ArrayList<>();
    OPEN_PATHS.walk(view, namespace, folder, after, id -> page.add(id) && page.size() < limit);
    return page;
  }

  /// Targets in which something is to be dropped by now, at most so many. Each that has leases in
  /// revocation costs one look at the index, however many these are.
  public static List<String> dueTargets(View view, Instant now, int limit) {
    List<String> found = new ArrayList<>();
    TargetKey[] last = new TargetKey[1];
    boolean[] more = {true};
    while (more[0] && found.size() < limit) {
      more[0] = false;
      view.scan(
          REVOKING,
          List.of(),
          last[0],
          (key, present) -> {
            more[0] = true;
            last[0] = new TargetKey(key.target(), Instant.MAX, "");
            if (!key.due().isAfter(now)) {
              found.add(key.target());
            }
            return false;
          });
    }
    return found;
  }

  /// The targets that have leases, in whatever state.
  static List<String> targets(View view) {
    return owners(view, COUNT_BY_TARGET);
  }

  /// The mounts, by their uuids, that have leases in whatever state, disabled ones too.
  static List<String> mounts(View view) {
    return owners(view, COUNT_BY_MOUNT);
  }

  private static List<String> owners(View view, String kind) {
    List<String> found = new ArrayList<>();
    view.scan(Counters.TABLE, PairKey.of(kind), (key, count) -> found.add(key.name()));
    return found;
  }

  /// How a target fares that does not answer, or null where it does.
  public static @Nullable TargetState failed(View view, String target) {
    return view.get(TARGETS, new NameKey(target));
  }

  /// The targets that do not answer.
  public static List<String> failedTargets(View view) {
    List<String> found = new ArrayList<>();
    view.scan(TARGETS, List.of(), (key, state) -> found.add(key.name()));
    return found;
  }

  /// The number of leases in all, intents and those being revoked included.
  public static long count(View view) {
    return Counters.of(view, COUNT, "");
  }

  public static long count(View view, LeaseState state) {
    return Counters.of(view, COUNT_BY_STATE, state.name());
  }

  /// The number of leases of a request path; of one that ends in `*`, of all that begin so.
  public static long countOfPath(View view, String path) {
    if (!path.endsWith("*")) {
      return Counters.of(view, COUNT_BY_PATH, path);
    }
    String beginning = path.substring(0, path.length() - 1);
    long[] sum = new long[1];
    view.scan(
        Counters.TABLE,
        PairKey.of(COUNT_BY_PATH),
        (key, count) -> {
          sum[0] += key.name().startsWith(beginning) ? count.value() : 0;
          return true;
        });
    return sum[0];
  }

  /// The request path that a lease was asked for at: its id without what was drawn for it.
  public static String pathOf(String id) {
    return id.substring(0, Math.max(0, id.lastIndexOf('/')));
  }

  /// The number of leases of a mount, by its uuid.
  public static long countOfMount(View view, String mount) {
    return Counters.of(view, COUNT_BY_MOUNT, mount);
  }
}

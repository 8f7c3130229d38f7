package dev.leasehold.projections.astra;

import static dev.leasehold.projections.astra.AstraTables.CLIENTS;
import static dev.leasehold.projections.astra.AstraTables.ENDS;
import static dev.leasehold.projections.astra.AstraTables.INDEX;
import static dev.leasehold.projections.astra.AstraTables.NAMES;
import static dev.leasehold.projections.astra.AstraTables.ORGANIZATIONS;
import static dev.leasehold.projections.astra.AstraTables.ROLES;
import static dev.leasehold.projections.astra.AstraTables.ROTATIONS;
import static dev.leasehold.projections.astra.AstraTables.TOKENS;
import static dev.leasehold.projections.astra.AstraTables.VERSIONS;

import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What one may ask about mounts for Astra DB; a mount is named by its uuid.
public final class Astras {

  private Astras() {}

  /// The organization as it is configured now, or null.
  public static @Nullable Organization current(View view, String mount, String org) {
    long version = currentVersion(view, mount, org);
    return version == 0 ? null : version(view, mount, org, version);
  }

  /// The number of the version that is configured now, or 0.
  public static long currentVersion(View view, String mount, String org) {
    Versions versions = view.get(ORGANIZATIONS, new PairKey(mount, org));
    return versions == null || !versions.configured() ? 0 : versions.newest();
  }

  /// The number that the next version under this id must have.
  public static long nextVersion(View view, String mount, String org) {
    Versions versions = view.get(ORGANIZATIONS, new PairKey(mount, org));
    return versions == null ? 1 : versions.newest() + 1;
  }

  /// A version that is current or that leases are pinned to, or null.
  public static @Nullable Organization version(View view, String mount, String org, long number) {
    return view.get(VERSIONS, new VersionKey(mount, org, number));
  }

  /// The numbers of the versions that are kept under an id, the oldest first.
  public static List<Long> versions(View view, String mount, String org) {
    List<Long> found = new ArrayList<>();
    view.scan(VERSIONS, VersionKey.of(mount, org), (key, version) -> found.add(key.version()));
    return found;
  }

  /// How many leases are pinned to versions of an organization.
  public static long pins(View view, String mount, String org) {
    long[] sum = new long[1];
    view.scan(
        VERSIONS,
        VersionKey.of(mount, org),
        (key, version) -> {
          sum[0] += version.pins();
          return true;
        });
    return sum[0];
  }

  /// The ids of the organizations that are configured, sorted.
  public static List<String> organizations(View view, String mount) {
    List<String> found = new ArrayList<>();
    view.scan(
        ORGANIZATIONS,
        PairKey.of(mount),
        (key, versions) -> !versions.configured() || found.add(key.name()));
    found.sort(null);
    return found;
  }

  public static @Nullable Role role(View view, String mount, String org, String role) {
    return view.get(ROLES, new RoleKey(mount, org, role));
  }

  /// The roles of a mount, by organization and name.
  public static List<RoleKey> roles(View view, String mount) {
    List<RoleKey> found = new ArrayList<>();
    view.scan(ROLES, PairKey.of(mount), (key, role) -> found.add(key));
    found.sort(Comparator.comparing(RoleKey::org).thenComparing(RoleKey::role));
    return found;
  }

  /// The token of a lease, or null where it is none of Astra's.
  public static @Nullable AstraToken token(View view, String lease) {
    return view.get(TOKENS, new NameKey(lease));
  }

  /// The lease of the token that Astra calls by this client id, or null.
  public static @Nullable String byClient(View view, String mount, String clientId) {
    NameKey lease = view.get(CLIENTS, new PairKey(mount, clientId));
    return lease == null ? null : lease.name();
  }

  /// The last lease that took a name, and may be over, or null.
  public static @Nullable String byName(View view, NameTaken name) {
    NameKey lease = view.get(NAMES, name);
    return lease == null ? null : lease.name();
  }

  /// Shows the leases whose tokens are found by a term and that come after one of them, in an order
  /// that stays, until the visitor says false.
  public static void find(
      View view, String mount, Term term, @Nullable String after, Predicate<String> visitor) {
    view.scan(
        INDEX,
        IndexKey.of(mount, term),
        after == null ? null : new IndexKey(mount, term.kind(), term.value(), after),
        (key, present) -> visitor.test(key.lease()));
  }

  /// Shows the leases of a mount by when they are over, the first first, from a point on, until the
  /// visitor says false.
  public static void ending(
      View view, String mount, @Nullable EndKey after, Predicate<EndKey> visitor) {
    view.scan(ENDS, EndKey.of(mount), after, (key, present) -> visitor.test(key));
  }

  /// A point before all leases that are over at a time or later.
  public static EndKey from(String mount, Instant time) {
    return new EndKey(mount, time.minusNanos(1), "");
  }

  /// The rotation of an organization's admin token that is under way, or null.
  public static @Nullable Rotation rotation(View view, String mount, String org) {
    return view.get(ROTATIONS, new PairKey(mount, org));
  }

  /// The organizations of a mount whose admin tokens are being rotated.
  public static List<String> rotations(View view, String mount) {
    List<String> found = new ArrayList<>();
    view.scan(ROTATIONS, PairKey.of(mount), (key, rotation) -> found.add(key.name()));
    return found;
  }
}

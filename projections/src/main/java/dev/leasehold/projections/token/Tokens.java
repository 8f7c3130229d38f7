package dev.leasehold.projections.token;

import static dev.leasehold.projections.token.TokenTables.ACCESSORS;
import static dev.leasehold.projections.token.TokenTables.CHILDREN;
import static dev.leasehold.projections.token.TokenTables.CREDENTIALS;
import static dev.leasehold.projections.token.TokenTables.DUE;
import static dev.leasehold.projections.token.TokenTables.LOGINS;
import static dev.leasehold.projections.token.TokenTables.PATHS;
import static dev.leasehold.projections.token.TokenTables.SWEEPS;
import static dev.leasehold.projections.token.TokenTables.TOKENS;

import dev.leasehold.events.Login;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.Token;
import dev.leasehold.projections.prefix.RevokedPrefixes;
import dev.leasehold.projections.table.Counters;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about tokens. Pages come in a fixed order and hold at most `limit` ids; the
/// next page begins after the last id of the one before.
public final class Tokens {
  /// Under which path root tokens are made that no request of a client with a token makes.
  public static final String ROOT_PATH = "auth/token/root";

  /// The most ancestors of a live token: each is read at every request. A token under more is dead.
  public static final int MAX_ANCESTORS = 256;

  static final String COUNT = "token";
  static final String COUNT_BY_TYPE = "token-type";
  static final String COUNT_ENDING = "token-ending";
  static final String COUNT_BY_MOUNT = "token-mount";
  static final String COUNT_BY_ROLE = "token-mount-role";

  private Tokens() {}

  /// The token, whether or not it is live, or null where it ended or never was.
  public static @Nullable TokenRow find(View view, String id) {
    return view.get(TOKENS, new NameKey(id));
  }

  /// The token if it may be used now: neither it nor one of the ancestors that it hangs on has
  /// ended, expired or used up its uses, and no revoked prefix covers one of them.
  public static @Nullable TokenRow live(View view, String id, Instant now) {
    TokenRow asked = find(view, id);
    TokenRow row = asked;
    for (int depth = 0; depth <= MAX_ANCESTORS; depth++) {
      if (row == null || row.isOver(now) || isCovered(view, row)) {
        return null;
      }
      String parent = row.token().parent();
      if (parent == null) {
        return asked;
      }
      row = find(view, parent);
    }
    return null;
  }

  /// How the token came about, or null where no auth method granted it.
  public static @Nullable Login login(View view, String id) {
    return view.get(LOGINS, new NameKey(id));
  }

  /// The payload with what the bearer of a token logged in with, also after the token has ended and
  /// until it is swept; null where none was kept.
  public static @Nullable PayloadName credential(View view, String id) {
    return view.get(CREDENTIALS, new NameKey(id));
  }

  /// The id of the token with this accessor, or null.
  public static @Nullable String byAccessor(View view, String accessor) {
    NameKey id = view.get(ACCESSORS, new NameKey(accessor));
    return id == null ? null : id.name();
  }

  /// Ids of the children that hang on a token, also of one that has ended.
  public static List<String> children(View view, String parent, @Nullable String after, int limit) {
    List<String> page = new ArrayList<>();
    view.scan(
        CHILDREN,
        PairKey.of(parent),
        after == null ? null : new PairKey(parent, after),
        (key, present) -> page.add(key.name()) && page.size() < limit);
    return page;
  }

  /// Ids of tokens that expired by now, the longest ago first.
  public static List<String> due(View view, Instant now, int limit) {
    List<String> page = new ArrayList<>();
    view.scan(
        DUE,
        List.of(),
        (key, present) -> !key.time().isAfter(now) && page.add(key.id()) && page.size() < limit);
    return page;
  }

  /// When the next token expires, or null where none does.
  public static @Nullable Instant nextDue(View view) {
    Instant[] next = new Instant[1];
    view.scan(
        DUE,
        List.of(),
        (key, present) -> {
          next[0] = key.time();
          return false;
        });
    return next[0];
  }

  /// Paths, as [#pathOf] gives them, of the tokens that were made below a folder of request paths,
  /// which is empty or ends in a slash.
  public static List<String> below(
      View view, String namespace, String folder, @Nullable String after, int limit) {
    List<String> page = new ArrayList<>();
    PATHS.walk(view, namespace, folder, after, path -> page.add(path) && page.size() < limit);
    return page;
  }

  /// Names of the accessors of all tokens, in pages: what Vault lists.
  public static List<String> accessors(View view, @Nullable String after, int limit) {
    List<String> page = new ArrayList<>();
    view.scan(
        ACCESSORS,
        List.of(),
        after == null ? null : new NameKey(after),
        (key, id) -> page.add(key.name()) && page.size() < limit);
    return page;
  }

  /// Ids of ended tokens whose children and leases are still to be ended.
  public static List<String> sweeps(View view, int limit) {
    List<String> page = new ArrayList<>();
    view.scan(SWEEPS, List.of(), (key, sweep) -> page.add(key.name()) && page.size() < limit);
    return page;
  }

  /// The accessor that a token had which ended and was not swept yet, or null.
  public static @Nullable String accessorOfEnded(View view, String id) {
    TokenSweep sweep = view.get(SWEEPS, new NameKey(id));
    return sweep == null ? null : sweep.accessor();
  }

  /// The number of tokens that have not ended.
  public static long count(View view) {
    return Counters.of(view, COUNT, "");
  }

  /// The number of tokens of a type, `service` or `batch`.
  public static long count(View view, String type) {
    return Counters.of(view, COUNT_BY_TYPE, type);
  }

  /// The number of tokens that end by themselves: of which Vault says that they have a lease.
  public static long countEnding(View view) {
    return Counters.of(view, COUNT_ENDING, "");
  }

  /// The number of tokens that auth methods granted.
  public static long countGranted(View view) {
    return Counters.of(view, COUNT_BY_MOUNT, "");
  }

  /// The number of tokens that an auth method granted, by the uuid of its mount.
  public static long countOfMount(View view, String mount) {
    return Counters.of(view, COUNT_BY_MOUNT, mount);
  }

  /// The number of tokens that an auth method granted for one of its roles.
  public static long countOfRole(View view, String mount, String role) {
    return Counters.of(view, COUNT_BY_ROLE, ofRole(mount, role));
  }

  static String ofRole(String mount, String role) {
    return mount + "/" + role;
  }

  /// Whether a token stands among the leases, so that a prefix can revoke it. Those do not that are
  /// made at init or by shares: who revokes all tokens by a prefix keeps the means to go on.
  public static boolean isLeased(Token token) {
    return !token.path().equals(ROOT_PATH);
  }

  /// Where a token stands among the lease ids: the request path that made it, slash, its id.
  public static String pathOf(Token token) {
    return token.path() + "/" + token.id();
  }

  /// The token that stands at a lease id, live or not, or null.
  public static @Nullable TokenRow at(View view, String leaseId) {
    int slash = leaseId.lastIndexOf('/');
    TokenRow row = slash < 0 ? null : find(view, leaseId.substring(slash + 1));
    return row != null && isLeased(row.token()) && pathOf(row.token()).equals(leaseId) ? row : null;
  }

  private static boolean isCovered(View view, TokenRow row) {
    Token token = row.token();
    return isLeased(token)
        && RevokedPrefixes.covers(view, token.namespace(), pathOf(token), row.sequence());
  }
}

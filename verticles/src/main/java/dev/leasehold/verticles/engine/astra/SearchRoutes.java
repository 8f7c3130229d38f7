package dev.leasehold.verticles.engine.astra;

import dev.leasehold.projections.astra.AstraToken;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.EndKey;
import dev.leasehold.projections.astra.Term;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lists of live tokens: all, or those with all of what is asked for. The rarest thing that is
/// asked for is looked up in its index, the others are held against what is found there.
///
/// A page is told with `next`, which the next one is asked for by as `after`, as long as there may
/// be more. With an expiry window tokens come by when their lease is over, else in an order that
/// stays.
final class SearchRoutes {
  private static final int PAGE = 100;
  private static final int MOST = 1_000;

  /// A list that asks for no page has as much as the plugin's, within reason.
  private static final int WHOLE = 10_000;

  /// How many are looked at for one page, found or not: bounded work for a bounded time.
  private static final int LOOKED_AT = 20_000;

  private static final Field[] FIELDS = {
    Arguments.ORG_ID,
    Arguments.ROLE_NAME,
    Arguments.ROLE,
    Arguments.LOGICAL_NAME,
    Arguments.METADATA,
    Field.text("owner", "Id of the entity that asked for it, or display name of its token."),
    Field.time("expires_after", "The lease is over then or later."),
    Field.time("expires_before", "The lease is over before then."),
    Field.seconds("expires_within", "The lease is over within so much time."),
    Field.integer("limit", "The most tokens of one page."),
    Field.text("after", "What a page told as next.")
  };

  private SearchRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("org/tokens/").fields(FIELDS).list(SearchRoutes::list),
        Route.at("org/tokens/search/")
            .fields(FIELDS)
            .read(SearchRoutes::search)
            .list(SearchRoutes::list));
  }

  private static Response list(Call call, View view) {
    Page page = page(call, view, WHOLE);
    if (page.info().isEmpty() && page.next().isEmpty()) {
      throw Arguments.notFound("no tokens found");
    }
    return page.answer();
  }

  private static Response search(Call call, View view) {
    return page(call, view, PAGE).answer();
  }

  /// What is asked for.
  private record Query(
      List<Term> terms, @Nullable Instant from, @Nullable Instant until, int limit, String after) {

    static Query of(Call call, int limit) {
      Fields fields = call.fields();
      List<Term> terms = new ArrayList<>();
      Arguments.metadata(call).forEach((key, value) -> terms.add(Term.metadata(key, value)));
      add(fields, "logical_name", terms, Term::logicalName);
      add(fields, "owner", terms, Term::owner);
      add(fields, fields.given("role_name") ? "role_name" : "role", terms, Term::role);
      add(fields, "org_id", terms, Term::org);
      Instant from = fields.given("expires_after") ? fields.time("expires_after") : null;
      Instant until = fields.given("expires_before") ? fields.time("expires_before") : null;
      if (fields.given("expires_within")) {
        until = call.now().plusSeconds(fields.seconds("expires_within"));
      }
      int asked = fields.integer("limit");
      if (asked < 0 || asked > MOST) {
        throw Refusal.badRequest("limit must be from 1 to " + MOST);
      }
      return new Query(
          List.copyOf(terms), from, until, asked == 0 ? limit : asked, fields.text("after"));
    }

    private static void add(
        Fields fields, String name, List<Term> terms, Function<String, Term> term) {
      if (fields.given(name) && !fields.text(name).isEmpty()) {
        terms.add(term.apply(fields.text(name)));
      }
    }

    boolean byTime() {
      return (from != null || until != null) && (terms.isEmpty() || isPlace(terms.getFirst()));
    }

    private static boolean isPlace(Term term) {
      return term.kind().equals("org");
    }
  }

  /// A page under way.
  private record Page(Map<String, Object> info, List<String> next) {
    Response answer() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("key_info", info);
      data.put("keys", List.copyOf(info.keySet()));
      if (!next.isEmpty()) {
        data.put("next", next.getFirst());
      }
      return Response.of(data);
    }
  }

  private static Page page(Call call, View view, int limit) {
    Query query = Query.of(call, limit);
    String mount = call.mount().uuid();
    Map<String, Object> info = new LinkedHashMap<>();
    List<String> next = new ArrayList<>();
    int[] seen = {0};
    BiPredicate<String, String> look =
        (lease, place) -> {
          seen[0]++;
          AstraToken token = fitting(call, view, query, lease);
          if (token != null) {
            info.put(String.valueOf(token.clientId()), Shown.listed(call, view, lease));
          }
          boolean full = info.size() >= query.limit() || seen[0] >= LOOKED_AT;
          if (full) {
            next.add(place);
          }
          return !full;
        };
    if (query.byTime()) {
      Astras.ending(
          view,
          mount,
          begin(mount, query),
          key ->
              (query.until() == null || key.expires().isBefore(query.until()))
                  && look.test(key.lease(), key.expires() + " " + key.lease()));
    } else {
      Term first = query.terms().isEmpty() ? Term.ANY : query.terms().getFirst();
      String after = query.after().isEmpty() ? null : query.after();
      Astras.find(view, mount, first, after, lease -> look.test(lease, lease));
    }
    return new Page(info, next);
  }

  /// Behind the last of the page before, also where that one is gone by now.
  private static @Nullable EndKey begin(String mount, Query query) {
    String after = query.after();
    if (after.isEmpty()) {
      return query.from() == null ? null : Astras.from(mount, query.from());
    }
    int space = after.indexOf(' ');
    try {
      return new EndKey(
          mount, Instant.parse(after.substring(0, Math.max(0, space))), after.substring(space + 1));
    } catch (DateTimeParseException unknown) {
      throw Refusal.badRequest("after must be what a page told as next");
    }
  }

  private static @Nullable AstraToken fitting(Call call, View view, Query query, String lease) {
    LeaseRow row = Leases.live(view, lease, call.now());
    AstraToken token = row == null ? null : Astras.token(view, lease);
    if (row == null || token == null || token.clientId() == null) {
      return null;
    }
    Instant expires = row.lease().expires();
    boolean within =
        (query.from() == null || !expires.isBefore(query.from()))
            && (query.until() == null || expires.isBefore(query.until()));
    return within && Term.all(token).containsAll(query.terms()) ? token : null;
  }
}

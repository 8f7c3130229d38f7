package dev.leasehold.verticles.engine.database;

import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `reconcile/:name`, which Vault has not: users of a database whose names begin as ours do and
/// that no lease knows, a page at a time. A read reports them; a write with `remove=true` takes
/// them away, all of the page or those that it names.
///
/// Who is to be taken away gets a lease that is being revoked from its first moment on. So removing
/// is in the log before it begins, is tried until it has succeeded, and shows among the leases.
final class Reconciliation {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int USUAL = 1_000;
  private static final int MOST = 10_000;

  /// As many as one commit can hold.
  private static final int MOST_REMOVED = 200;

  private static final int LEASE_ID_CHARACTERS = 24;

  private static final Field[] FIELDS = {
    Field.text("name", "Name of the database connection."),
    Field.text("prefix", "What the names begin with; by default what the template begins with."),
    Field.text("after", "The name after which the page begins."),
    Field.integer("limit", "How many users to look at: 1 to 10000.").fallback(USUAL),
    Field.flag("remove", "Whether those that no lease knows are taken away."),
    Field.commaList("users", "Which of them are taken away; all of the page where none is named.")
  };

  private Reconciliation() {}

  static List<Route> all() {
    return List.of(
        Route.at("reconcile/{name}")
            .sudo()
            .fields(FIELDS)
            .on(new Handler.Outbound(Reconciliation::report), Operation.READ)
            .on(new Handler.Outbound(Reconciliation::remove), Operation.UPDATE));
  }

  private static Handler.Planned report(Call call, View head) {
    return find(
        call,
        head,
        (found, later, now) -> Decision.of(Response.of(found.described("users", found.unknown()))));
  }

  private static Handler.Planned remove(Call call, View head) {
    if (!call.fields().flag("remove")) {
      throw Refusal.badRequest("remove=true is required; a read reports without removing");
    }
    return find(call, head, Reconciliation::removing);
  }

  /// What a page held.
  private record Found(String prefix, List<String> all, List<String> unknown, String next) {
    Map<String, Object> described(String name, List<String> users) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("known", all.size() - unknown.size());
      data.put("next", next);
      data.put("prefix", prefix);
      data.put(name, users);
      return data;
    }
  }

  @FunctionalInterface
  private interface Then {
    Decision decide(Found found, Call call, View head);
  }

  private static Handler.Planned find(Call call, View head, Then then) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    ConnectionVersion connection = ConnectionRoutes.current(head, mount, name);
    DatabaseTarget target = ConnectionRoutes.currentTarget(head, mount, name);
    int limit = call.fields().integer("limit");
    if (limit < 1 || limit > MOST) {
      throw Refusal.badRequest("'limit' must be from 1 to " + MOST);
    }
    String prefix = prefix(call, connection);
    if (prefix.isEmpty()) {
      throw Refusal.badRequest("'prefix' is required: user names here begin with nothing fixed");
    }
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        new DatabaseEffect.FindUsers(
            target,
            Targets.bulkhead(mount, name),
            prefix,
            call.fields().text("after"),
            limit,
            TIMEOUT),
        (outcome, later, now) ->
            switch (outcome) {
              case Outcome.Done done ->
                  then.decide(found(done, prefix, limit, now, target), later, now);
              case Outcome.Refused refused -> throw Failures.ofStatements(refused, target, "");
              case Outcome.Unknown unknown -> throw Failures.ofUnknown(unknown, "");
            });
  }

  private static String prefix(Call call, ConnectionVersion connection) {
    if (call.fields().given("prefix")) {
      return call.fields().text("prefix");
    }
    Kind kind = Kinds.of(connection.plugin());
    return GeneratedUserName.beginning(
        new ConnectionDetails(connection.details()).template(kind),
        kind.longestUserName(),
        call.entropy());
  }

  private static Found found(
      Outcome.Done done, String prefix, int limit, View head, DatabaseTarget target) {
    List<String> all = new ArrayList<>();
    if (done.told() instanceof List<?> users) {
      users.forEach(user -> all.add(String.valueOf(user)));
    }
    List<String> unknown =
        all.stream()
            .filter(user -> !user.equals(target.userName()) && !Leases.isUserName(head, user))
            .toList();
    return new Found(prefix, all, unknown, all.size() < limit ? "" : all.getLast());
  }

  private static Decision removing(Found found, Call call, View head) {
    Set<String> named = Set.copyOf(call.fields().list("users"));
    List<String> removed =
        found.unknown().stream()
            .filter(user -> named.isEmpty() || named.contains(user))
            .limit(MOST_REMOVED + 1L)
            .toList();
    if (removed.size() > MOST_REMOVED) {
      throw Refusal.badRequest(
          "more than " + MOST_REMOVED + " users would be removed at once: give a lower 'limit'");
    }
    String mount = call.mount().uuid();
    String connection = call.fields().text("name");
    long version = Databases.currentVersion(head, mount, connection);
    if (version == 0) {
      throw Refusal.of(Refusal.Kind.UNAVAILABLE, "the connection has changed meanwhile");
    }
    List<Event> events = new ArrayList<>();
    for (String user : removed) {
      Lease lease = lease(call, connection, user);
      events.add(new LeaseEvent.CredentialIntended(lease));
      events.add(
          new DatabaseEvent.CredentialPinned(
              mount, lease.id(), connection, version, List.of(), List.of()));
      events.add(
          new LeaseEvent.RevocationStarted(lease.id(), "reconciled", call.now(), call.now()));
    }
    return Decision.of(Response.of(found.described("removing", removed)), events);
  }

  private static Lease lease(Call call, String connection, String user) {
    Caller caller = call.callerOrRefuse();
    return new Lease(
        call.request().namespace(),
        call.request().path() + "/" + call.entropy().base62(LEASE_ID_CHARACTERS),
        call.mount().uuid(),
        Targets.bulkhead(call.mount().uuid(), connection),
        "",
        caller.leaseOwner(),
        caller.token().entityId(),
        user,
        call.now(),
        call.now(),
        call.now(),
        null,
        0,
        0,
        false);
  }
}

package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Payload;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.Token;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.policy.Acl;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A database mount over an in-memory state: calls go to the routes of the engine, decisions are
/// replayed at once, and the outcomes of effects are given by the test.
final class DatabaseMount {
  static final String CREATION =
      "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'; "
          + "GRANT SELECT ON things TO {{name}};";

  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final String UUID = "5d2a2b5e-0000-4000-8000-000000000001";

  private static final String NAMESPACE = "root";

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Keyring keyring = Keyring.initial("cluster", entropy, NOW);
  private final Projections projections = new Projections();
  private final Mount mount = mount();
  final DatabaseEngine engine = new DatabaseEngine();
  final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 1000));

  DatabaseMount() {
    commit(List.of(new SysEvent.MountEnabled(mount)), List.of());
  }

  private static Mount mount() {
    return new Mount(
        NAMESPACE,
        MountTable.SECRET,
        UUID,
        "database/",
        "database",
        "",
        "database_01234567",
        false,
        false,
        false,
        null,
        MountConfig.DEFAULT);
  }

  void replay(Decision decision) {
    if (!decision.events().isEmpty()) {
      commit(decision.events(), decision.brings());
    }
  }

  private void commit(List<Event> events, List<Payload> brought) {
    List<Brought> names =
        brought.stream()
            .map(payload -> new Brought(payload.name(), "key-" + payload.name().hex(), "hash"))
            .toList();
    Commit commit =
        new Commit(head.sequence() + 1, Commit.NO_HASH, NOW, events, names, List.of(), null);
    head.begin(commit.sequence());
    projections.replay(commit, brought, head);
    head.end();
  }

  /// A plan for a call, as the writer would ask for it.
  Handler.Planned plan(Operation operation, String path, Map<String, Object> data) {
    Matched matched = match(operation, path, data);
    Handler handler = matched.handler();
    return switch (handler) {
      case Handler.Outbound outbound -> outbound.plan().plan(matched.call(), head, null);
      case Handler.Write write ->
          Handler.Planned.answered(write.decide().decide(matched.call(), head));
      case Handler.Read _, Handler.Prepared _ ->
          throw new AssertionError("this call plans nothing");
    };
  }

  /// Plans, replays the intent, settles with an outcome, replays that, and gives the decision.
  Decision perform(Operation operation, String path, Map<String, Object> data, Outcome outcome) {
    Handler.Planned planned = plan(operation, path, data);
    replay(planned.intent());
    if (planned.effect() == null) {
      return planned.intent();
    }
    return settle(planned, operation, path, data, outcome);
  }

  Decision settle(
      Handler.Planned planned,
      Operation operation,
      String path,
      Map<String, Object> data,
      Outcome outcome) {
    Decision settled = planned.settle().settle(outcome, match(operation, path, data).call(), head);
    replay(settled);
    return settled;
  }

  /// Does what is due at a connection at a time, and gives what was settled: none, one or more.
  List<Decision> due(String connection, Instant now, Outcome outcome) {
    List<Decision> settled = new ArrayList<>();
    for (String target : engine.dueTargets(head, now, 10)) {
      for (String account : engine.due(head, target, now, 10)) {
        Duty duty = engine.duty(target, account, head, now, entropy);
        if (target.equals(UUID + "/" + connection) && duty != null) {
          settled.add(perform(duty, outcome, now));
        }
      }
    }
    return settled;
  }

  /// What is due first at a connection, as it is handed to the expiry room; null for nothing.
  @Nullable Duty duty(String connection, Instant now) {
    String target = UUID + "/" + connection;
    List<String> due = engine.due(head, target, now, 1);
    return due.isEmpty() ? null : engine.duty(target, due.getFirst(), head, now, entropy);
  }

  Decision perform(Duty duty, Outcome outcome, Instant now) {
    replay(duty.intent());
    if (duty.effect() == null) {
      return duty.intent();
    }
    Decision decision = duty.settle().settle(outcome, head, now, entropy);
    replay(decision);
    return decision;
  }

  Decision write(String path, Map<String, Object> data) {
    return perform(Operation.UPDATE, path, data, new Outcome.Done());
  }

  Response read(Operation operation, String path) {
    Matched matched = match(operation, path, Map.of());
    if (matched.handler() instanceof Handler.Read read) {
      return read.answer().answer(matched.call(), head);
    }
    throw new AssertionError("this is no call that only reads");
  }

  private record Matched(Call call, Handler handler) {}

  private Matched match(Operation operation, String path, Map<String, Object> data) {
    for (Route route : engine.routes(mount)) {
      Map<String, String> captured = route.pattern().match(path);
      Handler handler = route.handlers().get(operation);
      if (captured != null && handler != null) {
        Fields fields = Fields.read(route.fields(), true, data, captured, route.exists() != null);
        return new Matched(call(operation, path, data, fields), handler);
      }
    }
    throw new AssertionError("no route serves " + operation + " " + path);
  }

  private Call call(Operation operation, String path, Map<String, Object> data, Fields fields) {
    Request request =
        new Request(
            "id",
            operation,
            NAMESPACE,
            "database/" + path,
            data,
            null,
            null,
            "127.0.0.1",
            1,
            NOW,
            Map.of(),
            List.of());
    return new Call(
        request,
        mount,
        path,
        fields,
        new Caller(token(), SecretBytes.ofUtf8("hvs.x"), Acl.of(List.of())),
        NOW,
        entropy,
        new Names(keyring),
        Ttls.SYSTEM);
  }

  private static Token token() {
    return new Token(
        NAMESPACE,
        "tokenid",
        "accessor",
        null,
        List.of("default"),
        "auth/token/create",
        null,
        "token",
        0,
        NOW,
        0,
        0,
        0,
        "service",
        null,
        null,
        true,
        null,
        List.of(),
        "");
  }

  /// The classes of a decision's events, in order.
  static List<String> events(Decision decision) {
    List<String> names = new ArrayList<>();
    decision.events().forEach(event -> names.add(event.getClass().getSimpleName()));
    return names;
  }

  static @Nullable String refusal(Decision decision) {
    return decision.refusal() == null ? null : decision.refusal().errors().getFirst();
  }

  /// What a client sends to configure a connection.
  static Map<String, Object> connection(String password) {
    Map<String, Object> data = new HashMap<>();
    data.put("plugin_name", "postgresql-database-plugin");
    data.put(
        "connection_url", "postgresql://{{username}}:{{password}}@db:5432/app?sslmode=disable");
    data.put("username", "root user");
    data.put("password", password);
    data.put("allowed_roles", "app, other*");
    return data;
  }

  /// What a client sends to write a role.
  static Map<String, Object> role() {
    return Map.of(
        "db_name", "pg",
        "creation_statements", List.of(CREATION),
        "default_ttl", "1h",
        "max_ttl", "24h");
  }
}

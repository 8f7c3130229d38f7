package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Entity;
import dev.leasehold.events.IdentityEvent.EntityWritten;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.policy.Acl;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The routes of `identity/oidc` on a state in memory, asked by one person and by a clock that the
/// test moves.
class OidcDesk {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  final SeededEntropy entropy = new SeededEntropy(5);
  final Keyring keyring = Keyring.initial("cluster", entropy, START);
  final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 100));
  final List<Route> routes = new OidcRoutes("https://here:8200").all();
  Instant now = START;

  /// Headers that requests come with.
  Map<String, List<String>> headers = Map.of();

  void entity(String name, boolean disabled) {
    replay(
        Decision.of(
            Response.nothing(),
            new EntityWritten(
                new Entity("root", "e1", name, null, List.of(), disabled, List.of(), now, now))));
  }

  Decision ask(Operation operation, String path, Map<String, Object> data) {
    for (Route route : routes) {
      Map<String, String> captured = route.pattern().match(path);
      Handler handler = route.handlers().get(operation);
      if (captured != null && handler != null) {
        Call call =
            call(operation, path, data, Fields.read(route.fields(), false, data, captured, false));
        Decision decision =
            switch (handler) {
              case Handler.Read read -> Decision.of(read.answer().answer(call, head));
              case Handler.Write write -> write.decide().decide(call, head);
              case Handler.Prepared prepared ->
                  prepared.decide().decide(call, head, prepared.prepare().prepare(call, head));
              case Handler.Outbound _ -> throw new AssertionError("nothing goes out");
            };
        if (!decision.events().isEmpty()) {
          replay(decision);
        }
        return decision;
      }
    }
    throw new AssertionError("no route serves " + operation + " " + path);
  }

  void replay(Decision decision) {
    List<Brought> names =
        decision.brings().stream()
            .map(payload -> new Brought(payload.name(), "key-" + payload.name().hex(), "hash"))
            .toList();
    Commit commit =
        new Commit(
            head.sequence() + 1,
            Commit.NO_HASH,
            now,
            decision.events(),
            names,
            decision.destroys(),
            null);
    head.begin(commit.sequence());
    new Projections().replay(commit, decision.brings(), head);
    head.end();
  }

  private Call call(Operation operation, String path, Map<String, Object> data, Fields fields) {
    Request request =
        new Request(
            "id",
            operation,
            "root",
            "identity/" + path,
            data,
            null,
            null,
            "127.0.0.1",
            1,
            now,
            headers,
            List.of());
    Mount identity =
        new Mount(
            "root",
            MountTable.SECRET,
            "uuid",
            "identity/",
            "identity",
            "",
            "identity_0",
            false,
            false,
            false,
            null,
            MountConfig.DEFAULT);
    Caller caller = new Caller(anna(), SecretBytes.ofUtf8("hvs.x"), Acl.of(List.of()));
    return new Call(
        request, identity, path, fields, caller, now, entropy, new Names(keyring), Ttls.SYSTEM);
  }

  private static Token anna() {
    return new Token(
        "root",
        "id",
        "accessor",
        null,
        List.of("default"),
        "auth/userpass/login/anna",
        null,
        "userpass-anna",
        0,
        START,
        0,
        0,
        0,
        "service",
        null,
        null,
        false,
        null,
        List.of(),
        "e1");
  }
}

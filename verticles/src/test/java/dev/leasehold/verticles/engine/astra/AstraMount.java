package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.Released;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.HttpQuestion;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.policy.Acl;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A mount for Astra DB over an in-memory state: calls go to the routes of the engine, decisions
/// are replayed at once, and what Astra answers is said by the test.
final class AstraMount {
  static final Reveal TO_COMPARE = Reveal.because("a test looks whether it is right");
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final String UUID = "5d2a2b5e-0000-4000-8000-000000000001";
  static final String ROLE_ID = "723a3789-9bec-835e-a112-123001256de4";
  static final String ADMIN = "AstraCS:TheAdministratorsClientI:" + "a".repeat(64);
  static final String ADMIN_CLIENT = "TheAdministratorsClientI";

  private static final String NAMESPACE = "root";

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Keyring keyring = Keyring.initial("cluster", entropy, NOW);
  private final Projections projections = new Projections();
  private final Map<String, String> options = new HashMap<>();
  final AstraEngine engine = AstraEngine.current();
  final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 1000));
  Instant now = NOW;

  AstraMount(String... on) {
    for (String option : on) {
      options.put(option, "true");
    }
    commit(List.of(new SysEvent.MountEnabled(mount())), List.of(), List.of());
    // A token of the root policy never ends, and its leases hang on nothing else.
    commit(List.of(new TokenEvent.TokenCreated(token())), List.of(), List.of());
  }

  /// One organization and one role are there.
  static AstraMount configured(String... on) {
    AstraMount mount = new AstraMount(on);
    mount.write("config", config());
    mount.write("role", role());
    return mount;
  }

  static Map<String, Object> config() {
    Map<String, Object> data = new HashMap<>();
    data.put("org_id", "O");
    data.put("astra_token", ADMIN);
    data.put("url", "https://api.astra.datastax.com");
    data.put("logical_name", "N");
    return data;
  }

  static Map<String, Object> role() {
    Map<String, Object> data = new HashMap<>();
    data.put("org_id", "O");
    data.put("role_name", "R");
    data.put("role_id", ROLE_ID);
    data.put("max_ttl", "48h");
    return data;
  }

  static Map<String, Object> asked(String logicalName) {
    Map<String, Object> data = new HashMap<>();
    data.put("org_id", "O");
    data.put("role_name", "r");
    data.put("logical_name", logicalName);
    return data;
  }

  /// A token as Astra makes it; the clients of one letter are all the same.
  static Made made(char letter) {
    String client = String.valueOf(letter).repeat(24);
    return new Made(
        client,
        SecretBytes.ofUtf8("AstraCS:" + client + ":" + "0".repeat(64)),
        SecretBytes.ofUtf8("secret-" + letter),
        "2026-11-22T10:00:00.123456789Z");
  }

  Mount mount() {
    return new Mount(
        NAMESPACE,
        MountTable.SECRET,
        UUID,
        "astra/",
        "astra",
        "",
        "astra_01234567",
        false,
        false,
        false,
        options,
        MountConfig.DEFAULT);
  }

  void replay(Decision decision) {
    if (!decision.events().isEmpty()) {
      Set<PayloadName> destroyed = new LinkedHashSet<>(decision.destroys());
      destroyed.addAll(Released.by(head, decision.events()));
      commit(decision.events(), decision.brings(), List.copyOf(destroyed));
    }
  }

  void replay(Event... events) {
    replay(Decision.of(Response.nothing(), events));
  }

  private void commit(List<Event> events, List<Payload> brought, List<PayloadName> destroyed) {
    List<Brought> names =
        brought.stream()
            .map(payload -> new Brought(payload.name(), "key-" + payload.name().hex(), "hash"))
            .toList();
    Commit commit =
        new Commit(head.sequence() + 1, Commit.NO_HASH, now, events, names, destroyed, null);
    head.begin(commit.sequence());
    projections.replay(commit, brought, head);
    head.end();
  }

  Handler.Planned plan(Operation operation, String path, Map<String, Object> data) {
    Matched matched = match(operation, path, data);
    return switch (matched.handler()) {
      case Handler.Outbound outbound -> outbound.plan().plan(matched.call(), head, null);
      case Handler.Write write ->
          Handler.Planned.answered(write.decide().decide(matched.call(), head));
      case Handler.Read read ->
          Handler.Planned.answered(Decision.of(read.answer().answer(matched.call(), head)));
      case Handler.Prepared _ -> throw new AssertionError("nothing here is slow");
    };
  }

  /// Plans, replays the intent, settles with an outcome, replays that, and gives the decision.
  Decision perform(Operation operation, String path, Map<String, Object> data, Outcome outcome) {
    Handler.Planned planned = plan(operation, path, data);
    replay(planned.intent());
    return planned.effect() == null
        ? planned.intent()
        : settle(planned, operation, path, data, outcome);
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

  Decision write(String path, Map<String, Object> data) {
    return perform(Operation.UPDATE, path, data, new Outcome.Done());
  }

  /// Has a token made.
  Decision issue(String logicalName, char letter) {
    return perform(
        Operation.UPDATE, "org/token", asked(logicalName), new Outcome.Done(made(letter)));
  }

  Map<String, Object> read(Operation operation, String path, Map<String, Object> data) {
    Response response = plan(operation, path, data).intent().response();
    return Objects.requireNonNull(response.data());
  }

  /// What an act asks, and what comes of these answers to its questions, in turn.
  record Talk(List<HttpQuestion> questions, List<Duration> waits, Outcome outcome) {
    String asked(int index) {
      HttpQuestion question = questions.get(index);
      return question.method() + " " + question.uri();
    }

    String body(int index) {
      return Objects.requireNonNull(questions.get(index).body()).revealUtf8(TO_COMPARE);
    }
  }

  static Talk talk(HttpAct act, HttpAnswer... answers) {
    List<HttpQuestion> questions = new ArrayList<>();
    List<Duration> waits = new ArrayList<>();
    HttpStep step = act.first();
    for (int i = 0; ; i++) {
      switch (step) {
        case HttpStep.Told(Object told) -> {
          return new Talk(questions, waits, new Outcome.Done(told));
        }
        case HttpStep.Over(Outcome outcome) -> {
          return new Talk(questions, waits, outcome);
        }
        case HttpStep.Ask ask -> {
          questions.add(ask.question());
          waits.add(ask.after());
          if (i == answers.length) {
            throw new AssertionError("one more question than answers: " + ask.question().uri());
          }
          step = ask.then().then(answers[i]);
        }
      }
    }
  }

  static HttpAnswer answer(int status, String body) {
    return new HttpAnswer(status, "", Map.of(), SecretBytes.ofUtf8(body));
  }

  static HttpAnswer later(String seconds) {
    return new HttpAnswer(
        429, "", Map.of("retry-after", List.of(seconds)), SecretBytes.ofUtf8("{}"));
  }

  private record Matched(Call call, Handler handler) {}

  private Matched match(Operation operation, String path, Map<String, Object> data) {
    for (Route route : engine.routes(mount())) {
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
            "astra/" + path,
            data,
            null,
            null,
            "127.0.0.1",
            1,
            now,
            Map.of(),
            List.of());
    return new Call(
        request,
        mount(),
        path,
        fields,
        new Caller(token(), SecretBytes.ofUtf8("hvs.x"), Acl.of(List.of())),
        now,
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
        "token-ada",
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
        "entity-1");
  }

  /// The classes of a decision's events, in order.
  static List<String> events(Decision decision) {
    List<String> names = new ArrayList<>();
    decision.events().forEach(event -> names.add(event.getClass().getSimpleName()));
    return names;
  }

  static String refusal(Decision decision) {
    Refusal refusal = Objects.requireNonNull(decision.refusal());
    return refusal.errors().getFirst();
  }

  /// The refusal of a call, whenever it comes.
  String refused(Operation operation, String path, Map<String, Object> data) {
    try {
      Decision decision = perform(operation, path, data, new Outcome.Done());
      throw new AssertionError("it was not refused, but answered " + decision.response());
    } catch (Refusal refusal) {
      return refusal.kind() + " " + String.join("; ", refusal.errors());
    }
  }
}

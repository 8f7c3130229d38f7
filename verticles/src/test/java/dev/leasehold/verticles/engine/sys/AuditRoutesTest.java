package dev.leasehold.verticles.engine.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Enabling, listing and disabling devices, in the words of Vault 1.14.9.
class AuditRoutesTest {
  private static final Map<String, Object> FILE =
      Map.of("type", "file", "options", Map.of("file_path", "/a"));

  private final SeededEntropy entropy = new SeededEntropy(5);
  private final Keyring keyring = Keyring.initial("cluster", entropy, Instant.EPOCH);
  private final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 100));
  private final List<Map<String, String>> tried = new ArrayList<>();
  private final List<Route> routes =
      new AuditRoutes((type, options, call) -> tried.add(options)).routes();

  @Test
  void an_enabled_device_is_listed_and_hashes_under_a_salt_of_its_own() {
    ask(Operation.UPDATE, "audit/one", FILE);
    ask(Operation.UPDATE, "audit/two", FILE);
    assertEquals(List.of(Map.of("file_path", "/a"), Map.of("file_path", "/a")), tried);
    Map<String, Object> listed = data(ask(Operation.READ, "audit", Map.of()));
    assertEquals(List.of("one/", "two/"), List.copyOf(listed.keySet()));
    Map<String, Object> one =
        Map.of(
            "path", "one/",
            "type", "file",
            "description", "",
            "local", false,
            "options", Map.of("file_path", "/a"));
    assertEquals(one, listed.get("one/"));
    Object first = data(ask(Operation.UPDATE, "audit-hash/one", Map.of("input", "x"))).get("hash");
    Object second = data(ask(Operation.UPDATE, "audit-hash/two", Map.of("input", "x"))).get("hash");
    assertEquals(false, Objects.equals(first, second));
    assertEquals(
        first, data(ask(Operation.UPDATE, "audit-hash/one/", Map.of("input", "x"))).get("hash"));
  }

  @Test
  void disabling_destroys_the_salt_and_succeeds_for_what_is_not_there() {
    ask(Operation.UPDATE, "audit/one", FILE);
    Decision decision = decide(Operation.DELETE, "audit/one", Map.of());
    assertEquals(List.of(new SysEvent.AuditDeviceDisabled("one/")), decision.events());
    assertEquals(
        List.of(Objects.requireNonNull(head.small().auditDevice("one/")).salt()),
        decision.destroys());
    assertEquals(List.of(), decide(Operation.DELETE, "audit/other", Map.of()).events());
  }

  @Test
  void refusals_are_in_the_words_of_vault() {
    ask(Operation.UPDATE, "audit/file", FILE);
    assertEquals("path already in use", refusal("audit/file", FILE));
    assertEquals("path already in use", refusal("audit/file/sub", FILE));
    assertEquals("backend path must be specified", refusal("audit/", FILE));
    assertEquals("unknown backend type: \"\"", refusal("audit/x", Map.of()));
    assertEquals("unknown backend type: \"http\"", refusal("audit/x", Map.of("type", "http")));
    assertEquals("the \"input\" parameter is empty", refusal("audit-hash/file", Map.of()));
    assertEquals(
        "unknown audit backend \"nope/\"", refusal("audit-hash/nope", Map.of("input", "x")));
  }

  @Test
  void devices_need_sudo() {
    for (Route route : routes) {
      boolean hash = route.pattern().text().startsWith("audit-hash");
      assertEquals(hash ? Route.Access.TOKEN : Route.Access.SUDO, route.access());
    }
  }

  private String refusal(String path, Map<String, Object> data) {
    return assertThrows(Refusal.class, () -> ask(Operation.UPDATE, path, data)).errors().getFirst();
  }

  private static Map<String, Object> data(Response response) {
    return Objects.requireNonNull(response.data());
  }

  private Response ask(Operation operation, String path, Map<String, Object> data) {
    Decision decision = decide(operation, path, data);
    if (!decision.events().isEmpty()) {
      replay(decision);
    }
    return decision.response();
  }

  private Decision decide(Operation operation, String path, Map<String, Object> data) {
    for (Route route : routes) {
      Map<String, String> captured = route.pattern().match(path);
      Handler handler = route.handlers().get(operation);
      if (captured != null && handler != null) {
        Call call =
            call(operation, path, data, Fields.read(route.fields(), false, data, captured, false));
        return switch (handler) {
          case Handler.Read read -> Decision.of(read.answer().answer(call, head));
          case Handler.Write write -> write.decide().decide(call, head);
          case Handler.Prepared prepared ->
              prepared.decide().decide(call, head, prepared.prepare().prepare(call, head));
          case Handler.Outbound _ -> throw new AssertionError("nothing goes out");
        };
      }
    }
    throw new AssertionError("no route serves " + operation + " " + path);
  }

  private Call call(Operation operation, String path, Map<String, Object> data, Fields fields) {
    Request request =
        new Request(
            "id",
            operation,
            "root",
            "sys/" + path,
            data,
            null,
            null,
            "127.0.0.1",
            1,
            Instant.EPOCH,
            Map.of(),
            List.of());
    Mount sys =
        new Mount(
            "root",
            MountTable.SECRET,
            "uuid",
            "sys/",
            "system",
            "",
            "system_0",
            false,
            false,
            false,
            null,
            MountConfig.DEFAULT);
    return new Call(
        request, sys, path, fields, null, Instant.EPOCH, entropy, new Names(keyring), Ttls.SYSTEM);
  }

  private void replay(Decision decision) {
    List<Brought> names =
        decision.brings().stream()
            .map(payload -> new Brought(payload.name(), "key-" + payload.name().hex(), "hash"))
            .toList();
    Commit commit =
        new Commit(
            head.sequence() + 1,
            Commit.NO_HASH,
            Instant.EPOCH,
            decision.events(),
            names,
            decision.destroys(),
            null);
    head.begin(commit.sequence());
    new Projections().replay(commit, decision.brings(), head);
    head.end();
  }
}

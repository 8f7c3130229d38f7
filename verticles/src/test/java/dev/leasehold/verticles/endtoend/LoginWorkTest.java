package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Namespace;
import dev.leasehold.verticles.gate.Admission;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// THREATS T4: whether there is such a user or role is told neither by an answer nor by the work
/// that it costs.
class LoginWorkTest {
  private static final int RUNS = 9;

  /// Where the slow part were left out, the times would differ a thousandfold.
  private static final int TOLERANCE = 3;

  private static Running server;
  private static Client root;

  @BeforeAll
  static void start() throws IOException {
    server = Running.inMemory();
    root = server.client();
    root.done("sys/auth/userpass", Map.of("type", "userpass"));
    root.done("sys/auth/approle", Map.of("type", "approle"));
    root.done("auth/userpass/users/known", Map.of("password", "right"));
    root.done("auth/approle/role/app", Map.of("role_id", "known"));
    root.done("auth/approle/role/app/secret-id", Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void T4_an_unknown_user_costs_as_much_as_a_known_one() {
    long known = Long.MAX_VALUE;
    long unknown = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      known = Math.min(known, preparingNanos("known"));
      unknown = Math.min(unknown, preparingNanos("unknown"));
    }

    String measured =
        "a wrong password costs %,d µs for a known user and %,d µs for an unknown one"
            .formatted(known / 1000, unknown / 1000);
    System.out.println(measured);
    assertTrue(unknown < TOLERANCE * known && known < TOLERANCE * unknown, measured);
  }

  /// The CPU time of this thread for the slow part of a login.
  private static long preparingNanos(String user) {
    Admission login = admitted("auth/userpass/login/" + user, Map.of("password", "wrong"));
    Handler.Prepared prepared = assertInstanceOf(Handler.Prepared.class, login.handler());
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long before = clock.getCurrentThreadCpuTime();
    assertNotNull(prepared.prepare().prepare(login.call(), life().state()));
    return clock.getCurrentThreadCpuTime() - before;
  }

  @Test
  void T4_an_unknown_role_looks_for_the_same_rows_as_a_known_one() {
    List<String> known = rowsOfLogin("known");

    assertEquals(known, rowsOfLogin("unknown"));
    assertTrue(known.contains("approle-secret-id"), known.toString());
  }

  private static List<String> rowsOfLogin(String roleId) {
    Admission login =
        admitted("auth/approle/login", Map.of("role_id", roleId, "secret_id", "wrong"));
    Handler.Write write = assertInstanceOf(Handler.Write.class, login.handler());
    CountedView view = new CountedView(life().state());
    Decision decision = write.decide().decide(login.call(), view);
    assertNotNull(decision.refusal());
    return view.asked();
  }

  @Test
  void T4_wrong_credentials_are_told_alike_whether_or_not_there_is_such_a_name() throws Exception {
    for (Map<String, String> sent :
        List.of(Map.of("password", "wrong"), Map.of("password", ""), Map.<String, String>of())) {
      assertAlike("auth/userpass/login/known", sent, "auth/userpass/login/unknown", sent);
    }
    for (Map<String, String> sent :
        List.of(Map.of("secret_id", "wrong"), Map.of("secret_id", " "), Map.<String, String>of())) {
      Map<String, String> known = new java.util.TreeMap<>(sent);
      known.put("role_id", "known");
      Map<String, String> unknown = new java.util.TreeMap<>(sent);
      unknown.put("role_id", "unknown");
      assertAlike("auth/approle/login", known, "auth/approle/login", unknown);
    }
  }

  private static void assertAlike(
      String path, Map<String, String> body, String other, Map<String, String> otherBody)
      throws IOException {
    Client.Answer one = root.as("").post(path, body);

    assertEquals(one, root.as("").post(other, otherBody), path + " with " + body.keySet());
    assertTrue(!one.good(), one.toString());
  }

  private static Admission admitted(String path, Map<String, Object> data) {
    Instant now = life().clock().instant();
    Request request =
        new Request(
            new SeededEntropy(3).uuid(),
            Operation.UPDATE,
            Namespace.ROOT,
            path,
            data,
            null,
            null,
            "127.0.0.1",
            1,
            now,
            Map.of(),
            List.of());
    return life().gate().admit(request, life().state(), now);
  }

  private static Life life() {
    return Objects.requireNonNull(server.life());
  }
}

package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.astrasimulator.ApiCall;
import dev.leasehold.verticles.astrasimulator.AstraClient;
import dev.leasehold.verticles.astrasimulator.Fault;
import dev.leasehold.verticles.astrasimulator.Misbehaviour;
import dev.leasehold.verticles.astrasimulator.Roles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A16: the admin token is followed by a new one, whatever Astra does meanwhile: in the end there
/// is one, it works, and the server has it.
final class AstraRotationTest {
  /// Longer than a rotation may be under way before it is taken up, and than chores wait.
  private static final Duration LONG = Duration.ofMinutes(15);

  private static AstraBench bench;
  private String mount = "";

  @BeforeAll
  static void start() {
    bench = new AstraBench();
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  /// The mount would go on for a rotation that a test left open.
  @AfterEach
  void putRight() throws IOException {
    bench.beginAnew();
    bench.root.delete("sys/mounts/" + mount);
  }

  private static List<AstraClient> admins() {
    return AstraBench.await(bench.astra.live()).stream()
        .filter(each -> each.roles().contains(Roles.id(Roles.ADMINISTRATOR)))
        .toList();
  }

  private Client.Answer rotate() throws IOException {
    Client.Answer answer =
        bench.root.post(mount + "/config/rotate-root", Map.of("org_id", bench.org()));
    AstraBench.harmless(answer);
    return answer;
  }

  /// One administrator is left, and the server has its token.
  private void isOver(boolean rotated) throws Exception {
    Eventually.is(
        "one is left",
        AstraBench.PATIENCE,
        () -> {
          bench.passes(LONG);
          return admins().size() == 1;
        });
    assertEquals(!rotated, admins().getFirst().seeded());
    AstraBench.Token token = bench.made(mount, "afterwards");
    assertEquals(204, bench.revoke(token.lease()).status());
    assertEquals(1, AstraBench.await(bench.astra.live()).size());
    bench.nothingLeaked();
  }

  @Test
  void A16_the_new_one_is_proven_and_the_old_one_deleted() throws Exception {
    mount = bench.mount();
    AstraBench.Token before = bench.made(mount, "before");

    Client.Answer answer = rotate();

    assertEquals(200, answer.status(), answer.errors());
    assertEquals(204, bench.revoke(before.lease()).status());
    isOver(true);
    assertEquals(answer.text("/data/client_id"), admins().getFirst().clientId());
  }

  @Test
  void A16_one_whose_making_nobody_saw_is_deleted_and_the_old_one_stays() throws Exception {
    for (Misbehaviour how :
        List.of(
            new Misbehaviour.Dropped(true),
            new Misbehaviour.Truncated(),
            new Misbehaviour.Status(502, "", true),
            new Misbehaviour.NullBody(true))) {
      mount = bench.mount();
      AstraBench.await(bench.astra.inject(Fault.next(ApiCall.CREATE, how)));

      assertFalse(rotate().good(), how.toString());

      assertEquals(2, admins().size(), how.toString());
      isOver(false);
      bench.root.delete("sys/mounts/" + mount);
    }
  }

  @Test
  void A16_one_that_was_refused_leaves_all_as_it_was() throws Exception {
    mount = bench.mount();
    AstraBench.await(
        bench.astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Status(403, "", false))));

    assertEquals(400, rotate().status());

    isOver(false);
    assertTrue(rotate().good(), "and it can be rotated");
    isOver(true);
  }

  @Test
  void A16_one_that_is_not_proven_at_once_is_proven_later() throws Exception {
    mount = bench.mount();
    AstraBench.await(
        bench.astra.inject(
            Fault.next(ApiCall.ORGANIZATION, new Misbehaviour.Status(503, "", false)).times(3)));

    assertEquals(500, rotate().status());

    isOver(true);
  }

  @Test
  void A16_an_old_one_that_cannot_be_deleted_at_once_is_deleted_later() throws Exception {
    mount = bench.mount();
    AstraBench.await(
        bench.astra.inject(Fault.next(ApiCall.DELETE, new Misbehaviour.Dropped(false)).times(2)));

    assertEquals(200, rotate().status());

    isOver(true);
  }
}

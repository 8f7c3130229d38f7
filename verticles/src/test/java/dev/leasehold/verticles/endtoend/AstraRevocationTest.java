package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.astrasimulator.ApiCall;
import dev.leasehold.verticles.astrasimulator.Fault;
import dev.leasehold.verticles.astrasimulator.LoggedCall;
import dev.leasehold.verticles.astrasimulator.Misbehaviour;
import dev.leasehold.verticles.astrasimulator.Switches;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tokens are taken away however Astra misbehaves meanwhile, and none is held to be gone that is
/// there.
final class AstraRevocationTest {
  /// Longer than any wait between two attempts.
  private static final Duration LONG = Duration.ofMinutes(10);

  /// After so many Vault and the plugin give up.
  private static final int VAULTS_ATTEMPTS = 6;

  private static AstraBench bench;

  @BeforeAll
  static void start() {
    bench = new AstraBench();
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @AfterEach
  void putRight() {
    bench.beginAnew();
  }

  @Test
  void A9_each_status_that_says_gone_is_taken_for_it() throws Exception {
    String mount = bench.mount();
    for (Switches switches :
        List.of(
            Switches.USUAL, Switches.USUAL.deleting(200, 404), Switches.USUAL.deleting(204, 204))) {
      AstraBench.await(bench.astra.switchTo(switches));
      AstraBench.Token token = bench.made(mount, "one");
      assertEquals(204, bench.revoke(token.lease()).status());
      assertFalse(bench.isKnown(token.lease()));
      assertEquals(Set.of(), bench.live());
    }
  }

  @Test
  void A9_a_token_that_somebody_removed_at_astra_is_no_hindrance() throws Exception {
    String mount = bench.mount();
    AstraBench.Token token = bench.made(mount, "one");
    AstraBench.await(bench.astra.remove(token.clientId()));

    assertEquals(204, bench.revoke(token.lease()).status());

    assertFalse(bench.isKnown(token.lease()));
    assertEquals(204, bench.root.delete("sys/mounts/" + mount).status());
  }

  @Test
  void what_does_not_say_gone_is_tried_again() throws Exception {
    for (Misbehaviour how :
        List.of(
            new Misbehaviour.Status(500, "", false),
            new Misbehaviour.Status(503, "", true),
            new Misbehaviour.Status(403, "", false),
            new Misbehaviour.Status(429, "60", false),
            new Misbehaviour.NullBody(false),
            new Misbehaviour.GoodWithErrors(false),
            new Misbehaviour.Page(200, false),
            new Misbehaviour.Page(404, false),
            new Misbehaviour.Page(502, true),
            new Misbehaviour.Redirect(302, ""),
            new Misbehaviour.Dropped(false),
            new Misbehaviour.Dropped(true))) {
      String mount = bench.mount();
      AstraBench.Token token = bench.made(mount, "one");
      AstraBench.await(bench.astra.inject(Fault.next(ApiCall.DELETE, how)));

      Client.Answer answer = bench.revoke(token.lease());

      assertEquals(400, answer.status(), how.toString());
      AstraBench.harmless(answer);
      assertTrue(bench.isKnown(token.lease()), how.toString());
      bench.passes(LONG);
      Eventually.is(
          "the lease is over after " + how,
          AstraBench.PATIENCE,
          () -> !bench.isKnown(token.lease()));
      assertEquals(Set.of(), bench.live(), how.toString());
    }
  }

  @Test
  void a_deletion_that_arrives_twice_is_one() throws Exception {
    String mount = bench.mount();
    AstraBench.Token token = bench.made(mount, "one");
    AstraBench.await(bench.astra.inject(Fault.next(ApiCall.DELETE, new Misbehaviour.Twice())));
    assertEquals(204, bench.revoke(token.lease()).status());
    assertEquals(Set.of(), bench.live());
  }

  @Test
  void A8_an_astra_that_is_down_for_long_finds_all_revoked_when_it_is_back() throws Exception {
    String mount = bench.mount();
    AstraBench.Token one = bench.made(mount, "one");
    AstraBench.Token two = bench.made(mount, "two");
    AstraBench.await(
        bench.astra.inject(Fault.always(ApiCall.DELETE, new Misbehaviour.Status(503, "", false))));
    assertEquals(400, bench.revoke(one.lease()).status());
    bench.passes(Duration.ofHours(1));
    for (int attempt = 1; attempt <= 2 * VAULTS_ATTEMPTS; attempt++) {
      int least = 2 * attempt;
      Eventually.is(
          "both are tried again",
          AstraBench.PATIENCE,
          () -> {
            bench.passes(LONG);
            return bench.calls(ApiCall.DELETE).size() >= least;
          });
    }
    assertTrue(bench.isKnown(one.lease()));
    assertEquals(Set.of(one.clientId(), two.clientId()), bench.live());

    AstraBench.await(bench.astra.clearFaults());
    bench.passes(LONG);

    bench.nothingLives();
    Eventually.is(
        "both leases are over",
        AstraBench.PATIENCE,
        () -> !bench.isKnown(one.lease()) && !bench.isKnown(two.lease()));
  }

  @Test
  void A10_what_revocation_needs_stays_when_role_and_config_are_deleted() throws Exception {
    String mount = bench.mount();
    AstraBench.Token token = bench.made(mount, "one");
    AstraBench.await(bench.astra.refuse());
    assertEquals(
        204, bench.root.delete(mount + "/role?role_name=app&org_id=" + bench.org()).status());
    assertTrue(bench.root.delete(mount + "/config?org_id=" + bench.org()).good());
    assertEquals(400, bench.revoke(token.lease()).status());

    AstraBench.await(bench.astra.accept());
    bench.passes(LONG);

    bench.nothingLives();
  }

  @Test
  void a_mount_that_is_disabled_takes_its_tokens_with_it() throws Exception {
    String mount = bench.mount();
    bench.made(mount, "one");
    bench.made(mount, "two");
    AstraBench.await(
        bench.astra.inject(Fault.next(ApiCall.DELETE, new Misbehaviour.Dropped(false)).times(2)));

    assertEquals(204, bench.root.delete("sys/mounts/" + mount).status());

    bench.nothingLives();
  }

  @Test
  void a_token_that_a_backup_brings_back_is_found_and_removed_when_asked_for() throws Exception {
    String mount = bench.mount();
    AstraBench.Token token = bench.made(mount, "one");
    LoggedCall creation = bench.calls(ApiCall.CREATE).getFirst();
    assertEquals(204, bench.revoke(token.lease()).status());
    AstraBench.actLater(creation, bench.astra);
    String back = bench.live().iterator().next();

    Client.Answer report = bench.root.get(mount + "/reconcile?org_id=" + bench.org());

    assertTrue(report.body().at("/data").toString().contains(back), report.toString());
    assertEquals(Set.of(back), bench.live());
    bench.root.done(mount + "/reconcile", Map.of("org_id", bench.org(), "remove", true));
    bench.nothingLives();
  }

  @Test
  void a_lease_that_expires_takes_its_token_with_it() throws Exception {
    String mount = bench.mount();
    AstraBench.Token token = bench.made(mount, "one");

    bench.passes(Duration.ofMinutes(61));

    bench.nothingLives();
    Eventually.is("the lease is over", AstraBench.PATIENCE, () -> !bench.isKnown(token.lease()));
    assertEquals(
        List.of(token.clientId()),
        bench.calls(ApiCall.DELETE).stream()
            .map(call -> call.uri().substring("/v2/clientIdSecrets/".length()))
            .toList());
  }

  @Test
  void A11_a_renewal_that_finds_the_token_gone_ends_the_lease() throws Exception {
    String mount = bench.mount();
    AstraBench.Token kept = bench.made(mount, "kept");
    AstraBench.Token gone = bench.made(mount, "gone");
    AstraBench.await(bench.astra.remove(gone.clientId()));
    assertEquals(200, renew(gone).status(), "nobody asks Astra yet");

    bench.root.done(mount + "/config", Map.of("org_id", bench.org(), "check_renewals", true));
    AstraBench.Token asked = bench.made(mount, "asked");
    assertEquals(200, renew(asked).status());
    AstraBench.await(bench.astra.remove(asked.clientId()));

    assertEquals("[\"failed to renew entry: the token is gone at Astra\"]", renew(asked).errors());
    Eventually.is("its lease is over", AstraBench.PATIENCE, () -> !bench.isKnown(asked.lease()));
    assertEquals(Set.of(kept.clientId()), bench.live());
  }

  private Client.Answer renew(AstraBench.Token token) throws IOException {
    return bench.root.post("sys/leases/renew", Map.of("lease_id", token.lease()));
  }
}

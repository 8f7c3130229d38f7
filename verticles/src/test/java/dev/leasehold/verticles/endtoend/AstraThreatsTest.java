package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.astrasimulator.ApiCall;
import dev.leasehold.verticles.astrasimulator.AstraSimulator;
import dev.leasehold.verticles.astrasimulator.Fault;
import dev.leasehold.verticles.astrasimulator.Fingerprint;
import dev.leasehold.verticles.astrasimulator.LoggedCall;
import dev.leasehold.verticles.astrasimulator.Misbehaviour;
import dev.leasehold.verticles.astrasimulator.Setup;
import dev.leasehold.verticles.astrasimulator.Tenant;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The checks of THREATS.md that speak of targets, for Astra.
final class AstraThreatsTest {
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
  void T39_a_token_that_a_paused_actor_makes_after_its_intent_was_swept_is_deleted()
      throws Exception {
    String mount = bench.mount();
    AstraBench.await(
        bench.astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Dropped(false))));
    assertEquals(500, bench.create(mount, "one").status());
    Eventually.is(
        "it was looked for", AstraBench.PATIENCE, () -> !bench.calls(ApiCall.LIST).isEmpty());
    assertEquals(Set.of(), bench.live());
    for (Duration pause : List.of(Duration.ofSeconds(30), Duration.ofHours(2))) {
      AstraBench.actLater(bench.calls(ApiCall.CREATE).getFirst(), bench.astra);
      assertEquals(1, bench.live().size());
      bench.passes(pause);
      bench.nothingLives();
    }
  }

  @Test
  void T39_an_intent_is_not_looked_for_without_end() throws Exception {
    String mount = bench.mount();
    AstraBench.await(
        bench.astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Dropped(true))));
    assertEquals(500, bench.create(mount, "one").status());
    bench.nothingLives();
    String leases = "sys/leases/lookup/" + mount + "/org/token/";
    String lease = bench.root.list(leases).text("/data/keys/0");

    bench.passes(Duration.ofDays(2));

    Eventually.is(
        "the lease is over",
        AstraBench.PATIENCE,
        () -> !bench.isKnown(mount + "/org/token/" + lease));
  }

  @Test
  void T36_A1_no_organization_sees_the_admin_token_of_another() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      AstraSimulator other =
          AstraBench.await(
              AstraSimulator.start(
                  vertx, Setup.local(new SecureEntropy(), InstantSource.system())));
      Tenant tenant = other.tenants().getFirst();
      String mount = bench.mount();
      AstraBench.configure(bench.root, mount, tenant, other.url());
      AstraBench.Token ours = bench.made(mount, "one");
      Client.Answer theirs =
          bench.root.done(
              mount + "/org/token",
              Map.of(
                  "org_id", tenant.organization().id(),
                  "role_name", "app",
                  "logical_name", "one"));
      assertNotEquals(ours.clientId(), theirs.text("/data/clientId"));
      bench.root.done(mount + "/config/rotate-root", Map.of("org_id", bench.org()));
      bench.revoke(ours.lease());
      bench.revoke(theirs.text("/lease_id"));

      assertEquals(Set.of(Fingerprint.of(tenant.adminToken())), askers(other));
      assertFalse(askers(bench.astra).contains(Fingerprint.of(tenant.adminToken())));
      assertEquals(List.of(), AstraBench.await(other.issued()));
    } finally {
      AstraBench.await(vertx.close());
    }
  }

  private static Set<Fingerprint> askers(AstraSimulator astra) {
    return AstraBench.await(astra.calls()).stream()
        .map(LoggedCall::asker)
        .collect(Collectors.toSet());
  }

  @Test
  void T36_a_url_is_not_changed_without_the_token_that_will_be_sent_there() throws Exception {
    String mount = bench.mount();
    Map<String, Object> elsewhere =
        Map.of("org_id", bench.org(), "url", "http://127.0.0.1:" + bench.astra.port());
    Client.Answer same = bench.root.post(mount + "/config", elsewhere);
    assertEquals(204, same.status(), same.errors());

    Client.Answer moved =
        bench.root.post(
            mount + "/config", Map.of("org_id", bench.org(), "url", "http://127.0.0.2:1"));

    assertEquals(400, moved.status());
    assertEquals(
        "please provide an astra_token argument where the url changes", moved.text("/errors/0"));
  }

  @Test
  void T36_a_token_that_is_live_for_a_moved_organization_is_revoked_where_it_was_made()
      throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      AstraSimulator other =
          AstraBench.await(
              AstraSimulator.start(
                  vertx,
                  new Setup(
                      "127.0.0.1",
                      0,
                      List.of(
                          new Tenant(
                              bench.tenant().organization(), Tenant.demonstration().adminToken())),
                      new SecureEntropy(),
                      InstantSource.system())));
      String mount = bench.mount();
      AstraBench.Token token = bench.made(mount, "one");
      AstraBench.configure(bench.root, mount, other.tenants().getFirst(), other.url());

      assertEquals(204, bench.revoke(token.lease()).status());

      assertEquals(Set.of(), bench.live());
      assertEquals(List.of(), AstraBench.await(other.calls()));
    } finally {
      AstraBench.await(vertx.close());
    }
  }
}

package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.astrasimulator.ApiCall;
import dev.leasehold.verticles.astrasimulator.AstraClient;
import dev.leasehold.verticles.astrasimulator.AstraSimulator;
import dev.leasehold.verticles.astrasimulator.Fault;
import dev.leasehold.verticles.astrasimulator.Fingerprint;
import dev.leasehold.verticles.astrasimulator.LoggedCall;
import dev.leasehold.verticles.astrasimulator.Misbehaviour;
import dev.leasehold.verticles.astrasimulator.Organization;
import dev.leasehold.verticles.astrasimulator.Roles;
import dev.leasehold.verticles.astrasimulator.Setup;
import dev.leasehold.verticles.astrasimulator.Switches;
import dev.leasehold.verticles.astrasimulator.Tenant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a client sees of a token of Astra's from its making to its end, with a simulator of Astra
/// that misbehaves to order: whatever happens, no token lives without a lease.
class AstraLifeTest {
  private static final Reveal TO_CONFIGURE = Reveal.because("a test configures the organization");

  /// Beyond the half minute after which the expiry room takes over what a request began.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String ROLE_ID = Roles.id("R/W User");

  private static Vertx vertx;
  private static AstraSimulator astra;
  private static Running server;
  private static Client root;
  private static int mounts;

  private String mount = "";

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    SecureEntropy entropy = new SecureEntropy();
    List<Tenant> tenants =
        List.of(
            Tenant.drawn(new Organization(entropy.uuid(), "one"), entropy),
            Tenant.drawn(new Organization(entropy.uuid(), "two"), entropy));
    astra =
        await(
            AstraSimulator.start(
                vertx, new Setup("127.0.0.1", 0, tenants, entropy, InstantSource.system())));
    server = Running.inMemory();
    root = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("a future did not end well", e);
    }
  }

  /// A mount of its own for each test, by the plugin's name, and a simulator as new.
  @BeforeEach
  void mount() throws IOException {
    await(astra.clearFaults());
    await(astra.switchTo(Switches.USUAL));
    await(astra.reset());
    mounts++;
    mount = "astra" + mounts;
    root.done("sys/mounts/" + mount, Map.of("type", "vault-plugin-secrets-datastax-astra"));
    for (Tenant tenant : astra.tenants()) {
      String org = tenant.organization().id();
      root.done(mount + "/config", config(tenant));
      root.done(
          mount + "/role", Map.of("org_id", org, "role_name", "R_W_User", "role_id", ROLE_ID));
    }
  }

  private static Map<String, Object> config(Tenant tenant) {
    return Map.of(
        "org_id", tenant.organization().id(),
        "astra_token", tenant.adminToken().revealUtf8(TO_CONFIGURE),
        "url", astra.url(),
        "logical_name", tenant.organization().name(),
        "verify", true);
  }

  private static String org() {
    return astra.tenants().getFirst().organization().id();
  }

  private Client.Answer ask(String logicalName) throws IOException {
    return root.post(mount + "/org/token", wish(org(), logicalName));
  }

  private static Map<String, Object> wish(String org, String logicalName) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("org_id", org);
    wish.put("role_name", "R_W_User");
    wish.put("logical_name", logicalName);
    return wish;
  }

  private static List<String> issued() {
    return await(astra.issued()).stream().map(AstraClient::clientId).toList();
  }

  private static List<LoggedCall> calls(ApiCall call) {
    return await(astra.calls()).stream().filter(one -> one.call() == call).toList();
  }

  private static void awaitNoToken(String what) throws Exception {
    Eventually.nothing("a token after " + what, PATIENCE, AstraLifeTest::issued);
  }

  private void revoke(Client.Answer token) throws IOException {
    root.done("sys/leases/revoke", Map.of("lease_id", token.text("/lease_id"), "sync", true));
  }

  @Test
  void a_token_is_made_looked_up_renewed_and_revoked() throws Exception {
    Map<String, Object> wish = wish(org(), "App1");
    wish.put("lease_time", "1h");
    wish.put("metadata", "key1=value1,key2=value2");
    Client.Answer token = root.done(mount + "/org/token", wish);
    String client = token.text("/data/clientId");

    assertEquals(3600, token.body().path("lease_duration").asInt());
    assertEquals(List.of(client), issued());
    AstraClient made = await(astra.issued()).getFirst();
    assertTrue(made.description().endsWith(":" + token.text("/lease_id")), made.description());
    assertNotEquals(null, made.tokenExpiry());
    Client.Answer found = root.get(mount + "/org/token?client_id=" + client);
    assertEquals(token.text("/data/token"), found.text("/data/token"));
    assertEquals(token.text("/lease_id"), found.text("/data/lease_id"));
    assertEquals("", found.text("/lease_id"));
    String search = mount + "/org/tokens/search?metadata=key2=value2&owner=token&expires_within=2h";
    assertEquals(client, root.get(search).text("/data/keys/0"));
    root.done("sys/leases/renew", Map.of("lease_id", token.text("/lease_id"), "increment", "5h"));
    assertEquals("[]", root.get(search).body().at("/data/keys").toString());

    revoke(token);

    assertEquals(List.of(), issued());
    assertEquals(404, root.get(mount + "/org/token?client_id=" + client).status());
    assertEquals(404, root.list(mount + "/org/tokens").status());
  }

  @Test
  void a_token_is_gone_after_its_time() throws Exception {
    Map<String, Object> wish = wish(org(), "brief");
    wish.put("lease_time", "2s");
    root.done(mount + "/org/token", wish);

    awaitNoToken("its time");
  }

  @Test
  void A6_whatever_becomes_of_the_answer_no_token_lives_without_a_lease() throws Exception {
    List<Misbehaviour> all =
        List.of(
            new Misbehaviour.Dropped(true),
            new Misbehaviour.Dropped(false),
            new Misbehaviour.Truncated(),
            new Misbehaviour.BrokenOff(),
            new Misbehaviour.NullBody(true),
            new Misbehaviour.GoodWithErrors(true),
            new Misbehaviour.Page(502, true),
            new Misbehaviour.Status(500, "", true),
            new Misbehaviour.Status(503, "", false),
            new Misbehaviour.Redirect(307, ""));
    for (Misbehaviour how : all) {
      await(astra.inject(Fault.next(ApiCall.CREATE, how)));
      Client.Answer answer = ask("fault");
      assertEquals(500, answer.status(), how + " " + answer);
      assertFalse(answer.errors().contains("AstraCS"), answer.errors());
      awaitNoToken(how.toString());
      Client.Answer again = ask("fault");
      assertEquals(200, again.status(), "the name is free again after " + how + ": " + again);
      revoke(again);
    }
    assertEquals(List.of(), calls(ApiCall.UNKNOWN), "T36: no redirect was followed");
  }

  @Test
  void A3_what_astra_refuses_is_refused_and_no_name_is_taken() throws Exception {
    for (int status : List.of(400, 401, 403, 409)) {
      await(astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Status(status, "", false))));
      Client.Answer answer = ask("refused");
      assertEquals(400, answer.status(), answer.toString());
      assertTrue(answer.errors().contains("error creating Astra token: Astra answered " + status));
    }
    assertEquals(404, root.list("sys/leases/lookup/" + mount + "/org/token/").status());
    revoke(ask("refused"));
  }

  @Test
  void a_token_that_a_proxy_had_made_twice_is_gone_twice() throws Exception {
    await(astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Twice())));
    Client.Answer token = ask("twice");
    assertEquals(2, issued().size());

    String report = mount + "/reconcile?org_id=" + org();
    assertEquals(1, root.get(report).body().at("/data/unknown").size());
    revoke(token);

    assertEquals(List.of(), issued());
  }

  @Test
  void what_no_lease_knows_is_reported_and_deleted_when_asked_for() throws Exception {
    await(astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Twice())));
    Client.Answer token = ask("twice");
    Client.Answer removing =
        root.done(mount + "/reconcile", Map.of("org_id", org(), "remove", true));

    assertEquals(1, removing.body().at("/data/removing").size());
    String client = token.text("/data/clientId");
    Eventually.is("only the leased one is left", PATIENCE, () -> issued().equals(List.of(client)));
    assertEquals(200, root.get(mount + "/org/token?client_id=" + client).status());
    revoke(token);
  }

  @Test
  void A9_a_token_that_was_deleted_by_hand_is_revoked_all_the_same() throws Exception {
    for (Switches switches : List.of(Switches.USUAL, Switches.USUAL.deleting(200, 200))) {
      await(astra.switchTo(switches));
      Client.Answer token = ask("by hand");
      await(astra.reset());
      assertEquals(List.of(), issued());

      revoke(token);

      String lease = token.text("/lease_id");
      assertEquals(400, root.post("sys/leases/lookup", Map.of("lease_id", lease)).status());
    }
  }

  @Test
  void A8_a_token_whose_astra_is_down_is_revoked_when_it_is_back() throws Exception {
    Client.Answer token = ask("down");
    await(astra.refuse());
    Client.Answer refused =
        root.post("sys/leases/revoke", Map.of("lease_id", token.text("/lease_id"), "sync", true));
    assertEquals(400, refused.status(), refused.toString());
    Client.Answer none = ask("other");
    assertEquals(500, none.status(), none.toString());
    assertTrue(
        none.errors().contains("error creating Astra token: error sending request Post"),
        none.errors());
    assertTrue(none.errors().contains("connect: connection refused"), none.errors());
    await(astra.accept());

    awaitNoToken("Astra is back");
  }

  @Test
  void a_wait_that_astra_asks_for_is_waited() throws Exception {
    await(astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Status(429, "1", false))));
    revoke(ask("waits"));

    await(astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Status(429, "120", false))));
    int before = calls(ApiCall.CREATE).size();
    assertEquals(429, ask("waits").status());
    assertEquals(429, ask("waits").status());
    assertEquals(before + 1, calls(ApiCall.CREATE).size(), "Astra was left alone");
  }

  @Test
  void A1_each_organization_is_asked_with_its_own_admin_token() throws Exception {
    for (Tenant tenant : astra.tenants()) {
      root.done(mount + "/org/token", wish(tenant.organization().id(), "same"));
    }
    List<Fingerprint> expected =
        astra.tenants().stream().map(tenant -> Fingerprint.of(tenant.adminToken())).toList();

    assertEquals(expected, calls(ApiCall.CREATE).stream().map(LoggedCall::asker).toList());
    assertEquals(
        astra.tenants().stream().map(tenant -> tenant.organization().id()).toList(),
        await(astra.issued()).stream().map(AstraClient::orgId).toList());
  }

  @Test
  void A7_of_two_at_once_one_gets_the_name() throws Exception {
    List<Callable<Client.Answer>> both = List.of(() -> ask("one"), () -> ask("ONE"));
    try (ExecutorService clients = Executors.newFixedThreadPool(2)) {
      List<Integer> statuses = new ArrayList<>();
      for (var answer : clients.invokeAll(both)) {
        statuses.add(answer.get().status());
      }
      statuses.sort(null);
      assertEquals(List.of(200, 400), statuses);
    }
    assertEquals(1, issued().size());
  }

  @Test
  void A16_the_admin_token_is_followed_by_a_new_one_and_the_old_one_deleted() throws Exception {
    Client.Answer token = ask("before");
    String old = astra.tenants().getFirst().clientId();
    Client.Answer rotated = root.done(mount + "/config/rotate-root", Map.of("org_id", org()));
    String next = rotated.text("/data/client_id");

    Eventually.is(
        "the old admin token is gone",
        PATIENCE,
        () -> {
          if (root.get(mount + "/config?org_id=" + org()).body().at("/data/rotation").isTextual()) {
            root.post(mount + "/config/rotate-root", Map.of("org_id", org()));
          }
          return await(astra.live()).stream().noneMatch(one -> one.clientId().equals(old));
        });
    assertTrue(issued().contains(next));
    revoke(token);
    revoke(ask("after"));
    assertEquals(List.of(next), issued());
  }

  @Test
  void disabling_the_mount_deletes_its_tokens() throws Exception {
    ask("one");
    assertEquals(204, root.delete("sys/mounts/" + mount).status());

    awaitNoToken("its mount is gone");
  }

  @Test
  void a_wrapped_token_works_once_it_is_unwrapped() throws Exception {
    Client.Answer wrapped =
        root.wrapped(
            "POST",
            mount + "/org/token",
            "{\"org_id\":\"%s\",\"role\":\"r_w_user\",\"logical_name\":\"w\"}".formatted(org()));
    Client.Answer unwrapped =
        root.as(wrapped.text("/wrap_info/token")).post("sys/wrapping/unwrap", Map.of());

    assertEquals(issued(), List.of(unwrapped.text("/data/clientId")));
    revoke(unwrapped);
    assertEquals(List.of(), issued());
  }
}

package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.astrasimulator.ApiCall;
import dev.leasehold.verticles.astrasimulator.Fault;
import dev.leasehold.verticles.astrasimulator.Misbehaviour;
import dev.leasehold.verticles.astrasimulator.Roles;
import dev.leasehold.verticles.astrasimulator.Switches;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a client gets when Astra misbehaves while a token is made, and that afterwards nothing
/// lives that no lease knows, no name is taken, and nothing secret was said.
final class AstraMisbehaviourTest {
  private static final String CREATING = "error creating Astra token: ";
  private static final String UNKNOWN =
      CREATING + "the outcome is unknown, and what was made is revoked: ";

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

  /// Asks for a token while this goes wrong once.
  private static Client.Answer asked(String mount, Misbehaviour how) throws IOException {
    AstraBench.await(bench.astra.inject(Fault.next(ApiCall.CREATE, how)));
    Client.Answer answer = bench.create(mount, "one");
    AstraBench.harmless(answer);
    return answer;
  }

  private static void told(int status, String error, Client.Answer answer) {
    assertEquals(status + " " + error, said(answer));
  }

  /// Status and text; a 500 has the text in the frame that Vault's have.
  private static String said(Client.Answer answer) {
    String text = answer.text("/errors/0");
    String bare =
        answer.status() == 500
            ? text.replaceFirst("(?s)^1 error occurred:\\n\\t\\* (.*)\\n\\n$", "$1")
            : text;
    assertEquals(answer.status() == 500, !bare.equals(text), text);
    return answer.status() + " " + bare;
  }

  private static void matches(String shape, Client.Answer answer) {
    assertTrue(said(answer).matches(shape), said(answer));
  }

  /// Nothing is left, and the name that was asked for can be asked for again.
  private static void nothingIsLeft(String mount) throws Exception {
    bench.nothingLives();
    assertEquals(404, bench.root.list(mount + "/org/tokens").status());
    AstraBench.Token next = bench.made(mount, "one");
    assertEquals(Set.of(next.clientId()), bench.live());
    assertEquals(204, bench.revoke(next.lease()).status());
    bench.nothingLives();
    bench.nothingLeaked();
  }

  private static void unknown(Misbehaviour how, String error) throws Exception {
    String mount = bench.mount();

    told(500, UNKNOWN + error, asked(mount, how));

    nothingIsLeft(mount);
  }

  @Test
  void A3_an_error_is_no_token() throws Exception {
    for (int status : List.of(500, 502, 503, 504)) {
      String error = "Astra answered " + status + " with 7 bytes";
      unknown(new Misbehaviour.Status(status, "", false), error);
      unknown(new Misbehaviour.Status(status, "", true), error);
    }
    for (int status : List.of(400, 404, 409, 422)) {
      String mount = bench.mount();
      told(
          400,
          CREATING + "Astra answered " + status + " with 7 bytes",
          asked(mount, new Misbehaviour.Status(status, "", false)));
      nothingIsLeft(mount);
    }
  }

  @Test
  void A3_an_admin_token_that_astra_does_not_know_or_that_may_not_is_told_as_such()
      throws Exception {
    String mount = bench.mount();
    bench.root.done(
        mount + "/config",
        Map.of("org_id", bench.org(), "astra_token", "AstraCS:" + "x".repeat(24) + ":0"));
    Client.Answer unknown = bench.create(mount, "one");
    matches("400 " + CREATING + "Astra answered 401 with \\d+ bytes", unknown);

    String mountOfReader = bench.mount();
    AstraBench.Token reader = reader(mountOfReader);
    Client.Answer read =
        bench.root.get(mountOfReader + "/org/token?client_id=" + reader.clientId());
    bench.root.done(
        mountOfReader + "/config",
        Map.of("org_id", bench.org(), "astra_token", read.text("/data/token")));
    Client.Answer denied = bench.create(mountOfReader, "two");
    matches("400 " + CREATING + "Astra answered 403 with \\d+ bytes", denied);
    assertEquals(Set.of(reader.clientId()), bench.live());
  }

  private static AstraBench.Token reader(String mount) throws IOException {
    bench.root.done(
        mount + "/role",
        Map.of("org_id", bench.org(), "role_name", "app", "role_id", Roles.id(Roles.TOKEN_READER)));
    return bench.made(mount, "reader");
  }

  @Test
  void A3_a_good_answer_without_a_token_is_none() throws Exception {
    String bytes = "Astra answered 200 with %d bytes, and no token in them";
    for (boolean acts : List.of(false, true)) {
      unknown(new Misbehaviour.NullBody(acts), bytes.formatted(4));
      unknown(new Misbehaviour.GoodWithErrors(acts), bytes.formatted(47));
      unknown(new Misbehaviour.Page(200, acts), bytes.formatted(70));
    }
    unknown(new Misbehaviour.Page(502, true), "Astra answered 502 with 70 bytes");
  }

  @Test
  void A23_an_answer_that_is_cut_short_is_not_repeated() throws Exception {
    String mount = bench.mount();

    Client.Answer answer = asked(mount, new Misbehaviour.Truncated());

    matches("500 " + UNKNOWN + "Astra answered 200 with \\d+ bytes, and no token in them", answer);
    nothingIsLeft(mount);
  }

  @Test
  void a_connection_that_breaks_leaves_nothing() throws Exception {
    String error = "Post \"" + bench.astra.url() + "/v2/clientIdSecrets\": the connection broke: ";
    for (Misbehaviour how :
        List.of(
            new Misbehaviour.Dropped(true),
            new Misbehaviour.Dropped(false),
            new Misbehaviour.BrokenOff())) {
      String mount = bench.mount();
      Client.Answer answer = asked(mount, how);
      assertTrue(said(answer).startsWith("500 " + UNKNOWN + error), said(answer));
      nothingIsLeft(mount);
    }
  }

  @Test
  void a_connection_that_is_refused_is_told_in_the_plugins_words() throws Exception {
    String mount = bench.mount();
    AstraBench.await(bench.astra.refuse());

    Client.Answer answer = bench.create(mount, "one");

    String place = "127.0.0.1:" + bench.astra.port();
    told(
        500,
        CREATING
            + "error sending request Post \"http://"
            + place
            + "/v2/clientIdSecrets\": dial tcp "
            + place
            + ": connect: connection refused",
        answer);
    AstraBench.await(bench.astra.accept());
    nothingIsLeft(mount);
  }

  @Test
  void a_host_that_is_not_known_and_one_that_speaks_no_tls_are_told() throws Exception {
    String unknown = bench.mount("http://astra.invalid");
    Client.Answer lookup = bench.create(unknown, "one");
    told(
        500,
        CREATING
            + "error sending request Post \"http://astra.invalid/v2/clientIdSecrets\":"
            + " dial tcp: lookup astra.invalid: no such host",
        lookup);
    String plain = bench.mount(bench.astra.url().replace("http:", "https:"));
    Client.Answer handshake = bench.create(plain, "one");
    assertEquals(500, handshake.status(), handshake.errors());
    assertTrue(handshake.errors().contains("could not connect: "), handshake.errors());
    AstraBench.harmless(handshake);
    assertEquals(Set.of(), bench.live());
    assertEquals(List.of(), bench.calls(ApiCall.CREATE));
  }

  @Test
  void T36_a_redirect_is_not_followed() throws Exception {
    String mount = bench.mount();
    for (int status : List.of(301, 302, 303, 307, 308)) {
      Client.Answer answer = asked(mount, new Misbehaviour.Redirect(status, ""));
      told(500, UNKNOWN + "Astra answered " + status + " with 2 bytes", answer);
    }
    AstraBench.Token token = bench.made(mount, "two");
    for (ApiCall call : List.of(ApiCall.DELETE, ApiCall.LIST, ApiCall.ORGANIZATION)) {
      AstraBench.await(bench.astra.inject(Fault.always(call, new Misbehaviour.Redirect(302, ""))));
    }
    assertEquals(400, bench.revoke(token.lease()).status());
    assertEquals(400, bench.root.get(mount + "/reconcile?org_id=" + bench.org()).status());
    assertFalse(
        bench.root.post(mount + "/config", Map.of("org_id", bench.org(), "verify", true)).good());
    assertEquals(
        List.of(),
        bench.calls(ApiCall.UNKNOWN).stream().filter(each -> each.uri().contains("else")).toList());
    AstraBench.await(bench.astra.clearFaults());
    bench.passes(Duration.ofMinutes(10));
    nothingIsLeft(mount);
  }

  @Test
  void too_many_requests_are_waited_for_a_little_and_then_told() throws Exception {
    String mount = bench.mount();
    AstraBench.await(
        bench.astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Status(429, "1", false))));
    AstraBench.Token token = bench.made(mount, "one");
    assertEquals(2, bench.calls(ApiCall.CREATE).size());
    assertEquals(Set.of(token.clientId()), bench.live());
    bench.revoke(token.lease());

    told(
        429,
        CREATING + "Astra answered 429 with 7 bytes",
        asked(mount, new Misbehaviour.Status(429, "120", false)));

    int before = bench.calls(ApiCall.CREATE).size();
    Client.Answer paused = bench.create(mount, "one");
    assertEquals(429, paused.status());
    assertTrue(paused.errors().contains("asks to be left alone for 1"), paused.errors());
    assertEquals(before, bench.calls(ApiCall.CREATE).size(), "it is left alone");
    bench.passes(Duration.ofSeconds(121));
    nothingIsLeft(mount);
  }

  @Test
  void a_request_that_arrives_twice_leaves_a_token_that_reconciliation_finds() throws Exception {
    String mount = bench.mount();
    AstraBench.await(bench.astra.inject(Fault.next(ApiCall.CREATE, new Misbehaviour.Twice())));
    AstraBench.Token token = bench.made(mount, "one");
    assertEquals(2, bench.live().size());

    String reconcile = mount + "/reconcile";
    Client.Answer report = bench.root.get(reconcile + "?org_id=" + bench.org());
    assertEquals(1, report.body().at("/data/unknown").size(), report.toString());
    bench.root.done(reconcile, Map.of("org_id", bench.org(), "remove", true));

    Eventually.is(
        "only the leased one lives",
        AstraBench.PATIENCE,
        () -> bench.live().equals(Set.of(token.clientId())));
    bench.revoke(token.lease());
    bench.nothingLives();
  }

  @Test
  void either_form_of_an_error_and_either_spelling_will_do() throws Exception {
    String mount = bench.mount();
    bench.root.done(
        mount + "/role",
        Map.of(
            "org_id", bench.org(),
            "role_name", "app",
            "role_id", "00000000-0000-4000-8000-000000000000"));
    for (Switches.ErrorBody body : Switches.ErrorBody.values()) {
      AstraBench.await(
          bench.astra.switchTo(Switches.USUAL.withErrors(body).withRoles(Switches.Spelling.LOWER)));
      Client.Answer answer = bench.create(mount, "one");
      matches("400 " + CREATING + "Astra answered 400 with \\d+ bytes", answer);
    }
  }

  /// The three take the half minute that the server waits, beside each other.
  @Test
  void A14_a_server_that_says_nothing_is_given_up_and_what_it_does_later_is_undone()
      throws Exception {
    String never = bench.mount();
    String silently = bench.mount();
    String late = bench.mount();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Client.Answer>> answers =
          List.of(
              begun(threads, never, new Misbehaviour.Silent(false)),
              begun(threads, silently, new Misbehaviour.Silent(true)),
              begun(threads, late, new Misbehaviour.ActsLate(Duration.ofSeconds(32))));
      for (CompletableFuture<Client.Answer> answer : answers) {
        told(
            500,
            UNKNOWN + "Post \"" + bench.astra.url() + "/v2/clientIdSecrets\": no answer in time",
            answer.join());
      }
    }
    Eventually.is("the late one is made", AstraBench.PATIENCE, () -> bench.live().size() == 1);
    bench.passes(Duration.ofSeconds(10));
    nothingIsLeft(never);
    nothingIsLeft(silently);
    nothingIsLeft(late);
  }

  private static CompletableFuture<Client.Answer> begun(
      ExecutorService threads, String mount, Misbehaviour how) throws Exception {
    AstraBench.await(bench.astra.inject(Fault.next(ApiCall.CREATE, how)));
    int before = bench.calls(ApiCall.CREATE).size();
    CompletableFuture<Client.Answer> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return bench.create(mount, "one");
              } catch (IOException broken) {
                throw new AssertionError("no answer", broken);
              }
            },
            threads);
    Eventually.is(
        "it was sent", AstraBench.PATIENCE, () -> bench.calls(ApiCall.CREATE).size() > before);
    return answer;
  }
}

package dev.leasehold.verticles.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The outbound room against a web server that behaves well, and one that does not.
final class HttpTalksTest {
  private static final Reveal TO_COMPARE = Reveal.because("a test looks at what it sent");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Vertx VERTX = Vertx.vertx();
  private static final List<String> SEEN = new ArrayList<>();
  private static int port;

  private final OutboundVerticle room = room(AddressPolicy.OPEN);

  @BeforeAll
  static void start() {
    port =
        await(VERTX.createHttpServer().requestHandler(HttpTalksTest::answer).listen(0, "127.0.0.1"))
            .actualPort();
  }

  @AfterAll
  static void stop() {
    await(VERTX.close());
  }

  private static void answer(HttpServerRequest request) {
    synchronized (SEEN) {
      SEEN.add(request.uri());
    }
    switch (request.path()) {
      case "/silent" -> {
        // Never answered.
      }
      case "/redirect" ->
          request.response().setStatusCode(302).putHeader("Location", "/hello").end();
      case "/large" -> request.response().end("x".repeat((1 << 20) + 1));
      default -> request.response().end("hello " + request.getHeader("Authorization"));
    }
  }

  private static OutboundVerticle room(AddressPolicy policy) {
    OutboundVerticle room =
        new OutboundVerticle(List.of(), InstantSource.system(), policy, PoolLimits.DEFAULT);
    await(VERTX.deployVerticle(room));
    return room;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("a future did not end well", e);
    }
  }

  private static HttpStep told(HttpAnswer answer) {
    return new HttpStep.Told(answer.status() + " " + answer.body().revealUtf8(TO_COMPARE));
  }

  private static HttpStep.Ask ask(String path, HttpStep.Then then) {
    return new HttpStep.Ask(
        HttpQuestion.get(path, Map.of("Accept", "*/*"), SecretBytes.ofUtf8("me")), then);
  }

  private Outcome talk(HttpStep.Ask first, Duration timeout) {
    HttpServer server = HttpServer.of("http://127.0.0.1:" + port);
    return await(room.perform(new HttpEffect(server, "mount", first, timeout)));
  }

  private Object toldBy(HttpStep.Ask first) {
    Outcome.Done done = assertInstanceOf(Outcome.Done.class, talk(first, PATIENCE));
    return Objects.requireNonNull(done.told());
  }

  @Test
  void a_question_that_follows_from_an_answer_is_put() {
    assertEquals(
        "200 hello me",
        toldBy(ask("/first", first -> ask("/second?of=" + first.status(), HttpTalksTest::told))));
    synchronized (SEEN) {
      assertEquals(
          List.of("/first", "/second?of=200"),
          SEEN.stream().filter(uri -> uri.matches("/(first|second).*")).toList());
    }
  }

  @Test
  void T36_a_redirect_is_an_answer_and_is_not_followed() {
    assertEquals("302 ", toldBy(ask("/redirect", HttpTalksTest::told)));
  }

  @Test
  void a_server_that_says_nothing_is_given_up() {
    Outcome outcome = talk(ask("/silent", HttpTalksTest::told), Duration.ofMillis(300));
    assertEquals(
        "Get \"http://127.0.0.1:" + port + "/silent\": no answer in time",
        assertInstanceOf(Outcome.Unknown.class, outcome).error());
  }

  @Test
  void an_answer_without_end_is_cut_off() {
    Outcome outcome = talk(ask("/large", HttpTalksTest::told), PATIENCE);
    assertEquals(
        "Get \"http://127.0.0.1:" + port + "/large\": the answer is too large",
        assertInstanceOf(Outcome.Refused.class, outcome).error());
  }

  @Test
  void a_tour_goes_on_until_enough_is_known() {
    Outcome outcome = tour(3, PATIENCE);
    assertEquals(
        List.of("200 hello me", "200 hello me", "200 hello me"),
        outcomes(outcome).stream()
            .map(one -> assertInstanceOf(Outcome.Done.class, one).told())
            .toList());
  }

  @Test
  void a_tour_begins_no_talk_once_its_time_is_up() {
    assertEquals(List.of(), outcomes(tour(1, Duration.ofSeconds(-1))));
  }

  private Outcome tour(int talks, Duration timeout) {
    HttpServer server = HttpServer.of("http://127.0.0.1:" + port);
    HttpEffect talk = new HttpEffect(server, "mount", ask("/tour", HttpTalksTest::told), PATIENCE);
    return await(
        room.perform(new HttpTour("mount", heard -> heard.size() == talks ? null : talk, timeout)));
  }

  private static List<?> outcomes(Outcome outcome) {
    return assertInstanceOf(List.class, assertInstanceOf(Outcome.Done.class, outcome).told());
  }

  @Test
  void a_talk_without_end_is_cut_off() {
    assertInstanceOf(Outcome.Refused.class, talk(endless(), PATIENCE));
  }

  private static HttpStep.Ask endless() {
    return ask("/again", _ -> endless());
  }

  @Test
  void an_address_that_is_not_allowed_is_not_dialled() {
    AddressPolicy policy =
        new AddressPolicy(List.of(), List.of(AddressPolicy.Range.parse("127.0.0.0/8")));
    HttpServer server = HttpServer.of("http://localhost:" + port);
    HttpStep.Ask first = ask("/secret", HttpTalksTest::told);
    AddressPolicy both =
        new AddressPolicy(
            List.of(), List.of(policy.denied().getFirst(), AddressPolicy.Range.parse("::1/128")));
    Outcome outcome = await(room(both).perform(new HttpEffect(server, "mount", first, PATIENCE)));
    assertEquals(
        "Get \"http://localhost:" + port + "/secret\": the address of the server is not allowed",
        assertInstanceOf(Outcome.Refused.class, outcome).error());
  }

  @Test
  void who_does_not_listen_is_named() {
    HttpServer server = HttpServer.of("http://127.0.0.1:1");
    Outcome outcome =
        await(
            room.perform(
                new HttpEffect(server, "mount", ask("/x", HttpTalksTest::told), PATIENCE)));
    assertEquals(
        "Get \"http://127.0.0.1:1/x\": dial tcp 127.0.0.1:1: connect: connection refused",
        assertInstanceOf(Outcome.Refused.class, outcome).error());
  }
}

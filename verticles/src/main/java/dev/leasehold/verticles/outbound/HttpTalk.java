package dev.leasehold.verticles.outbound;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// One talk with an HTTP server, until it has come to its end or its time is up. Used on the
/// context of the outbound room only.
final class HttpTalk {
  private static final Reveal TO_ASK = Reveal.because("the server asks who it is that asks");

  /// More no honest talk needs: a user in thousands of groups, or a factor that is waited for.
  private static final int MOST_QUESTIONS = 100;

  private final Vertx vertx;
  private final PermittedAddresses addresses;
  private final HttpClient client;
  private final Manner manner;
  private final HttpStep.Ask first;
  private final Promise<Outcome> end = Promise.promise();
  private HttpQuestion current;
  private String dialled = "";
  private boolean sent;
  private int left = MOST_QUESTIONS;

  /// How it is held.
  record Manner(HttpServer server, Duration timeout, int largestAnswer, Duty duty) {}

  /// What is minded where something may be changed.
  ///
  /// @param changes whether anything may be
  /// @param late whether it is too late to begin
  /// @param heard is told each answer
  record Duty(boolean changes, BooleanSupplier late, Consumer<HttpAnswer> heard) {
    static final Duty NONE = new Duty(false, () -> false, answer -> {});
  }

  /// It is too late to begin, or the time is up.
  private static final class TooLate extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLate() {
      super("too late", null, false, false);
    }
  }

  HttpTalk(
      Vertx vertx,
      PermittedAddresses addresses,
      HttpClient client,
      Manner manner,
      HttpStep.Ask first) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.client = client;
    this.manner = manner;
    this.first = first;
    this.current = first.question();
  }

  Future<Outcome> perform() {
    long timer =
        vertx.setTimer(Math.max(1, manner.timeout().toMillis()), _ -> end.tryComplete(timedOut()));
    step(first);
    return end.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  /// What was not sent by now is not sent any more.
  private Outcome timedOut() {
    String error = said("no answer in time");
    return manner.duty().changes() && !sent
        ? new Outcome.Refused("unreachable", error)
        : new Outcome.Unknown("timeout", error);
  }

  private void step(HttpStep step) {
    if (end.future().isComplete()) {
      return;
    }
    switch (step) {
      case HttpStep.Told(Object told) -> end.tryComplete(new Outcome.Done(told));
      case HttpStep.Over(Outcome outcome) -> end.tryComplete(outcome);
      case HttpStep.Ask ask when left == 0 ->
          end.tryComplete(refusedOrUnknown("endless", said("the server has no end")));
      case HttpStep.Ask ask when ask.after().isPositive() ->
          vertx.setTimer(ask.after().toMillis(), _ -> ask(ask));
      case HttpStep.Ask ask -> ask(ask);
    }
  }

  private void ask(HttpStep.Ask ask) {
    left--;
    current = ask.question();
    addresses
        .of(manner.server().host(), "server")
        .compose(found -> {
          dialled = found.getFirst().getHostAddress();
          return client.request(options(found.getFirst()));
        })
        .compose(this::sent)
        .map(answer -> {
          manner.duty().heard().accept(answer);
          return answer;
        })
        .compose(answer -> vertx.executeBlocking(() -> ask.then().then(answer), false))
        .onSuccess(this::step)
        .onFailure(failure -> end.tryComplete(failed(failure)));
  }

  private RequestOptions options(InetAddress address) {
    HttpServer server = manner.server();
    RequestOptions options =
        new RequestOptions()
            .setServer(
                SocketAddress.inetSocketAddress(new InetSocketAddress(address, server.port())))
            .setHost(server.host())
            .setPort(server.port())
            .setSsl(server.tls())
            .setMethod(HttpMethod.valueOf(current.method()))
            .setURI(current.uri())
            .setFollowRedirects(false);
    current.headers().forEach(options::putHeader);
    SecretBytes authorization = current.authorization();
    if (authorization != null) {
      options.putHeader("Authorization", authorization.revealUtf8(TO_ASK));
    }
    return options;
  }

  private Future<HttpAnswer> sent(HttpClientRequest request) {
    boolean changes = manner.duty().changes() && !current.onlyAsks();
    if (end.future().isComplete() || (changes && manner.duty().late().getAsBoolean())) {
      request.reset();
      return Future.failedFuture(new TooLate());
    }
    sent |= changes;
    SecretBytes body = current.body();
    Future<HttpClientResponse> response =
        body == null ? request.send() : request.send(Buffer.buffer(body.reveal(TO_ASK)));
    end.future().onComplete(_ -> request.reset());
    return response.compose(this::whole);
  }

  private Future<HttpAnswer> whole(HttpClientResponse response) {
    Buffer body = Buffer.buffer();
    Promise<HttpAnswer> whole = Promise.promise();
    response.handler(part -> {
      if (body.length() + part.length() > manner.largestAnswer()) {
        whole.tryFail(new NotReached("too_large", "the answer is too large"));
        response.request().reset();
      } else {
        body.appendBuffer(part);
      }
    });
    response.exceptionHandler(whole::tryFail);
    response.endHandler(_ -> whole.tryComplete(answer(response, body)));
    return whole.future();
  }

  private Outcome failed(Throwable failure) {
    if (failure instanceof TooLate) {
      return refusedOrUnknown("too_late", said("it was too late to begin"));
    }
    if (failure instanceof NotReached known) {
      boolean unknown = known.getMessage().equals("unknown host");
      String host = manner.server().host();
      return refusedOrUnknown(
          "unreachable",
          said(unknown ? "dial tcp: lookup " + host + ": no such host" : known.getMessage()));
    }
    String text = String.valueOf(failure.getMessage());
    return refusedOrUnknown(
        "unreachable",
        said(
            text.contains("refused")
                ? "dial tcp " + place() + ": connect: connection refused"
                : (sent ? "the connection broke: " : "could not connect: ")
                    + failure.getClass().getSimpleName()));
  }

  /// A refusal as long as nothing was sent that may have changed anything.
  private Outcome refusedOrUnknown(String errorClass, String error) {
    return sent ? new Outcome.Unknown("broken", error) : new Outcome.Refused(errorClass, error);
  }

  private String place() {
    String shown = dialled.indexOf(':') >= 0 ? "[" + dialled + "]" : dialled;
    return shown + ":" + manner.server().port();
  }

  private String said(String what) {
    String method = current.method();
    String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    return verb + " \"" + manner.server().url(current.uri()) + "\": " + what;
  }

  private static HttpAnswer answer(HttpClientResponse response, Buffer body) {
    Map<String, List<String>> headers = new HashMap<>();
    response
        .headers()
        .forEach(header ->
            headers
                .computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(header.getValue()));
    return new HttpAnswer(
        response.statusCode(),
        response.statusMessage(),
        headers,
        SecretBytes.copyOf(body.getBytes()));
  }
}

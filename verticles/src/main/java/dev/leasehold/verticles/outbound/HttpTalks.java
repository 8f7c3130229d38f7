package dev.leasehold.verticles.outbound;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
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

/// Talks with HTTP servers. Each question goes over a connection of its own, to an address that was
/// judged; certificates are held against the name. Used on the context of the outbound room only.
final class HttpTalks {
  private static final Reveal TO_ASK = Reveal.because("the server asks who it is that asks");

  /// At most so many talks with one target at once; one more is refused.
  private static final int TALKS = 64;

  /// More no honest talk needs: a user in thousands of groups, or a factor that is waited for.
  private static final int MOST_QUESTIONS = 100;

  /// A page of a hundred teams is a third of this.
  private static final int LARGEST_BODY = 1 << 20;

  private final Vertx vertx;
  private final PermittedAddresses addresses;
  private final HttpClient client;
  private final Map<String, Integer> talking = new HashMap<>();

  HttpTalks(Vertx vertx, PermittedAddresses addresses, Duration connectTimeout) {
    this.vertx = vertx;
    this.addresses = addresses;
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) Math.max(1, connectTimeout.toMillis()))
            .setKeepAlive(false)
            .setVerifyHost(true);
    this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(TALKS));
  }

  Future<Void> close() {
    return client.close();
  }

  Future<Outcome> perform(HttpEffect effect) {
    if (talking.getOrDefault(effect.target(), 0) >= TALKS) {
      return Future.succeededFuture(new Outcome.Refused("busy", "too many wait for this server"));
    }
    talking.merge(effect.target(), 1, Integer::sum);
    return new Talk(effect)
        .perform()
        .onComplete(_ -> talking.computeIfPresent(effect.target(), (_, n) -> n > 1 ? n - 1 : null));
  }

  /// One talk, until it has come to its end or its time is up.
  private final class Talk {
    private final HttpEffect effect;
    private final Promise<Outcome> end = Promise.promise();
    private HttpQuestion current;
    private String dialled = "";
    private int left = MOST_QUESTIONS;

    Talk(HttpEffect effect) {
      this.effect = effect;
      this.current = effect.first().question();
    }

    Future<Outcome> perform() {
      long timer =
          vertx.setTimer(
              Math.max(1, effect.timeout().toMillis()),
              _ -> end.tryComplete(new Outcome.Unknown("timeout", said("no answer in time"))));
      step(effect.first());
      return end.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void step(HttpStep step) {
      if (end.future().isComplete()) {
        return;
      }
      switch (step) {
        case HttpStep.Told(Object told) -> end.tryComplete(new Outcome.Done(told));
        case HttpStep.Ask ask when left == 0 ->
            end.tryComplete(new Outcome.Refused("endless", said("the server has no end")));
        case HttpStep.Ask ask when ask.after().isPositive() ->
            vertx.setTimer(ask.after().toMillis(), _ -> ask(ask));
        case HttpStep.Ask ask -> ask(ask);
      }
    }

    private void ask(HttpStep.Ask ask) {
      left--;
      current = ask.question();
      addresses
          .of(effect.server().host(), "server")
          .compose(found -> {
            dialled = found.getFirst().getHostAddress();
            return client.request(options(found.getFirst()));
          })
          .compose(this::sent)
          .compose(answer -> vertx.executeBlocking(() -> ask.then().then(answer), false))
          .onSuccess(this::step)
          .onFailure(failure -> end.tryComplete(failed(failure)));
    }

    private RequestOptions options(InetAddress address) {
      RequestOptions options =
          new RequestOptions()
              .setServer(
                  SocketAddress.inetSocketAddress(
                      new InetSocketAddress(address, effect.server().port())))
              .setHost(effect.server().host())
              .setPort(effect.server().port())
              .setSsl(effect.server().tls())
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
        if (body.length() + part.length() > LARGEST_BODY) {
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
      if (failure instanceof NotReached known) {
        boolean unknown = known.getMessage().equals("unknown host");
        String host = effect.server().host();
        return new Outcome.Refused(
            "unreachable",
            said(unknown ? "dial tcp: lookup " + host + ": no such host" : known.getMessage()));
      }
      String text = String.valueOf(failure.getMessage());
      return new Outcome.Refused(
          "unreachable",
          said(
              text.contains("refused")
                  ? "dial tcp " + place() + ": connect: connection refused"
                  : "could not connect: " + failure.getClass().getSimpleName()));
    }

    private String place() {
      String shown = dialled.indexOf(':') >= 0 ? "[" + dialled + "]" : dialled;
      return shown + ":" + effect.server().port();
    }

    private String said(String what) {
      String method = current.method();
      String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
      return verb + " \"" + effect.server().url(current.uri()) + "\": " + what;
    }
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

package dev.leasehold.verticles.http;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// The HTTP room: one instance for each core, all of them behind the same listener. A request is
/// read within limits, goes through the [Doorway], and its answer is written, all on the event loop
/// that owns the connection. A client that goes away in between harms nobody.
public final class HttpVerticle extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(HttpVerticle.class.getName());

  /// How exact the waiting for clients is, at most.
  private static final long SWEEP_MILLIS = 1000;

  /// How long we still listen to a client that got its last answer; Go's servers do as long.
  private static final long PARTING_MILLIS = 500;

  private final Listener listener;
  private final Doorway doorway;
  private final Entropy entropy;
  private final InstantSource clock;
  private final ResponseWriter writer = new ResponseWriter();
  private final Visits visits;
  private @Nullable HttpServer server;
  private @Nullable Thread loop;

  public HttpVerticle(Listener listener, Doorway doorway, Entropy entropy, InstantSource clock) {
    this.listener = listener;
    this.doorway = doorway;
    this.entropy = entropy;
    this.clock = clock;
    this.visits = new Visits(listener.timeouts().first(), listener.timeouts().idle());
  }

  @Override
  public Future<?> start() {
    loop = Thread.currentThread();
    long sweep = Math.clamp(listener.timeouts().first().toMillis() / 4, 10, SWEEP_MILLIS);
    vertx.setPeriodic(sweep, id -> visits.pass(sweep));
    server = vertx.createHttpServer(ListenerOptions.of(listener));
    return server
        .connectionHandler(connection -> {
          visits.begin(connection);
          connection.closeHandler(closed -> visits.end(connection));
        })
        .requestHandler(this::receive)
        .listen(ListenerOptions.address(listener));
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.close();
  }

  /// The port that is listened on; asked once this is deployed on a TCP port.
  public int port() {
    if (server == null) {
      throw new IllegalStateException("not deployed");
    }
    return server.actualPort();
  }

  private void receive(HttpServerRequest in) {
    visits.asked(in.connection());
    String namespace = in.getHeader("X-Vault-Namespace");
    if (namespace != null) {
      in.response().putHeader("X-Vault-Namespace", namespace);
    }
    switch (CrossOrigin.judge(in, doorway.cors())) {
      case GOES_ON -> open(in);
      case ANSWERED -> answered(in, () -> writer.bare(in.response(), 200));
      case BAD_METHOD -> answered(in, () -> writer.bare(in.response(), 405));
      case REFUSED ->
          answered(
              in,
              () ->
                  writer.refuse(
                      in.response(), Refusal.of(Refusal.Kind.DENIED, "origin not allowed"), false));
    }
  }

  private void answered(HttpServerRequest in, Runnable answer) {
    answer.run();
    visits.answered(in.connection());
  }

  private void open(HttpServerRequest in) {
    switch (RequestReader.open(in)) {
      case Opening.Refused(Refusal refusal) -> writer.refuse(in.response(), refusal, true);
      case Opening.Moved(String location) ->
          writer.moved(in.response(), location, in.method().name().equals("GET"));
      case Opening.Garbled() -> writer.garbled(in.response());
      case Opening.Asked asked -> {
        if (asked.hasBody()) {
          new Intake(in, asked).begin();
        } else {
          pass(in, asked, asked.query());
        }
        return;
      }
    }
    visits.answered(in.connection());
  }

  /// A body on its way. It ends once, by an answer or by passing on what it said.
  private final class Intake {
    private final HttpServerRequest in;
    private final Opening.Asked asked;
    private final BodyReader body;
    private @Nullable Refusal refusal;
    private long timer;
    private boolean over;

    private Intake(HttpServerRequest in, Opening.Asked asked) {
      this.in = in;
      this.asked = asked;
      this.body = new BodyReader(in.getHeader("Content-Type"));
    }

    private void begin() {
      if (tooLargeByItsOwnWord()) {
        finish();
        refuseForSize();
        return;
      }
      timer = vertx.setTimer(listener.timeouts().body().toMillis(), id -> tooSlow());
      in.handler(this::take);
      in.endHandler(ended -> end());
      in.exceptionHandler(gone -> finish());
    }

    private void take(Buffer chunk) {
      if (over) {
        return;
      }
      try {
        if (refusal == null) {
          body.feed(chunk);
        } else {
          body.skip(chunk);
        }
      } catch (Refusal e) {
        if (e.kind() == Refusal.Kind.TOO_LARGE) {
          finish();
          refuseForSize();
        } else {
          refusal = e;
        }
      }
    }

    private boolean tooLargeByItsOwnWord() {
      String length = in.getHeader("Content-Length");
      return length != null && !BodyReader.isAllowed(length);
    }

    private void refuseForSize() {
      writer.refuseLast(in.response(), BodyReader.tooLarge());
      leave();
    }

    /// Closes the connection, but not at once: what is still coming would reset it, and the client
    /// would never read why.
    private void leave() {
      visits.answered(in.connection());
      vertx.setTimer(PARTING_MILLIS, id -> in.connection().close());
    }

    private void end() {
      if (over) {
        return;
      }
      finish();
      Map<String, @Nullable Object> data = Map.of();
      try {
        if (refusal == null) {
          data = body.finish();
        }
      } catch (Refusal e) {
        refusal = e;
      }
      if (refusal == null) {
        pass(in, asked, data);
      } else {
        writer.refuse(in.response(), refusal, true);
        visits.answered(in.connection());
      }
    }

    private void tooSlow() {
      if (!over) {
        finish();
        writer.tooSlow(in.response());
        leave();
      }
    }

    private void finish() {
      over = true;
      vertx.cancelTimer(timer);
    }
  }

  private void pass(HttpServerRequest in, Opening.Asked asked, Map<String, @Nullable Object> data) {
    Request request = request(in, asked, data);
    Future<Answered> answered;
    try {
      answered = doorway.handle(request);
    } catch (RuntimeException e) {
      answered = Future.failedFuture(e);
    }
    if (answered.isComplete()) {
      answer(in, request, answered);
    } else {
      answered.onComplete(result -> {
        if (Thread.currentThread() == loop) {
          answer(in, request, result);
        } else {
          context.runOnContext(here -> answer(in, request, result));
        }
      });
    }
  }

  private Request request(
      HttpServerRequest in, Opening.Asked asked, Map<String, @Nullable Object> data) {
    SocketAddress remote = in.remoteAddress();
    String address = remote == null ? null : remote.hostAddress();
    return new Request(
        entropy.uuid(),
        asked.operation(),
        asked.namespace(),
        asked.path(),
        data,
        asked.token(),
        asked.wrapTtl(),
        address == null ? "" : address,
        address == null ? 0 : remote.port(),
        clock.instant(),
        asked.headers(),
        certificates(in));
  }

  private static @Nullable List<X509Certificate> certificates(HttpServerRequest in) {
    SSLSession session = in.connection().sslSession();
    if (session == null) {
      return null;
    }
    try {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : session.getPeerCertificates()) {
        chain.add((X509Certificate) certificate);
      }
      return chain;
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
  }

  private void answer(
      HttpServerRequest in, Request request, io.vertx.core.AsyncResult<Answered> result) {
    try {
      if (result.succeeded()) {
        writer.answer(in.response(), request.id(), result.result());
        begin(in, flow(result.result()));
      } else if (result.cause() instanceof Refusal refusal) {
        writer.refuse(in.response(), refusal, true);
      } else {
        fault(in, request, result.cause());
      }
    } catch (RuntimeException e) {
      fault(in, request, e);
    } finally {
      visits.answered(in.connection());
    }
  }

  private void begin(HttpServerRequest in, Answered.@Nullable Flow flow) {
    if (flow != null) {
      visits.asked(in.connection());
      new Flowing(vertx, context, in.response())
          .begin(flow, doorway, () -> visits.answered(in.connection()));
    }
  }

  private static Answered.@Nullable Flow flow(Answered answered) {
    return switch (answered) {
      case Answered.Flowing(Answered.Flow flow) -> flow;
      case Answered.Beside(Answered inner, Map<String, String> headers) -> flow(inner);
      case Answered.Done done -> null;
      case Answered.Refused refused -> null;
    };
  }

  private void fault(HttpServerRequest in, Request request, Throwable cause) {
    LOG.log(System.Logger.Level.ERROR, () -> request + ": " + told(cause));
    writer.fault(in.response(), request.id());
  }

  /// What happened and where. Only our own faults promise that their message holds no secret.
  private static String told(Throwable cause) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = cause; at != null; at = at.getCause()) {
      text.append(at.getClass().getName());
      if (at instanceof Fault) {
        text.append(": ").append(at.getMessage());
      }
      for (StackTraceElement frame : at.getStackTrace()) {
        text.append("\n\tat ").append(frame);
      }
      text.append('\n');
    }
    return text.toString();
  }
}

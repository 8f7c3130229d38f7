package dev.leasehold.verticles.engine.sys;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.Wrapping;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.WrappedAnswer;
import dev.leasehold.verticles.engine.WrappingToken;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one may do with wrapping tokens. The token in question stands in the body, or is the
/// caller's own; whether it is one is looked at before the caller's rights are.
final class WrappingRoutes {
  private static final Field TOKEN = Field.text("token", "The wrapping token").keptSecret();

  /// Tokens in the form of a JWT are never made, so that there is no key to show.
  private static final Handler PUBKEY =
      new Handler.Read((call, state) -> {
        throw Refusal.of(Refusal.Kind.NOT_FOUND, "unsupported path");
      });

  List<Route> routes() {
    return List.of(
        Route.at("wrapping/wrap").freeForm().on(new Handler.Write(this::wrap), Operation.UPDATE),
        Route.at("wrapping/unwrap")
            .fields(TOKEN)
            .vetted(WrappingRoutes::vet)
            .on(new Handler.Write(this::unwrap), Operation.UPDATE),
        Route.at("wrapping/lookup")
            .unauthenticated()
            .fields(TOKEN)
            .vetted(WrappingRoutes::vet)
            .read(this::lookup)
            .on(new Handler.Read(this::lookup), Operation.UPDATE),
        Route.at("wrapping/pubkey").unauthenticated().on(PUBKEY, Operation.values()),
        Route.at("wrapping/rewrap")
            .fields(TOKEN)
            .vetted(WrappingRoutes::vet)
            .on(new Handler.Write(this::rewrap), Operation.UPDATE));
  }

  private static void vet(Request request, Names names, View state, Instant now) {
    Object given = request.data().get("token");
    if (given != null && !(given instanceof String)) {
      throw invalid("could not decode token in request body");
    }
    if ("".equals(given)) {
      throw invalid("empty token in request body");
    }
    SecretBytes text = given instanceof String sent ? SecretBytes.ofUtf8(sent) : request.token();
    if (text == null) {
      throw invalid("token is empty");
    }
    TokenRow row = Tokens.live(state, names.token(text), now);
    if (row == null || !WrappingToken.is(row.token())) {
      throw Refusal.badRequest("wrapping token is not valid or does not exist");
    }
  }

  private static Refusal invalid(String why) {
    return Refusal.of(Refusal.Kind.DENIED, "error validating wrapping token: " + why);
  }

  private Decision wrap(Call call, View head) {
    if (!call.request().wraps()) {
      throw Refusal.badRequest("endpoint requires response wrapping to be used");
    }
    return Decision.of(Response.of(call.request().data()));
  }

  private Response lookup(Call call, View state) {
    Wrapping how = WrappedAnswer.of(state, given(call, state, call.request().token())).how();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("creation_path", how.creationPath());
    data.put("creation_time", how.created());
    data.put("creation_ttl", how.ttlMillis() / 1000.0);
    return Response.of(data);
  }

  /// The token in question, which was vetted.
  private static Token given(Call call, View state, @Nullable SecretBytes own) {
    String text = call.fields().text("token");
    SecretBytes asked = text.isEmpty() ? own : SecretBytes.ofUtf8(text);
    TokenRow row = asked == null ? null : Tokens.live(state, call.names().token(asked), call.now());
    if (row == null) {
      throw new Fault("a wrapping token was vetted and is not there");
    }
    return row.token();
  }

  private Decision unwrap(Call call, View head) {
    Token token = usable(call, head);
    WrappedAnswer answer = WrappedAnswer.of(head, token);
    return new Decision(
        used(call, token, answer),
        List.of(),
        List.of(answer.payload()),
        answer.unwrapped(head),
        null);
  }

  /// The token in question. One that is the caller's own and stands in the body as well has its one
  /// use spent on the request itself.
  private static Token usable(Call call, View head) {
    Token token = given(call, head, call.callerOrRefuse().text());
    boolean named = !call.fields().text("token").isEmpty();
    if (named && token.id().equals(call.callerOrRefuse().token().id())) {
      throw Refusal.internal(
          "error decrementing wrapping token's use-count: invalid token entry provided for use"
              + " count decrementing");
    }
    return token;
  }

  /// The answer is gone; so is its token, which as the caller's own ends with its last use.
  private static List<Event> used(Call call, Token token, WrappedAnswer answer) {
    List<Event> events = new ArrayList<>();
    events.add(answer.erased());
    if (!token.id().equals(call.callerOrRefuse().token().id())) {
      events.add(new TokenEvent.TokenRevoked(token.id()));
    }
    return events;
  }

  private Decision rewrap(Call call, View head) {
    Token token = usable(call, head);
    WrappedAnswer answer = WrappedAnswer.of(head, token);
    SecretBytes content = head.payload(answer.payload());
    if (content == null) {
      throw new Fault("a payload is missing");
    }
    String name = HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES));
    WrappingToken anew =
        WrappingToken.around(
            new Payload(new PayloadName(name), content),
            call,
            new Wrapping(
                answer.how().shape(), call.now(), ttl(call, answer), answer.how().creationPath()),
            "");
    List<Event> events = new ArrayList<>(used(call, token, answer));
    events.addAll(anew.events());
    return new Decision(
        events,
        List.of(anew.response()),
        List.of(answer.payload()),
        Response.nothing().wrapped(anew.block()),
        null);
  }

  /// As long as at first, or as the client asks if that is less.
  private static long ttl(Call call, WrappedAnswer answer) {
    long first = answer.how().ttlMillis();
    Duration asked = call.request().wrapTtl();
    return asked == null || !call.request().wraps() ? first : Math.min(first, asked.toMillis());
  }
}

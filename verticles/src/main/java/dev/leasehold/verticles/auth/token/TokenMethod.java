package dev.leasehold.verticles.auth.token;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The token method. It is always mounted at `auth/token/`.
public final class TokenMethod implements Engine {
  private static final Field TOKEN = Field.text("token", "Token to act on").keptSecret();
  private static final Field ACCESSOR = Field.text("accessor", "Accessor of the token");
  private static final Field INCREMENT =
      Field.seconds("increment", "The desired increment in seconds to the token expiration");

  /// The most children that one decision makes orphans: their ids must fit into one commit.
  private static final int MAX_ORPHANS = 5_000;

  /// The most accessors that one answer lists.
  private static final int MAX_LISTED = 1_000_000;

  private static final String TIDIES =
      "Tidy operation successfully started. Any information from the operation will be printed to"
          + " Vault's server logs.";

  private static final SecretBytes HIDDEN = SecretBytes.ofUtf8("");

  private final TokenRenewal renewal;

  /// @param engines the list that it itself stands in, whose methods it asks about renewals
  public TokenMethod(Supplier<Engines> engines) {
    this.renewal = new TokenRenewal(engines);
  }

  @Override
  public String type() {
    return "token";
  }

  @Override
  public MountTable table() {
    return MountTable.AUTH;
  }

  @Override
  public List<Route> routes(Mount mount) {
    List<Route> routes = new ArrayList<>(own());
    routes.addAll(new TokenRoleRoutes().routes());
    return routes;
  }

  private List<Route> own() {
    return List.of(
        Route.at("lookup-self").fields(TOKEN).read(this::lookupSelf).ask(this::lookupSelf),
        Route.at("lookup").fields(TOKEN).read(this::lookup).ask(this::lookup),
        Route.at("lookup-accessor").fields(ACCESSOR).ask(this::lookupAccessor),
        Route.at("create").fields(TokenCreation.FIELDS).write(TokenCreation::create),
        Route.at("create-orphan").fields(TokenCreation.FIELDS).write(TokenCreation::createOrphan),
        Route.at("create/{role_name}")
            .fields(TokenCreation.FIELDS)
            .write(TokenCreation::createByRole),
        // What has ended is refused at once and swept by itself; there is nothing to wait for.
        Route.at("tidy").write((call, head) -> Decision.of(Response.accepted(TIDIES))),
        Route.at("renew-self").fields(TOKEN, INCREMENT).on(renewal.of(TokenMethod::self), UPDATING),
        Route.at("renew").fields(TOKEN, INCREMENT).on(renewal.of(TokenMethod::byText), UPDATING),
        Route.at("renew-accessor")
            .fields(ACCESSOR, INCREMENT)
            .on(renewal.of(TokenMethod::namedByAccessor), UPDATING),
        Route.at("revoke-self").on(write(this::revokeSelf), UPDATING),
        Route.at("revoke").fields(TOKEN).on(write(this::revoke), UPDATING),
        Route.at("revoke-accessor").fields(ACCESSOR).on(write(this::revokeAccessor), UPDATING),
        Route.at("revoke-orphan").fields(TOKEN).on(write(this::revokeOrphan), UPDATING),
        Route.at("accessors/").sudo().list(this::listAccessors));
  }

  private static final Operation[] UPDATING = {Operation.CREATE, Operation.UPDATE};

  private static Handler write(Handler.Decide decide) {
    return new Handler.Write(decide);
  }

  private Response lookupSelf(Call call, View state) {
    return Response.of(
        TokenAnswers.lookup(
            call.callerOrRefuse().token(), call.callerOrRefuse().text(), call.now(), state));
  }

  private Response lookup(Call call, View state) {
    String text = call.fields().text("token");
    if (text.isEmpty()) {
      return lookupSelf(call, state);
    }
    SecretBytes secret = SecretBytes.ofUtf8(text);
    Token token = live(state, secret, call);
    if (token == null) {
      throw Refusal.of(Refusal.Kind.DENIED, "bad token");
    }
    return Response.of(TokenAnswers.lookup(token, secret, call.now(), state));
  }

  private Response lookupAccessor(Call call, View state) {
    Token token = byAccessor(call, state);
    return Response.of(TokenAnswers.lookup(token, HIDDEN, call.now(), state));
  }

  private static Token byAccessor(Call call, View state) {
    String accessor = accessor(call);
    Token token = liveByAccessor(call, state, accessor);
    if (token == null) {
      throw Refusal.counted(Refusal.Kind.BAD_REQUEST, "invalid accessor");
    }
    return token;
  }

  private static @Nullable Token live(View state, SecretBytes text, Call call) {
    TokenRow row = call.names().live(state, text, call.now());
    return row == null ? null : row.token();
  }

  private static @Nullable Token liveByAccessor(Call call, View state, String accessor) {
    String id = Tokens.byAccessor(state, accessor);
    TokenRow row = id == null ? null : Tokens.live(state, id, call.now());
    return row == null ? null : row.token();
  }

  private static String accessor(Call call) {
    String accessor = call.fields().text("accessor");
    if (accessor.isEmpty()) {
      throw Refusal.counted(Refusal.Kind.BAD_REQUEST, "missing accessor");
    }
    return accessor;
  }

  private static TokenRenewal.Named self(Call call, View head) {
    return new TokenRenewal.Named(call.callerOrRefuse().token(), call.callerOrRefuse().text());
  }

  private static TokenRenewal.Named byText(Call call, View head) {
    SecretBytes text = given(call);
    Token token = live(head, text, call);
    if (token == null) {
      throw Refusal.badRequest("token not found");
    }
    return new TokenRenewal.Named(token, text);
  }

  private static TokenRenewal.Named namedByAccessor(Call call, View head) {
    return new TokenRenewal.Named(byAccessor(call, head), HIDDEN);
  }

  private Decision revokeSelf(Call call, View head) {
    return revoked(call.callerOrRefuse().token());
  }

  private Decision revoke(Call call, View head) {
    return revoked(live(head, given(call), call));
  }

  private Decision revokeAccessor(Call call, View head) {
    Token token = liveByAccessor(call, head, accessor(call));
    return token == null
        ? Decision.of(Response.of(null).warned(List.of("No token found with this accessor")))
        : revoked(token);
  }

  private static Decision revoked(@Nullable Token token) {
    refuseBatch(token, "revoked");
    return token == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new TokenEvent.TokenRevoked(token.id()));
  }

  static void refuseBatch(@Nullable Token token, String what) {
    if (token != null && token.type().equals("batch")) {
      throw Refusal.badRequest("batch tokens cannot be " + what);
    }
  }

  private Decision revokeOrphan(Call call, View head) {
    SecretBytes text = given(call);
    if (!TokenCreation.sudo(call)) {
      throw Refusal.badRequest("root or sudo privileges required to revoke and orphan");
    }
    Token token = live(head, text, call);
    if (token == null) {
      throw Refusal.badRequest("token to revoke not found");
    }
    refuseBatch(token, "revoked");
    List<String> children = Tokens.children(head, token.id(), null, MAX_ORPHANS + 1);
    if (children.size() > MAX_ORPHANS) {
      throw Refusal.badRequest("the token has too many children to orphan them at once");
    }
    return Decision.of(Response.nothing(), new TokenEvent.TokenRevokedAlone(token.id(), children));
  }

  private static SecretBytes given(Call call) {
    String text = call.fields().text("token");
    if (text.isEmpty()) {
      throw Refusal.badRequest("missing token ID");
    }
    return SecretBytes.ofUtf8(text);
  }

  private Response listAccessors(Call call, View state) {
    List<String> accessors = Tokens.accessors(state, null, MAX_LISTED);
    if (accessors.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", accessors));
  }
}

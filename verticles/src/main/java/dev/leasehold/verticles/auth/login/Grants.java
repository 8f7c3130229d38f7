package dev.leasehold.verticles.auth.login;

import dev.leasehold.crypto.proof.TokenText;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Event;
import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Lifetime;
import dev.leasehold.verticles.identity.LoginIdentity;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Makes the token of a login that an auth method has granted, by Vault's rules: its type by role
/// and mount, its time, its policies.
final class Grants {
  private Grants() {}

  static Decision granted(Call call, View head, Grant grant) {
    TokenParameters given = grant.token();
    List<String> policies = TokenPolicies.sanitized(given.policies(), !given.noDefaultPolicy());
    if (policies.contains("root")) {
      throw Refusal.badRequest("auth methods cannot create root tokens");
    }
    TokenPolicies.refuseUnassignable(policies);
    LoginIdentity identity = identity(call, head, grant);
    TokenPolicies.refuseUnassignable(identity.policies());
    Lifetime lifetime = lifetime(call, given);
    boolean batch = isBatch(given.type(), call.mount().config().tokenType());
    SecretBytes drawn = TokenText.drawService(call.entropy());
    Token token =
        token(call, grant, drawn, policies, lifetime.seconds(), identity.entityId(), batch);
    SecretBytes text = batch ? call.names().batch().seal(token, call.entropy()) : drawn;
    AuthBlock auth = AuthAnswer.of(token, text, lifetime.seconds(), identity.policies());
    List<Event> events = new ArrayList<>(identity.events());
    Response answer = Response.auth(auth, lifetime.warnings());
    if (batch) {
      return Decision.of(answer, events);
    }
    events.add(new TokenEvent.TokenCreated(token));
    events.add(new TokenEvent.TokenGranted(token.id(), login(call.mount(), grant)));
    SecretBytes credential = grant.credential();
    if (credential == null) {
      return Decision.of(answer, events);
    }
    PayloadName name =
        new PayloadName(HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES)));
    events.add(new TokenEvent.CredentialKept(token.id(), name));
    return Decision.of(answer, events).bringing(new Payload(name, credential));
  }

  /// Whose login it is; nobody in particular where the method names nobody.
  private static LoginIdentity identity(Call call, View head, Grant grant) {
    if (grant.alias().isEmpty()) {
      return new LoginIdentity("", List.of(), List.of());
    }
    return LoginIdentity.of(
        new LoginIdentity.Alias(
            call.mount(), grant.alias(), grant.aliasMetadata(), grant.groupAliases()),
        head,
        call.now(),
        call.entropy());
  }

  private static Login login(Mount mount, Grant grant) {
    return new Login(mount.uuid(), grant.alias(), grant.groupAliases(), grant.memory());
  }

  private static Lifetime lifetime(Call call, TokenParameters given) {
    return Lifetime.of(
        new Lifetime.Terms(
            0,
            given.ttlSeconds(),
            given.periodSeconds(),
            given.maxTtlSeconds(),
            given.explicitMaxTtlSeconds(),
            call.ttls().defaultOf(call.mount()),
            call.ttls().maxOf(call.mount()),
            call.now()),
        call.now());
  }

  /// A mount's own type beats that of the role; its default holds where the role says nothing.
  private static boolean isBatch(String role, String mount) {
    return switch (mount) {
      case "service" -> false;
      case "batch" -> true;
      case "default-batch" -> !role.equals("service");
      default -> role.equals("batch");
    };
  }

  private static Token token(
      Call call,
      Grant grant,
      SecretBytes text,
      List<String> policies,
      long seconds,
      String entityId,
      boolean batch) {
    TokenParameters given = grant.token();
    return new Token(
        call.request().namespace(),
        call.names().token(text),
        batch ? "" : TokenText.drawAccessor(call.entropy()),
        null,
        policies,
        call.request().path(),
        grant.metadata(),
        displayName(call.mount(), grant.displayName()),
        given.numUses(),
        call.now(),
        seconds,
        given.explicitMaxTtlSeconds(),
        given.periodSeconds(),
        batch ? "batch" : "service",
        call.now().plusSeconds(seconds),
        null,
        !batch,
        null,
        given.boundCidrs(),
        entityId);
  }

  /// The path of the mount, without slashes, in front of the name.
  private static String displayName(Mount mount, String name) {
    String full = mount.path().replace('/', '-') + name;
    return full.endsWith("-") ? full.substring(0, full.length() - 1) : full;
  }
}

package dev.leasehold.verticles.auth.token;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.TokenRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRoles;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.auth.login.AuthAnswer;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Lifetime;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Renewing tokens. A token that an auth method granted lives on only if that method agrees, for as
/// long as it says now.
final class TokenRenewal {
  private final Supplier<Engines> engines;

  /// The token that a request names, and its text as the answer shows it.
  record Named(Token token, SecretBytes text) {}

  /// Finds the token that is to be renewed, or refuses.
  @FunctionalInterface
  interface Finding {
    Named named(Call call, View head);
  }

  TokenRenewal(Supplier<Engines> engines) {
    this.engines = engines;
  }

  Handler of(Finding finding) {
    return new Handler.Outbound((call, head) -> plan(finding, call, head));
  }

  private Handler.Planned plan(Finding finding, Call call, View head) {
    Named named = finding.named(call, head);
    Token token = named.token();
    TokenMethod.refuseBatch(token, "renewed");
    if (token.expires() == null || !token.renewable()) {
      throw Refusal.badRequest("lease is not renewable");
    }
    Login login = Tokens.login(head, token.id());
    if (login == null) {
      return Handler.Planned.answered(extended(call, named, own(call, token, head), head));
    }
    Mount mount = mount(head, login);
    Renewal renewal =
        engines.get().byType(mount.type(), mount.table()).renewal(token, login, call, head);
    return switch (renewal) {
      case Renewal.Allowed allowed ->
          Handler.Planned.answered(extended(call, named, terms(call, token, mount, allowed), head));
      case Renewal.Gone gone -> Handler.Planned.answered(Decision.of(Response.nothing()));
      case Renewal.Asked asked ->
          new Handler.Planned(
              Decision.of(Response.nothing()),
              asked.effect(),
              (outcome, then, now) ->
                  settled(asked.answer().of(outcome, then, now), finding, then, now));
    };
  }

  /// The token is looked for again: it may have ended while another system was asked.
  private static Decision settled(Renewal renewal, Finding finding, Call call, View head) {
    Named named = finding.named(call, head);
    Login login = Tokens.login(head, named.token().id());
    return switch (renewal) {
      case Renewal.Allowed allowed when login != null ->
          extended(call, named, terms(call, named.token(), mount(head, login), allowed), head);
      case Renewal.Allowed allowed -> throw Refusal.badRequest("token not found");
      case Renewal.Gone gone -> Decision.of(Response.nothing());
      case Renewal.Asked asked -> throw new Fault("a renewal asks another system twice");
    };
  }

  private static Mount mount(View head, Login login) {
    Mount mount = head.small().byUuid(login.mount());
    if (mount == null) {
      throw Refusal.badRequest("token not found");
    }
    return mount;
  }

  private static Decision extended(Call call, Named named, Lifetime.Terms terms, View head) {
    Lifetime lifetime;
    try {
      lifetime = Lifetime.of(terms, call.now());
    } catch (Lifetime.PastMaximum past) {
      throw Refusal.internal(Lifetime.PastMaximum.TEXT);
    }
    Instant expires = call.now().plusSeconds(lifetime.seconds());
    Token token = named.token();
    return Decision.of(
        Response.auth(
            AuthAnswer.of(token, named.text(), lifetime.seconds(), head), lifetime.warnings()),
        new TokenEvent.TokenRenewed(token.id(), expires, call.now()));
  }

  private static Lifetime.Terms own(Call call, Token token, View head) {
    long period = token.periodSeconds();
    if (token.role() != null) {
      TokenRole role = TokenRoles.find(head, token.namespace(), token.role());
      if (role == null) {
        throw Refusal.internal(
            "failed to renew entry: original token role "
                + GoText.quoted(token.role())
                + " could not be found, not renewing");
      }
      period = role.parameters().periodSeconds();
    }
    Renewal.Allowed same = new Renewal.Allowed(lastTtlSeconds(token), 0, period);
    return terms(call, token, call.mount(), same);
  }

  /// The time that the token was given last, which is what it gets again where none is asked for.
  private static long lastTtlSeconds(Token token) {
    return token.lastRenewal() == null || token.expires() == null
        ? token.ttlSeconds()
        : Duration.between(token.lastRenewal(), token.expires()).toSeconds();
  }

  private static Lifetime.Terms terms(
      Call call, Token token, Mount mount, Renewal.Allowed allowed) {
    return new Lifetime.Terms(
        call.fields().seconds("increment"),
        allowed.ttlSeconds(),
        allowed.periodSeconds(),
        allowed.maxTtlSeconds(),
        token.explicitMaxTtlSeconds(),
        call.ttls().defaultOf(mount),
        call.ttls().maxOf(mount),
        token.created());
  }
}

package dev.leasehold.verticles.auth.okta;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Login;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.Token;
import dev.leasehold.projections.okta.OktaConfig;
import dev.leasehold.projections.okta.OktaGroup;
import dev.leasehold.projections.okta.OktaProjection;
import dev.leasehold.projections.okta.OktaUser;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.auth.login.Attempt;
import dev.leasehold.verticles.auth.login.Door;
import dev.leasehold.verticles.auth.login.Grant;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Logging in with name and password of a user of Okta, and renewing what was granted. The password
/// is kept until the token ends, since Okta is asked with it again for each renewal.
final class OktaLogin {
  static final Handler HANDLER = Door.unlocked().outbound(OktaLogin::ask, OktaLogin::attempt);

  private static final List<String> PROVIDERS = List.of("GOOGLE", "OKTA");
  private static final Reveal TO_RENEW = Reveal.because("Okta is asked again for a renewal");

  private OktaLogin() {}

  /// Which policies and groups somebody has whom Okta knows.
  private record Rights(List<String> policies, List<String> groups) {}

  private static Effect ask(Call call, View head) {
    String provider = call.fields().text("provider").toUpperCase(Locale.ROOT);
    if (!provider.isEmpty() && !PROVIDERS.contains(provider)) {
      throw Refusal.badRequest(
          "provider " + provider + " is not among the supported ones [GOOGLE OKTA]");
    }
    String mount = call.mount().uuid();
    OktaConfig config = OktaProjection.config(head, mount);
    if (config == null) {
      throw Refusal.badRequest("Okta auth method not configured");
    }
    checkAddress(config, call);
    OktaTalk.Asker asker =
        new OktaTalk.Asker(
            call.fields().text("username"),
            call.fields().text("password"),
            call.fields().text("totp"),
            call.fields().text("nonce"),
            provider);
    return OktaTalk.login(mount, config, key(config, head), asker);
  }

  private static void checkAddress(OktaConfig config, Call call) {
    if (!Addresses.within(config.parameters().boundCidrs(), call.request().remoteAddress())) {
      throw Refusal.badToken();
    }
  }

  private static SecretBytes key(OktaConfig config, View state) {
    PayloadName name = config.credential();
    SecretBytes key = name == null ? null : state.payload(name);
    return key == null ? SecretBytes.ofUtf8("") : key;
  }

  private static Attempt attempt(Outcome outcome, Call call, View head) {
    String mount = call.mount().uuid();
    OktaConfig config = OktaProjection.config(head, mount);
    if (config == null) {
      throw Refusal.internal("Okta backend not configured");
    }
    OktaTalk.Known known = known(outcome);
    String name = call.fields().text("username");
    Rights rights = rights(head, mount, name, known);
    Grant grant =
        new Grant(
            name,
            Map.of(),
            rights.groups().stream().filter(group -> !group.isEmpty()).toList(),
            name,
            Map.of("username", name, "policies", String.join(",", rights.policies())),
            config.parameters().withMore(rights.policies()),
            Map.of(),
            SecretBytes.ofUtf8(call.fields().text("password")));
    return Attempt.granted(grant, known.warnings());
  }

  private static OktaTalk.Known known(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(OktaTalk.Known known) -> known;
      case Outcome.Done(Refusal refusal) -> throw refusal;
      case Outcome.Done done -> throw Refusal.internal("an answer of an unknown kind");
      case Outcome.Refused refused -> throw failed(refused.error());
      case Outcome.Unknown unknown -> throw failed(unknown.error());
    };
  }

  private static Refusal failed(String why) {
    return Refusal.badRequest("Okta auth failed: " + why);
  }

  private static Rights rights(View state, String mount, String name, OktaTalk.Known known) {
    List<String> groups = new ArrayList<>(known.groups());
    OktaUser user = OktaProjection.user(state, mount, name);
    if (user != null) {
      groups.addAll(user.groups());
    }
    List<String> policies = new ArrayList<>();
    for (String one : groups) {
      String called = OktaNames.canonical(state, mount, one);
      OktaGroup group = called == null ? null : OktaProjection.group(state, mount, called);
      if (group != null) {
        policies.addAll(group.policies());
      }
    }
    if (user != null) {
      policies.addAll(user.policies());
    }
    return new Rights(policies, groups);
  }

  static Renewal renewal(Token token, Login login, Call call, View state) {
    OktaConfig config = OktaProjection.config(state, login.mount());
    if (config == null) {
      throw Refusal.internal("failed to renew entry: Okta backend not configured");
    }
    checkAddress(config, call);
    PayloadName name = Tokens.credential(state, token.id());
    SecretBytes password = name == null ? null : state.payload(name);
    if (password == null) {
      throw Refusal.internal("failed to renew entry: the password is not kept any more");
    }
    OktaTalk.Asker asker =
        new OktaTalk.Asker(login.alias(), password.revealUtf8(TO_RENEW), "", "", "");
    return new Renewal.Asked(
        OktaTalk.login(login.mount(), config, key(config, state), asker),
        (outcome, then, head) -> {
          Rights rights = rights(head, login.mount(), login.alias(), known(outcome));
          List<String> all = config.parameters().withMore(rights.policies()).policies();
          if (!TokenPolicies.equivalent(all, token.policies())) {
            throw Refusal.internal(Renewal.POLICIES_CHANGED);
          }
          return new Renewal.Allowed(
              config.parameters().ttlSeconds(),
              config.parameters().maxTtlSeconds(),
              config.parameters().periodSeconds());
        });
  }
}

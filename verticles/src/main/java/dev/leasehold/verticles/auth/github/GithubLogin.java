package dev.leasehold.verticles.auth.github;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Login;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.Token;
import dev.leasehold.projections.github.GithubConfig;
import dev.leasehold.projections.github.GithubProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.auth.login.Attempt;
import dev.leasehold.verticles.auth.login.Door;
import dev.leasehold.verticles.auth.login.Grant;
import dev.leasehold.verticles.auth.login.PolicyMap;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Logging in with a token of GitHub, and renewing what was granted. The token is kept until ours
/// ends, since GitHub is asked with it again for each renewal.
record GithubLogin(PolicyMap teams, PolicyMap users) {
  private static final String FAILED = "failed to renew entry: ";

  Handler handler() {
    return Door.unlocked().outbound(GithubLogin::ask, this::attempt);
  }

  private static Effect ask(Call call, View head) {
    GithubConfig config = config(call, head, call.mount().uuid());
    return GithubTalk.member(
        call.mount().uuid(), config, SecretBytes.ofUtf8(call.fields().text("token")));
  }

  private static GithubConfig config(Call call, View head, String mount) {
    GithubConfig config = GithubProjection.config(head, mount);
    if (config == null) {
      throw Refusal.internal("configuration has not been set");
    }
    if (!Addresses.within(config.parameters().boundCidrs(), call.request().remoteAddress())) {
      throw Refusal.badToken();
    }
    return config;
  }

  private Attempt attempt(Outcome outcome, Call call, View head) {
    String mount = call.mount().uuid();
    GithubConfig config = config(call, head, mount);
    GithubTalk.Member member = member(outcome);
    String login = member.login();
    Grant grant =
        new Grant(
            login,
            Map.of(),
            member.teams(),
            login,
            Map.of("username", login, "org", member.organization()),
            config.parameters().withMore(policies(call, head, mount, member)),
            Map.of(),
            SecretBytes.ofUtf8(call.fields().text("token")));
    return Attempt.granted(grant, renamed(config, member));
  }

  private static GithubTalk.Member member(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(GithubTalk.Member member) -> member;
      case Outcome.Done(Refusal refusal) -> throw refusal;
      case Outcome.Done done -> throw Refusal.internal("an answer of an unknown kind");
      case Outcome.Refused refused -> throw Refusal.internal(refused.error());
      case Outcome.Unknown unknown -> throw Refusal.internal(unknown.error());
    };
  }

  private List<String> policies(Call call, View head, String mount, GithubTalk.Member member) {
    List<String> ids = member.teams().stream().map(team -> teams.id(call, team)).toList();
    List<String> names = List.of(users.id(call, member.login()));
    List<String> all = new java.util.ArrayList<>(teams.policies(call, head, mount, ids));
    all.addAll(users.policies(call, head, mount, names));
    return List.copyOf(new TreeSet<>(all));
  }

  private static List<String> renamed(GithubConfig config, GithubTalk.Member member) {
    return member.organization().equals(config.organization())
        ? List.of()
        : List.of(
            "the organization name has changed to "
                + GoText.quoted(member.organization())
                + ". It is recommended to verify and update the organization name in the config: "
                + "organization_id="
                + config.organizationId());
  }

  Renewal renewal(Token token, Login login, Call call, View state) {
    GithubConfig config;
    Effect effect;
    try {
      config = config(call, state, login.mount());
      effect = GithubTalk.member(login.mount(), config, credential(token, state));
    } catch (Refusal refusal) {
      throw failed(refusal);
    }
    return new Renewal.Asked(
        effect,
        (outcome, then, head) -> {
          GithubTalk.Member member;
          try {
            member = member(outcome);
          } catch (Refusal refusal) {
            throw failed(refusal);
          }
          List<String> now = policies(then, head, login.mount(), member);
          if (!TokenPolicies.equivalent(now, token.policies())) {
            throw Refusal.internal(FAILED + "policies do not match");
          }
          return new Renewal.Allowed(
              config.parameters().ttlSeconds(),
              config.parameters().maxTtlSeconds(),
              config.parameters().periodSeconds());
        });
  }

  private static SecretBytes credential(Token token, View state) {
    PayloadName name = Tokens.credential(state, token.id());
    SecretBytes credential = name == null ? null : state.payload(name);
    if (credential == null) {
      throw Refusal.internal("what the token was granted for is not kept any more");
    }
    return credential;
  }

  private static Refusal failed(Refusal refusal) {
    return Refusal.internal(FAILED + refusal.errors().getFirst());
  }
}

package dev.leasehold.verticles.auth.cert;

import dev.leasehold.events.Login;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.cert.Deliberation.Standing;
import dev.leasehold.verticles.auth.cert.Judgement.Candidate;
import dev.leasehold.verticles.auth.login.Attempt;
import dev.leasehold.verticles.auth.login.Door;
import dev.leasehold.verticles.auth.login.Grant;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Handler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Logging in by the certificate of the connection, and renewing what was granted, for which the
/// very same certificate is needed (THREATS T17). What was judged on a worker is judged anew where
/// the state has changed meanwhile.
final class CertLogin {
  static final Handler HANDLER = Door.unlocked().asking(CertLogin::judge, CertLogin::turn);

  /// Under which names a renewal finds what the login was done with.
  private static final String CERTIFICATE_NAME = "cert_name";

  private static final String FINGERPRINT = "certificate";

  private CertLogin() {}

  private static Judgement judge(Call call, View state) {
    return Judgement.of(call, state, call.mount().uuid(), call.fields().text("name"));
  }

  private static Door.Turn turn(Call call, View head, @Nullable Object prepared) {
    Judgement judged = current(call, head, prepared);
    Standing standing = Deliberation.of(judged, call.now(), List.of());
    return standing.next() == null
        ? new Door.Turn.Settled(attempt(call, head, judged, standing))
        : new Door.Turn.Asked(
            Deliberation.tour(judged, call.now()),
            (outcome, then, now) -> {
              Judgement settled = current(then, now, judged);
              return attempt(then, now, settled, heard(judged, settled, then, outcome));
            });
  }

  /// What was judged before, or anew where it does not hold any more.
  private static Judgement current(Call call, View head, @Nullable Object prepared) {
    return prepared instanceof Judgement before && before.stillHolds(head)
        ? before
        : judge(call, head);
  }

  /// What servers have said counts for those candidates alone about whom they were asked.
  private static Standing heard(Judgement asked, Judgement settled, Call call, Outcome outcome) {
    List<Outcome> all =
        switch (outcome) {
          case Outcome.Done(List<?> told) -> told.stream().map(Outcome.class::cast).toList();
          case Outcome.Done done -> throw Refusal.internal("an answer of an unknown kind");
          case Outcome.Refused refused -> throw Refusal.internal(refused.error());
          case Outcome.Unknown unknown -> throw Refusal.internal(unknown.error());
        };
    boolean same = settled.candidates().equals(asked.candidates());
    return Deliberation.of(settled, call.now(), same ? all : List.of());
  }

  private static Attempt attempt(Call call, View head, Judgement judged, Standing standing) {
    Candidate found = standing.found();
    if (found == null) {
      return Attempt.refused(judged.refusal(standing.errors()));
    }
    TokenParameters token = found.terms().parameters();
    if (!Addresses.within(token.boundCidrs(), call.request().remoteAddress())) {
      return Attempt.refused(Refusal.badToken());
    }
    String alias = judged.shown().commonName();
    if (alias.isEmpty()) {
      return Attempt.refused(Refusal.internal("missing name in alias"));
    }
    Map<String, String> metadata =
        Constraints.metadata(found.name(), judged.shown(), found.terms());
    boolean kept = CertProjection.config(head, call.mount().uuid()).aliasMetadata();
    return Attempt.granted(
        new Grant(
            alias,
            kept ? metadata : Map.of(),
            List.of(),
            found.terms().displayName(),
            metadata,
            token,
            Map.of(CERTIFICATE_NAME, found.name(), FINGERPRINT, judged.shown().fingerprint())));
  }

  static Renewal renewal(Token token, Login login, Call call, View state) {
    if (CertProjection.config(state, login.mount()).disableBinding()) {
      return renewed(token, login, state);
    }
    Judgement judged = judged(login, call, state);
    Standing standing = Deliberation.of(judged, call.now(), List.of());
    if (standing.next() == null) {
      refuseOther(login, judged, standing);
      return renewed(token, login, state);
    }
    return new Renewal.Asked(
        Deliberation.tour(judged, call.now()),
        (outcome, then, now) -> {
          Judgement settled = judged(login, then, now);
          refuseOther(login, settled, heard(judged, settled, then, outcome));
          return renewed(token, login, now);
        });
  }

  private static Renewal renewed(Token token, Login login, View state) {
    TrustedCertificate now = CertProjection.trusted(state, login.mount(), name(login));
    if (now == null) {
      return new Renewal.Gone();
    }
    if (!TokenPolicies.equivalent(now.parameters().policies(), token.policies())) {
      throw Refusal.internal(Renewal.POLICIES_CHANGED);
    }
    return new Renewal.Allowed(
        now.parameters().ttlSeconds(),
        now.parameters().maxTtlSeconds(),
        now.parameters().periodSeconds());
  }

  private static Judgement judged(Login login, Call call, View state) {
    try {
      return Judgement.of(call, state, login.mount(), name(login));
    } catch (Refusal refusal) {
      throw refusal.kind() == Refusal.Kind.INTERNAL ? failed(refusal.errors().getFirst()) : refusal;
    }
  }

  private static void refuseOther(Login login, Judgement judged, Standing standing) {
    if (standing.found() == null) {
      throw judged.refusal(standing.errors());
    }
    if (!judged.shown().fingerprint().equals(login.memory().get(FINGERPRINT))) {
      throw failed("client identity during renewal not matching client identity used during login");
    }
  }

  private static String name(Login login) {
    return login.memory().getOrDefault(CERTIFICATE_NAME, "");
  }

  private static Refusal failed(String why) {
    return Refusal.internal("failed to renew entry: " + why);
  }
}

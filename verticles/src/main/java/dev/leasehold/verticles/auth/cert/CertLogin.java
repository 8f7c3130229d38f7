package dev.leasehold.verticles.auth.cert;

import dev.leasehold.events.Login;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.Attempt;
import dev.leasehold.verticles.auth.login.Door;
import dev.leasehold.verticles.auth.login.Grant;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Handler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Logging in by the certificate of the connection, and renewing what was granted, for which the
/// very same certificate is needed (THREATS T17). What was judged on a worker is judged anew where
/// the state has changed meanwhile.
final class CertLogin {
  static final Handler HANDLER = Door.unlocked().prepared(CertLogin::judge, CertLogin::attempt);

  /// Under which names a renewal finds what the login was done with.
  private static final String CERTIFICATE_NAME = "cert_name";

  private static final String FINGERPRINT = "certificate";

  private CertLogin() {}

  private static Object judge(Call call, View state) {
    return Judgement.of(call, state, call.mount().uuid(), call.fields().text("name"));
  }

  private static Attempt attempt(Call call, View head, @Nullable Object prepared) {
    Judgement before = (Judgement) Objects.requireNonNull(prepared);
    Judgement judged = before.stillHolds(head) ? before : (Judgement) judge(call, head);
    TokenParameters token = judged.terms().parameters();
    if (!Addresses.within(token.boundCidrs(), call.request().remoteAddress())) {
      return Attempt.refused(Refusal.badToken());
    }
    String alias = judged.shown().commonName();
    if (alias.isEmpty()) {
      return Attempt.refused(Refusal.internal("missing name in alias"));
    }
    Map<String, String> metadata =
        Constraints.metadata(judged.name(), judged.shown(), judged.terms());
    boolean kept = CertProjection.config(head, call.mount().uuid()).aliasMetadata();
    return Attempt.granted(
        new Grant(
            alias,
            kept ? metadata : Map.of(),
            List.of(),
            judged.terms().displayName(),
            metadata,
            token,
            Map.of(CERTIFICATE_NAME, judged.name(), FINGERPRINT, judged.shown().fingerprint())));
  }

  static Renewal renewal(Token token, Login login, Call call, View state) {
    String name = login.memory().getOrDefault(CERTIFICATE_NAME, "");
    if (!CertProjection.config(state, login.mount()).disableBinding()) {
      refuseOther(login, call, state, name);
    }
    TrustedCertificate now = CertProjection.trusted(state, login.mount(), name);
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

  private static void refuseOther(Login login, Call call, View state, String name) {
    Judgement judged;
    try {
      judged = Judgement.of(call, state, login.mount(), name);
    } catch (Refusal refusal) {
      throw refusal.kind() == Refusal.Kind.INTERNAL ? failed(refusal.errors().getFirst()) : refusal;
    }
    if (!judged.shown().fingerprint().equals(login.memory().get(FINGERPRINT))) {
      throw failed("client identity during renewal not matching client identity used during login");
    }
  }

  private static Refusal failed(String why) {
    return Refusal.internal("failed to renew entry: " + why);
  }
}

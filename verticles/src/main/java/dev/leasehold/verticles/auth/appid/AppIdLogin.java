package dev.leasehold.verticles.auth.appid;

import dev.leasehold.crypto.key.Sha1;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Login;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.Attempt;
import dev.leasehold.verticles.auth.login.Grant;
import dev.leasehold.verticles.auth.login.PolicyMap;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Logging in with an app id and a user id, and renewing what was granted. Ids are found by keyed
/// hashes and compared in constant time, so that nothing is learned by trying.
record AppIdLogin(PolicyMap apps, PolicyMap users) {
  private static final String WRONG = "invalid user ID or app ID";
  private static final String APP = "app";
  private static final String USER = "user";

  /// Names by which an app and a user are known in the log.
  private record Pair(String app, String user) {}

  Attempt attempt(Call call, View head) {
    String app = call.fields().text("app_id");
    String user = call.fields().text("user_id");
    if (app.isEmpty() || user.isEmpty()) {
      throw Refusal.badRequest("missing 'app_id' or 'user_id'");
    }
    String mount = call.mount().uuid();
    Pair pair = new Pair(apps.id(call, app), users.id(call, user));
    SecretBytes exact = SecretBytes.ofUtf8(app);
    String displayName =
        verified(call, head, mount, pair, name -> SecretBytes.ofUtf8(name).equals(exact));
    String shown = "sha1:" + Sha1.hex(app);
    return Attempt.granted(
        new Grant(
            shown,
            Map.of(),
            List.of(),
            displayName,
            Map.of("app-id", shown, "user-id", "sha1:" + Sha1.hex(user)),
            TokenParameters.NONE.withMore(apps.policies(call, head, mount, List.of(pair.app()))),
            Map.of(APP, pair.app(), USER, pair.user())));
  }

  Renewal renewal(Token token, Login login, Call call, View state) {
    Pair pair =
        new Pair(login.memory().getOrDefault(APP, ""), login.memory().getOrDefault(USER, ""));
    verified(call, state, login.mount(), pair, name -> apps.id(call, name).equals(pair.app()));
    List<String> now = apps.policies(call, state, login.mount(), List.of(pair.app()));
    if (!TokenPolicies.equivalent(now, token.policies())) {
      throw Refusal.internal("failed to renew entry: policies do not match");
    }
    return new Renewal.Allowed(0, 0, 0);
  }

  /// The display name of an app that may be used by this user, from this address.
  private String verified(Call call, View state, String mount, Pair pair, Predicate<String> isApp) {
    Map<String, Object> user = users.find(state, mount, pair.user());
    if (user == null) {
      throw Refusal.badRequest(WRONG);
    }
    if (user.containsKey("cidr_block")) {
      checkAddress(call, user.get("cidr_block"));
    }
    Object value = user.getOrDefault("value", "");
    if (!(value instanceof String names)) {
      throw Refusal.internal("mapping is not a string");
    }
    boolean found = false;
    for (String name : names.split(",", -1)) {
      found |= isApp.test(name.strip());
    }
    Map<String, Object> app = apps.find(state, mount, pair.app());
    if (!found || app == null) {
      throw Refusal.badRequest(WRONG);
    }
    return app.get("display_name") instanceof String displayName ? displayName : "";
  }

  private static void checkAddress(Call call, @Nullable Object block) {
    if (!(block instanceof String text) || text.indexOf('/') < 0 || !Addresses.isBlock(text)) {
      throw Refusal.internal("invalid restriction cidr: invalid CIDR address: " + block);
    }
    if (!Addresses.within(List.of(text), call.request().remoteAddress())) {
      throw Refusal.badRequest("unauthorized source address");
    }
  }
}

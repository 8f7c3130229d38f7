package dev.leasehold.verticles.auth.userpass;

import dev.leasehold.crypto.key.Bcrypt;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.userpass.User;
import dev.leasehold.projections.userpass.UserProjection;
import dev.leasehold.verticles.auth.login.Attempt;
import dev.leasehold.verticles.auth.login.Door;
import dev.leasehold.verticles.auth.login.Grant;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Handler;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Logging in by name and password. The password is compared on a worker, with a hash of nobody
/// where there is no such user, so that known and unknown names take as long (THREATS T4); names
/// are compared in lower case, for the lock too (T5).
final class UserLogin {
  static final Handler HANDLER =
      Door.locking(UserLogin::name).prepared(UserLogin::compare, UserLogin::attempt);

  /// For paths below `login/` that name no user.
  static final Handler NOBODY =
      Door.locking(call -> "").write((call, head) -> Attempt.refused(Refusal.unsupportedPath()));

  private static final String WRONG = "invalid username or password";

  private UserLogin() {}

  /// What the slow part found: whether the password is right, and which hash it was compared with.
  private record Compared(boolean right, @Nullable PayloadName hash) {}

  static String name(Call call) {
    return call.fields().text("username").toLowerCase(Locale.ROOT);
  }

  private static Object compare(Call call, View committed) {
    String password = call.fields().text("password");
    User user = UserProjection.find(committed, call.mount().uuid(), name(call));
    PayloadName hash = user == null ? null : user.hash();
    boolean right =
        !password.isEmpty()
            && Bcrypt.matches(
                hash == null ? null : committed.payload(hash), SecretBytes.ofUtf8(password));
    return new Compared(right, hash);
  }

  private static Attempt attempt(Call call, View head, @Nullable Object prepared) {
    if (call.fields().text("password").isEmpty()) {
      return Attempt.refused(Refusal.internal("missing password"));
    }
    Compared compared = (Compared) Objects.requireNonNull(prepared);
    User user = UserProjection.find(head, call.mount().uuid(), name(call));
    // A password that was changed while the old one was compared is not the right one any more.
    if (user == null || !compared.right() || !user.hash().equals(compared.hash())) {
      return Attempt.wrong(Refusal.badRequest(WRONG));
    }
    if (!Addresses.within(user.parameters().boundCidrs(), call.request().remoteAddress())) {
      return Attempt.refused(Refusal.badToken());
    }
    String name = name(call);
    return Attempt.granted(Grant.to(name, user.parameters(), Map.of("username", name)));
  }
}

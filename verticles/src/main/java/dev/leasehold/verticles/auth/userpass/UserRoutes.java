package dev.leasehold.verticles.auth.userpass;

import dev.leasehold.crypto.key.Bcrypt;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.events.UserpassEvent;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.userpass.User;
import dev.leasehold.projections.userpass.UserProjection;
import dev.leasehold.verticles.auth.login.TokenFields;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The users: written, read, listed and deleted.
final class UserRoutes {
  private static final int MAX_LISTED = 1_000_000;
  private static final TokenFields TOKEN =
      new TokenFields("policies", "ttl", "max_ttl", "bound_cidrs");

  static final Field[] FIELDS = TOKEN.after(UserpassMethod.PASSWORD);

  boolean exists(Call call, View state) {
    return user(call, state) != null;
  }

  Response list(Call call, View state) {
    List<String> names = UserProjection.names(state, call.mount().uuid(), MAX_LISTED);
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    names.sort(null);
    return Response.of(Map.of("keys", names));
  }

  Response read(Call call, View state) {
    User user = user(call, state);
    if (user == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new TreeMap<>();
    TOKEN.show(user.parameters(), data);
    return Response.of(data);
  }

  /// The slow part of a write: the hash of the password, null where none was given.
  @Nullable Object hash(Call call, View committed) {
    String password = call.fields().text("password");
    if (password.isEmpty()) {
      return null;
    }
    SecretBytes plain = SecretBytes.ofUtf8(password);
    if (plain.length() > Bcrypt.MAX_LENGTH) {
      throw Refusal.internal("bcrypt: password length exceeds 72 bytes");
    }
    return Bcrypt.hash(plain, call.entropy());
  }

  Decision write(Call call, View head, @Nullable Object hash) {
    if (call.request().operation() == Operation.CREATE && hash == null) {
      throw Refusal.badRequest("missing password");
    }
    User before = user(call, head);
    TokenParameters parameters =
        TOKEN.read(call.fields(), before == null ? TokenParameters.NONE : before.parameters());
    if (call.fields().given("password") && hash == null) {
      throw Refusal.badRequest("missing password");
    }
    return written(call, before, parameters, (SecretBytes) hash);
  }

  Decision changePassword(Call call, View head, @Nullable Object hash) {
    User before = known(call, head);
    if (hash == null) {
      throw Refusal.badRequest("missing password");
    }
    return written(call, before, before.parameters(), (SecretBytes) hash);
  }

  Decision changePolicies(Call call, View head) {
    User before = known(call, head);
    return written(call, before, TOKEN.readPolicies(call.fields(), before.parameters()), null);
  }

  Decision delete(Call call, View head) {
    User user = user(call, head);
    if (user == null) {
      return Decision.of(Response.nothing());
    }
    return Decision.of(
            Response.nothing(),
            new UserpassEvent.UserDeleted(call.mount().uuid(), UserLogin.name(call)))
        .destroying(List.of(user.hash()));
  }

  private static Decision written(
      Call call, @Nullable User before, TokenParameters parameters, @Nullable SecretBytes hash) {
    String mount = call.mount().uuid();
    String name = UserLogin.name(call);
    if (hash == null) {
      PayloadName same = known(before).hash();
      return Decision.of(
          Response.nothing(), new UserpassEvent.UserWritten(mount, name, parameters, same));
    }
    PayloadName drawn =
        new PayloadName(HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES)));
    Decision decision =
        Decision.of(
                Response.nothing(), new UserpassEvent.UserWritten(mount, name, parameters, drawn))
            .bringing(new Payload(drawn, hash));
    return before == null ? decision : decision.destroying(List.of(before.hash()));
  }

  private static @Nullable User user(Call call, View state) {
    return UserProjection.find(state, call.mount().uuid(), UserLogin.name(call));
  }

  private static User known(Call call, View state) {
    return known(user(call, state));
  }

  private static User known(@Nullable User user) {
    if (user == null) {
      throw Refusal.internal("username does not exist");
    }
    return user;
  }
}

package dev.leasehold.verticles.engine;

import dev.leasehold.events.Event;
import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A secrets engine or an auth method: a type that can be mounted, and the routes it serves below
/// the path of a mount. An engine has no state and knows no other engine.
public interface Engine {

  /// What clients name it by, as `kv`.
  String type();

  /// Which table it is mounted in.
  MountTable table();

  /// Its routes for a mount; the first that matches a path serves it. The result depends on the
  /// mount's type and options alone, and is kept as long as these do not change.
  List<Route> routes(Mount mount);

  /// The names of the kinds of targets that it connects to, as Vault calls their plugins.
  default List<String> targets() {
    return List.of();
  }

  /// Refuses options that a new mount of this type cannot have: a version, where there is only one.
  default void checkOptions(Map<String, String> options) {
    if (!options.getOrDefault("version", "").isEmpty()) {
      String what = table() == MountTable.AUTH ? "auth method" : "secrets engine";
      throw Refusal.badRequest(
          "%s \"%s\" does not allow setting a version".formatted(what, type()));
    }
  }

  /// Whether a token that this method granted may live on. Only asked of methods that grant tokens.
  ///
  /// @param call the request that asks for it, by whom and where from; its mount and fields are
  ///   those of the token method
  default Renewal renewal(Token token, Login login, Call call, View state) {
    throw new Fault("a method of type " + type() + " grants no tokens");
  }

  /// What a mount has to do by itself by now; null for nothing. Asked once a minute, so that what
  /// was not done is asked for again.
  default @Nullable Chore chore(Mount mount, View state, Instant now) {
    return null;
  }

  /// What has come to its end by now in all mounts of this type, the next page; without events
  /// where nothing has. This tidies up: whoever asks for what is over is refused before that.
  ///
  /// @param room how many events the page may have, at least one
  default Overdue overdue(View head, Instant now, int room) {
    return Overdue.NONE;
  }

  /// What a token that has ended left behind in this engine, the next page.
  ///
  /// @param accessor of the token
  /// @param characters how many of clients' paths the page may name, whose last path may come on
  ///   top; where there are none left it has no events
  default LeftBehind leftBehind(String accessor, View head, int characters) {
    return LeftBehind.NOTHING;
  }

  /// Whether who logs in does so for a role, which a quota may be for.
  default boolean hasRoles() {
    return false;
  }

  /// The role that a login with this body is for, before anything of it is believed; empty where it
  /// names none that there is. Only asked of methods that have roles.
  default String roleOf(Mount mount, Map<String, Object> data, View state) {
    return "";
  }

  /// What it means for a mount that its options become these: events beside the tuning itself.
  /// Refuses where that cannot be.
  default List<Event> retuned(
      Mount mount, @Nullable Map<String, String> options, View head, Instant now) {
    return List.of();
  }
}

package dev.leasehold.verticles.engine.sys;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.gate.Acls;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.identity.Identities;
import dev.leasehold.verticles.policy.Acl;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a token may do on given paths: its own, another's, or that of an accessor.
final class CapabilityRoutes {
  private static final Field PATHS = Field.commaList("paths", "Paths to tell capabilities of");
  private static final Field PATH = Field.commaList("path", "Use 'paths' instead");
  private final Acls acls;

  CapabilityRoutes(Acls acls) {
    this.acls = acls;
  }

  List<Route> routes() {
    return List.of(
        Route.at("capabilities-self").fields(PATHS, PATH).ask(this::self),
        Route.at("capabilities")
            .fields(PATHS, PATH, Field.text("token", "Token to tell capabilities of").keptSecret())
            .ask(this::ofToken),
        Route.at("capabilities-accessor")
            .fields(PATHS, PATH, Field.text("accessor", "Accessor of the token"))
            .ask(this::ofAccessor));
  }

  private Response self(Call call, View state) {
    return answer(call, call.callerOrRefuse().acl());
  }

  private Response ofToken(Call call, View state) {
    paths(call);
    String text = call.fields().text("token");
    if (text.isEmpty()) {
      throw Refusal.internal("no token found");
    }
    TokenRow token = call.names().live(state, SecretBytes.ofUtf8(text), call.now());
    return answer(call, state, token, "invalid token");
  }

  private Response ofAccessor(Call call, View state) {
    paths(call);
    String accessor = call.fields().text("accessor");
    if (accessor.isEmpty()) {
      throw Refusal.badRequest("missing accessor");
    }
    String id = Tokens.byAccessor(state, accessor);
    TokenRow token = id == null ? null : Tokens.live(state, id, call.now());
    return answer(call, state, token, "invalid accessor");
  }

  private Response answer(Call call, View state, @Nullable TokenRow token, String refusal) {
    if (token == null) {
      throw Refusal.counted(Refusal.Kind.BAD_REQUEST, refusal);
    }
    if (Identities.bars(token.token(), state)) {
      throw Refusal.counted(Refusal.Kind.BAD_REQUEST, "invalid token");
    }
    return answer(call, acls.of(token.token(), state));
  }

  private static List<String> paths(Call call) {
    List<String> paths = call.fields().list("paths");
    if (paths.isEmpty()) {
      paths = call.fields().list("path");
    }
    if (paths.isEmpty()) {
      throw Refusal.badRequest("paths must be supplied");
    }
    return paths;
  }

  private static Response answer(Call call, Acl acl) {
    List<String> paths = paths(call);
    Map<String, Object> data = new LinkedHashMap<>();
    for (String path : paths) {
      data.put(path, acl.capabilities(path));
    }
    if (paths.size() == 1) {
      data.put("capabilities", acl.capabilities(paths.getFirst()));
    }
    return Response.injected(data);
  }
}

package dev.leasehold.verticles.auth.approle;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.AppRole;
import dev.leasehold.events.AppRoleEvent;
import dev.leasehold.events.SecretId;
import dev.leasehold.projections.approle.AppRoles;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The secret ids of a role: made, listed, looked up and destroyed, by their text or accessor.
final class SecretIdRoutes {
  private static final int MAX_LISTED = 1_000_000;

  /// What an expiration time shows that there is not: Go's zero.
  private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  private static final Field SECRET_ID =
      Field.text("secret_id", "Secret id of the role").keptSecret();
  private static final Field ACCESSOR = Field.text("secret_id_accessor", "Names a secret id");
  private static final Field[] MADE = {
    Field.text("metadata", "Metadata as a JSON text"),
    Field.commaList("cidr_list", "From where it may be used"),
    Field.commaList("token_bound_cidrs", "From where its tokens may be used"),
    Field.integer("num_uses", "How often it may be used"),
    Field.seconds("ttl", "How long it lives")
  };

  List<Route> routes() {
    Field[] custom = new Field[MADE.length + 1];
    System.arraycopy(MADE, 0, custom, 0, MADE.length);
    custom[MADE.length] = SECRET_ID;
    String role = "role/{role_name}/";
    return List.of(
        Route.at(role + "secret-id/").fields(MADE).list(this::list).write(this::draw),
        Route.at(role + "custom-secret-id").fields(custom).write(this::choose),
        Route.at(role + "secret-id/lookup/").fields(SECRET_ID).ask(this::lookup),
        Route.at(role + "secret-id/destroy/")
            .fields(SECRET_ID)
            .write(this::destroy)
            .delete(this::destroy),
        Route.at(role + "secret-id-accessor/lookup/").fields(ACCESSOR).ask(this::lookupAccessor),
        Route.at(role + "secret-id-accessor/destroy/")
            .fields(ACCESSOR)
            .write(this::destroyAccessor)
            .delete(this::destroyAccessor));
  }

  private Response list(Call call, View state) {
    AppRole role = RoleRoutes.find(call, state);
    if (role == null) {
      throw Refusal.badRequest(missing(call));
    }
    List<String> accessors = new ArrayList<>();
    for (SecretId one : AppRoles.secretIds(state, role.uuid(), MAX_LISTED)) {
      if (one.expires() == null || call.now().isBefore(one.expires())) {
        accessors.add(one.accessor());
      }
    }
    if (accessors.isEmpty()) {
      throw Refusal.notFound();
    }
    accessors.sort(null);
    return Response.of(Map.of("keys", accessors));
  }

  private Decision draw(Call call, View head) {
    return made(call, head, call.entropy().uuid());
  }

  private Decision choose(Call call, View head) {
    String text = call.fields().text("secret_id");
    if (text.isEmpty()) {
      throw Refusal.badRequest("missing secret_id");
    }
    return made(call, head, text);
  }

  private static Decision made(Call call, View head, String text) {
    AppRole role = RoleRoutes.find(call, head);
    if (role == null) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, missing(call));
    }
    if (!role.bindSecretId()) {
      throw Refusal.badRequest("bind_secret_id is not set on the role");
    }
    SecretBytes secret = SecretBytes.ofUtf8(text);
    SecretId made = SecretIdForm.read(call, role, call.names().secretId(role.uuid(), secret));
    if (AppRoles.stored(head, role.uuid(), made.id()) != null) {
      throw Refusal.internal("failed to store secret_id: SecretID is already registered");
    }
    Map<String, Object> data = new TreeMap<>();
    data.put("secret_id", secret);
    data.put("secret_id_accessor", made.accessor());
    data.put("secret_id_num_uses", made.numUses());
    data.put("secret_id_ttl", SecretIdForm.ttl(call, made.ttlSeconds()));
    return Decision.of(
        Response.of(data).naming(made.accessor()),
        new AppRoleEvent.SecretIdMade(call.mount().uuid(), role.uuid(), made));
  }

  private Response lookup(Call call, View state) {
    String text = given(call, "secret_id");
    AppRole role = known(call, state);
    SecretId found = find(call, state, role, text);
    return found == null ? Response.nothing() : Response.of(shown(found));
  }

  private Decision destroy(Call call, View head) {
    String text = given(call, "secret_id");
    AppRole role = known(call, head);
    return erased(call, role, find(call, head, role, text));
  }

  private Response lookupAccessor(Call call, View state) {
    String accessor = given(call, "secret_id_accessor");
    AppRole role = known(call, state);
    SecretId found = AppRoles.byAccessor(state, role.uuid(), accessor, call.now());
    return found == null
        ? Response.missing(Map.of("error", lost(accessor)))
        : Response.of(shown(found));
  }

  private Decision destroyAccessor(Call call, View head) {
    String accessor = given(call, "secret_id_accessor");
    AppRole role = known(call, head);
    SecretId found = AppRoles.byAccessor(head, role.uuid(), accessor, call.now());
    if (found == null) {
      throw Refusal.internal(lost(accessor));
    }
    return erased(call, role, found);
  }

  private static Decision erased(Call call, AppRole role, @Nullable SecretId found) {
    return found == null
        ? Decision.of(Response.nothing())
        : Decision.of(
            Response.nothing(),
            new AppRoleEvent.SecretIdsErased(
                call.mount().uuid(), role.uuid(), List.of(found.id())));
  }

  private static @Nullable SecretId find(Call call, View state, AppRole role, String text) {
    String id = call.names().secretId(role.uuid(), SecretBytes.ofUtf8(text));
    return AppRoles.secretId(state, role.uuid(), id, call.now());
  }

  private static Map<String, Object> shown(SecretId one) {
    Map<String, Object> data = new TreeMap<>();
    data.put("secret_id_accessor", one.accessor());
    data.put("secret_id_num_uses", one.numUses());
    data.put("secret_id_ttl", one.ttlSeconds());
    data.put("creation_time", one.created());
    data.put("expiration_time", one.expires() == null ? NEVER : one.expires());
    data.put("last_updated_time", one.updated());
    data.put("metadata", one.metadata());
    data.put("cidr_list", one.cidrs());
    data.put("token_bound_cidrs", one.boundCidrs());
    return data;
  }

  private static String given(Call call, String name) {
    String text = call.fields().text(name);
    if (text.isEmpty()) {
      throw Refusal.badRequest("missing " + name);
    }
    return text;
  }

  private static AppRole known(Call call, View state) {
    AppRole role = RoleRoutes.find(call, state);
    if (role == null) {
      throw Refusal.internal(missing(call));
    }
    return role;
  }

  private static String missing(Call call) {
    return "role " + GoText.quoted(call.fields().text("role_name")) + " does not exist";
  }

  private static String lost(String accessor) {
    return "failed to find accessor entry for secret_id_accessor: " + GoText.quoted(accessor);
  }
}

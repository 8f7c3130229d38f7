package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.events.Event;
import dev.leasehold.events.OidcEvent.OidcKeyWritten;
import dev.leasehold.events.OidcEvent.OidcPairsDrawn;
import dev.leasehold.events.OidcEvent.OidcRoleDeleted;
import dev.leasehold.events.OidcEvent.OidcRoleWritten;
import dev.leasehold.events.OidcRole;
import dev.leasehold.events.Payload;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.identity.oidc.NamedKeys.Drawn;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Roles: what tokens say, for whom, and which key signs them.
final class RoleRoutes {
  private static final int CLIENT_ID_LENGTH = 26;

  private static final Field[] FIELDS = {
    Field.text("key", "The OIDC key to use for generating tokens."),
    Field.text("template", "The template string to use for generating tokens."),
    Field.seconds("ttl", "TTL of the tokens generated against the role.").fallback(NamedKeys.DAY),
    Field.text("client_id", "Optional client_id")
  };

  private RoleRoutes() {}

  static List<Route> all() {
    Handler write = new Handler.Prepared(RoleRoutes::prepare, RoleRoutes::write);
    return List.of(
        Route.at("oidc/role/").list(RoleRoutes::list),
        Route.at("oidc/role/{name}")
            .fields(FIELDS)
            .existing((call, view) -> find(call, view) != null)
            .read(RoleRoutes::read)
            .on(write, Operation.CREATE, Operation.UPDATE)
            .delete(RoleRoutes::delete));
  }

  private static @Nullable OidcRole find(Call call, View view) {
    return OidcKeys.role(view, call.mount().namespace(), call.fields().text("name"));
  }

  private static Response list(Call call, View view) {
    List<String> names =
        OidcKeys.roles(view, call.mount().namespace()).stream().map(OidcRole::name).toList();
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private static Response read(Call call, View view) {
    OidcRole role = find(call, view);
    if (role == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("client_id", role.client());
    data.put("key", role.signer());
    data.put("template", role.template());
    data.put("ttl", role.ttlSeconds());
    return Response.of(data);
  }

  private static Decision delete(Call call, View head) {
    OidcRole role = find(call, head);
    return role == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new OidcRoleDeleted(role.namespace(), role.name()));
  }

  private static String signer(Fields fields, @Nullable OidcRole before) {
    return before == null || fields.given("key") ? fields.text("key") : before.signer();
  }

  /// The first role of the default key has its pairs drawn.
  private static @Nullable Object prepare(Call call, View committed) {
    OidcKeyRow row = signerRow(call, find(call, committed), committed);
    return row != null && row.signing() == null
        ? NamedKeys.drawTwo(row.settings().algorithm(), call.entropy())
        : null;
  }

  private static @Nullable OidcKeyRow signerRow(Call call, @Nullable OidcRole before, View view) {
    return NamedKeys.find(
        view, call.mount().namespace(), signer(call.fields(), before), call.now());
  }

  private static Decision write(Call call, View head, @Nullable Object prepared) {
    Fields fields = call.fields();
    OidcRole before = find(call, head);
    String signer = signer(fields, before);
    if (signer.isEmpty()) {
      throw Refusal.badRequest("the key parameter is required");
    }
    String template =
        decoded(
            before == null || fields.given("template")
                ? fields.text("template")
                : before.template());
    ClaimTemplate.check(template, call.now());
    long ttl = before == null || fields.given("ttl") ? fields.seconds("ttl") : before.ttlSeconds();
    OidcKeyRow row = signerRow(call, before, head);
    if (row == null) {
      throw Refusal.badRequest("cannot find key " + GoText.quoted(signer));
    }
    if (ttl > row.settings().verificationTtlSeconds()) {
      throw Refusal.badRequest(
          "a role's token ttl cannot be longer than the verification_ttl of the key it"
              + " references");
    }
    OidcRole after =
        new OidcRole(
            call.mount().namespace(),
            fields.text("name"),
            signer,
            template,
            ttl,
            client(call, before));
    List<Event> events = new ArrayList<>();
    List<Payload> brought = firstPairs(call, row, prepared, events);
    events.add(new OidcRoleWritten(after));
    return Decision.of(Response.nothing(), events).bringing(brought.toArray(Payload[]::new));
  }

  private static String client(Call call, @Nullable OidcRole before) {
    String client =
        before == null || call.fields().given("client_id")
            ? call.fields().text("client_id")
            : before.client();
    return client.isEmpty() ? call.entropy().base62(CLIENT_ID_LENGTH) : client;
  }

  /// Draws the pairs of the default key, where it has none yet.
  static List<Payload> firstPairs(
      Call call, OidcKeyRow row, @Nullable Object prepared, List<Event> events) {
    if (row.signing() != null) {
      return List.of();
    }
    List<Drawn> two =
        prepared == null
            ? NamedKeys.drawTwo(row.settings().algorithm(), call.entropy())
            : KeyRoutes.two(prepared);
    events.add(new OidcKeyWritten(row.settings()));
    events.add(
        new OidcPairsDrawn(
            row.settings().namespace(),
            row.settings().name(),
            two.get(0).pair(),
            two.get(1).pair(),
            call.now()));
    return List.of(two.get(0).payload(), two.get(1).payload());
  }

  /// A template may be sent in base64.
  static String decoded(String template) {
    try {
      return new String(Base64.getDecoder().decode(template), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return template;
    }
  }
}

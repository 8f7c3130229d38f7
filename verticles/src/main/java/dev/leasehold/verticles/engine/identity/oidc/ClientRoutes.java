package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Event;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcEvent.OidcClientDeleted;
import dev.leasehold.events.OidcEvent.OidcClientWritten;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Clients of OIDC providers. A confidential one has a secret, which is a payload.
final class ClientRoutes {
  private static final int ID_LENGTH = 32;
  private static final int SECRET_LENGTH = 64;
  private static final String SECRET_PREFIX = "hvo_secret_";
  private static final String CONFIDENTIAL = "confidential";
  private static final String PUBLIC = "public";

  private static final Field[] FIELDS = {
    Field.commaList(
        "redirect_uris",
        "Comma separated string or array of redirect URIs used by the client. One of these values"
            + " must exactly match the redirect_uri parameter value used in each authentication"
            + " request."),
    Field.commaList("assignments", "Comma separated string or array of assignment resources."),
    Field.text(
            "key",
            "A reference to a named key resource. Cannot be modified after creation. Defaults to"
                + " the 'default' key.")
        .fallback(NamedKeys.DEFAULT),
    Field.seconds("id_token_ttl", "The time-to-live for ID tokens obtained by the client.")
        .fallback(NamedKeys.DAY),
    Field.seconds("access_token_ttl", "The time-to-live for access tokens obtained by the client.")
        .fallback(NamedKeys.DAY),
    Field.text(
            "client_type",
            "The client type based on its ability to maintain confidentiality of credentials. The"
                + " following client types are supported: 'confidential', 'public'. Defaults to"
                + " 'confidential'.")
        .fallback(CONFIDENTIAL)
  };

  private ClientRoutes() {}

  static List<Route> all() {
    Handler write = new Handler.Prepared(ClientRoutes::prepare, ClientRoutes::write);
    return List.of(
        Route.at("oidc/client/").list(ClientRoutes::list),
        Route.at("oidc/client/{name}")
            .fields(FIELDS)
            .existing((call, view) -> find(call, view) != null)
            .read(ClientRoutes::read)
            .on(write, Operation.CREATE, Operation.UPDATE)
            .delete(ClientRoutes::delete));
  }

  private static @Nullable OidcClient find(Call call, View view) {
    return OidcProviders.client(view, call.mount().namespace(), call.fields().text("name"));
  }

  private static Response list(Call call, View view) {
    List<String> names = new ArrayList<>();
    Map<String, Object> shown = new LinkedHashMap<>();
    for (OidcClient client : OidcProviders.clients(view, call.mount().namespace())) {
      names.add(client.name());
      shown.put(client.name(), shown(client, null));
    }
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("key_info", shown, "keys", names));
  }

  private static Response read(Call call, View view) {
    OidcClient client = find(call, view);
    if (client == null) {
      throw Refusal.notFound();
    }
    return Response.of(shown(client, secret(client, view)));
  }

  /// What a confidential client proves itself by, or null.
  static @Nullable SecretBytes secret(OidcClient client, View view) {
    if (client.secret() == null) {
      return null;
    }
    SecretBytes secret = view.payload(client.secret());
    if (secret == null) {
      throw new Fault("a payload is missing");
    }
    return secret;
  }

  private static Map<String, Object> shown(OidcClient client, @Nullable SecretBytes secret) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("access_token_ttl", client.accessTtlSeconds());
    data.put("assignments", client.assignments());
    data.put("client_id", client.id());
    if (secret != null) {
      data.put("client_secret", secret);
    }
    data.put("client_type", type(client));
    data.put("id_token_ttl", client.identityTtlSeconds());
    data.put("key", client.signer());
    data.put("redirect_uris", client.redirects());
    return data;
  }

  private static String type(OidcClient client) {
    return client.secret() == null ? PUBLIC : CONFIDENTIAL;
  }

  private static String signer(Call call, @Nullable OidcClient before) {
    Fields fields = call.fields();
    if (before == null) {
      return fields.text("key");
    }
    if (fields.given("key") && !fields.text("key").equals(before.signer())) {
      throw Refusal.badRequest("key modification is not allowed");
    }
    return before.signer();
  }

  /// The first client of the default key has its pairs drawn.
  private static @Nullable Object prepare(Call call, View committed) {
    OidcKeyRow row = signerRow(call, find(call, committed), committed);
    return row.signing() == null
        ? NamedKeys.drawTwo(row.settings().algorithm(), call.entropy())
        : null;
  }

  private static OidcKeyRow signerRow(Call call, @Nullable OidcClient before, View view) {
    for (String name : assignments(call, before)) {
      if (AssignmentRoutes.find(view, call.mount().namespace(), name) == null) {
        throw Refusal.badRequest("assignment " + GoText.quoted(name) + " does not exist");
      }
    }
    String signer = signer(call, before);
    OidcKeyRow row = NamedKeys.find(view, call.mount().namespace(), signer, call.now());
    if (row == null) {
      throw Refusal.badRequest("key " + GoText.quoted(signer) + " does not exist");
    }
    return row;
  }

  private static List<String> assignments(Call call, @Nullable OidcClient before) {
    return before == null || call.fields().given("assignments")
        ? Distinct.of(call.fields().list("assignments"))
        : before.assignments();
  }

  private static Decision write(Call call, View head, @Nullable Object prepared) {
    Fields fields = call.fields();
    OidcClient before = find(call, head);
    OidcKeyRow row = signerRow(call, before, head);
    long identityTtl =
        before == null || fields.given("id_token_ttl")
            ? fields.seconds("id_token_ttl")
            : before.identityTtlSeconds();
    if (identityTtl > row.settings().verificationTtlSeconds()) {
      throw Refusal.badRequest(
          "a client's id_token_ttl cannot be greater than the verification_ttl of the key it"
              + " references");
    }
    boolean confidential = confidential(fields, before);
    Payload secret = before == null && confidential ? drawnSecret(call) : null;
    PayloadName kept = before == null ? null : before.secret();
    OidcClient after =
        new OidcClient(
            call.mount().namespace(),
            fields.text("name"),
            before == null ? call.entropy().base62(ID_LENGTH) : before.id(),
            secret == null ? kept : secret.name(),
            before == null || fields.given("redirect_uris")
                ? Distinct.of(fields.list("redirect_uris"))
                : before.redirects(),
            assignments(call, before),
            signer(call, before),
            identityTtl,
            before == null || fields.given("access_token_ttl")
                ? fields.seconds("access_token_ttl")
                : before.accessTtlSeconds());
    List<Event> events = new ArrayList<>();
    List<Payload> brought = new ArrayList<>(RoleRoutes.firstPairs(call, row, prepared, events));
    events.add(new OidcClientWritten(after));
    if (secret != null) {
      brought.add(secret);
    }
    return Decision.of(Response.nothing(), events).bringing(brought.toArray(Payload[]::new));
  }

  private static boolean confidential(Fields fields, @Nullable OidcClient before) {
    String type = fields.text("client_type");
    if (before != null && fields.given("client_type") && !type.equals(type(before))) {
      throw Refusal.badRequest("client_type modification is not allowed");
    }
    if (!type.equals(CONFIDENTIAL) && !type.equals(PUBLIC)) {
      throw Refusal.badRequest("invalid client_type " + GoText.quoted(type));
    }
    return type.equals(CONFIDENTIAL);
  }

  private static Payload drawnSecret(Call call) {
    PayloadName name =
        new PayloadName(HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES)));
    return new Payload(
        name, SecretBytes.ofUtf8(SECRET_PREFIX + call.entropy().base62(SECRET_LENGTH)));
  }

  private static Decision delete(Call call, View head) {
    OidcClient client = find(call, head);
    return client == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new OidcClientDeleted(client.namespace(), client.name()))
            .destroying(client.secret() == null ? List.of() : List.of(client.secret()));
  }
}

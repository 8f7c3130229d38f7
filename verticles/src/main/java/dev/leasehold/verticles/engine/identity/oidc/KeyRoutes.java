package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.jose.TokenKeys;
import dev.leasehold.events.Event;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcEvent.OidcKeyDeleted;
import dev.leasehold.events.OidcEvent.OidcKeyRotated;
import dev.leasehold.events.OidcEvent.OidcKeyWritten;
import dev.leasehold.events.OidcEvent.OidcPairsDrawn;
import dev.leasehold.events.OidcKey;
import dev.leasehold.events.OidcPair;
import dev.leasehold.events.OidcRole;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.projections.oidc.OidcProviders;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Named keys. Pairs are drawn on a worker; a key signs with another pair by order, or with the
/// first token after its time.
final class KeyRoutes {
  private static final long SHORTEST_ROTATION = 60;

  private static final Field TTL =
      Field.seconds("verification_ttl", "How long a rotated key is published.");
  private static final Field[] FIELDS = {
    Field.seconds("rotation_period", "How often to generate a new keypair.")
        .fallback(NamedKeys.DAY),
    TTL.fallback(NamedKeys.DAY),
    Field.text("algorithm", "Signing algorithm to use.").fallback(NamedKeys.ALGORITHM),
    Field.commaList("allowed_client_ids", "Role client ids allowed to use this key for signing.")
  };

  private KeyRoutes() {}

  static List<Route> all() {
    Handler write = new Handler.Prepared(KeyRoutes::prepare, KeyRoutes::write);
    Handler rotate = new Handler.Prepared(KeyRoutes::prepareRotation, KeyRoutes::rotate);
    Route rotation = Route.at("oidc/key/{name}/rotate").fields(TTL);
    return List.of(
        Route.at("oidc/key/").list(KeyRoutes::list),
        Route.at("oidc/key/{name}")
            .fields(FIELDS)
            .existing((call, view) -> find(call, view) != null)
            .read(KeyRoutes::read)
            .on(write, Operation.CREATE, Operation.UPDATE)
            .delete(KeyRoutes::delete),
        rotation.on(rotate, Operation.CREATE, Operation.UPDATE));
  }

  private static @Nullable OidcKeyRow find(Call call, View view) {
    return NamedKeys.find(view, call.mount().namespace(), call.fields().text("name"), call.now());
  }

  private static Response list(Call call, View view) {
    return Response.of(Map.of("keys", NamedKeys.names(view, call.mount().namespace())));
  }

  private static Response read(Call call, View view) {
    OidcKeyRow row = find(call, view);
    if (row == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("algorithm", row.settings().algorithm());
    data.put("allowed_client_ids", row.settings().allowedClients());
    data.put("rotation_period", row.settings().rotationPeriodSeconds());
    data.put("verification_ttl", row.settings().verificationTtlSeconds());
    return Response.of(data);
  }

  private static @Nullable Object prepare(Call call, View committed) {
    OidcKeyRow before = find(call, committed);
    OidcKey after = settings(call, before);
    boolean known = TokenKeys.ALGORITHMS.contains(after.algorithm());
    return known && draws(before, after)
        ? NamedKeys.drawTwo(after.algorithm(), call.entropy())
        : null;
  }

  /// Whether a key that becomes so needs new pairs.
  private static boolean draws(@Nullable OidcKeyRow before, OidcKey after) {
    return before == null || !before.settings().algorithm().equals(after.algorithm());
  }

  private static Decision write(Call call, View head, @Nullable Object prepared) {
    OidcKeyRow before = find(call, head);
    OidcKey after = settings(call, before);
    check(call, after, before, head);
    List<Event> events = new ArrayList<>();
    events.add(new OidcKeyWritten(after));
    if (!draws(before, after)) {
      return Decision.of(Response.nothing(), events);
    }
    return drawn(call, before, after, prepared, events);
  }

  private static Decision drawn(
      Call call,
      @Nullable OidcKeyRow before,
      OidcKey after,
      @Nullable Object prepared,
      List<Event> events) {
    List<Drawn> two =
        prepared == null ? NamedKeys.drawTwo(after.algorithm(), call.entropy()) : two(prepared);
    Instant others = call.now().plusSeconds(after.verificationTtlSeconds());
    events.add(
        new OidcPairsDrawn(
            after.namespace(), after.name(), two.get(0).pair(), two.get(1).pair(), others));
    return Decision.of(Response.nothing(), events)
        .bringing(two.get(0).payload(), two.get(1).payload())
        .destroying(before == null ? List.of() : before.secrets());
  }

  @SuppressWarnings("unchecked") // what the preparation of a key gives
  static List<Drawn> two(Object prepared) {
    return (List<Drawn>) prepared;
  }

  private static OidcKey settings(Call call, @Nullable OidcKeyRow row) {
    Fields fields = call.fields();
    OidcKey before = row == null ? null : row.settings();
    long period =
        before == null || fields.given("rotation_period")
            ? fields.seconds("rotation_period")
            : before.rotationPeriodSeconds();
    Instant rotation = call.now().plusSeconds(period);
    return new OidcKey(
        call.mount().namespace(),
        fields.text("name"),
        before == null || fields.given("algorithm") ? fields.text("algorithm") : before.algorithm(),
        period,
        before == null || fields.given("verification_ttl")
            ? fields.seconds("verification_ttl")
            : before.verificationTtlSeconds(),
        before == null || fields.given("allowed_client_ids")
            ? fields.list("allowed_client_ids")
            : before.allowedClients(),
        before == null || rotation.isBefore(before.nextRotation())
            ? rotation
            : before.nextRotation());
  }

  private static void check(Call call, OidcKey after, @Nullable OidcKeyRow before, View head) {
    if (after.rotationPeriodSeconds() < SHORTEST_ROTATION) {
      throw Refusal.badRequest("rotation_period must be at least one minute");
    }
    long ttl = after.verificationTtlSeconds();
    if (ttl > 10 * after.rotationPeriodSeconds()) {
      throw Refusal.badRequest("verification_ttl cannot be longer than 10x rotation_period");
    }
    boolean tooLong =
        before != null && referring(call, head).stream().anyMatch(role -> role.ttlSeconds() > ttl);
    if (tooLong) {
      throw Refusal.badRequest(
          "unable to update key "
              + GoText.quoted(after.name())
              + " because it is currently referenced by one or more roles with a token ttl"
              + " greater than "
              + ttl
              + " seconds");
    }
    boolean tooLongForClients =
        before != null
            && clients(call, head).stream().anyMatch(client -> client.identityTtlSeconds() > ttl);
    if (tooLongForClients) {
      throw Refusal.badRequest(
          "unable to update key "
              + GoText.quoted(after.name())
              + " because it is currently referenced by one or more clients with an id_token_ttl"
              + " greater than "
              + ttl
              + " seconds");
    }
    if (!TokenKeys.ALGORITHMS.contains(after.algorithm())) {
      throw Refusal.badRequest("unknown signing algorithm " + GoText.quoted(after.algorithm()));
    }
  }

  private static List<OidcRole> referring(Call call, View head) {
    String name = call.fields().text("name");
    return OidcKeys.roles(head, call.mount().namespace()).stream()
        .filter(role -> role.signer().equals(name))
        .toList();
  }

  private static List<OidcClient> clients(Call call, View head) {
    String name = call.fields().text("name");
    return OidcProviders.clients(head, call.mount().namespace()).stream()
        .filter(client -> client.signer().equals(name))
        .toList();
  }

  private static Decision delete(Call call, View head) {
    String name = call.fields().text("name");
    if (name.equals(NamedKeys.DEFAULT)) {
      throw Refusal.badRequest("deletion of key \"default\" not allowed");
    }
    List<String> roles = referring(call, head).stream().map(OidcRole::name).toList();
    if (!roles.isEmpty()) {
      throw Refusal.badRequest(
          "unable to delete key "
              + GoText.quoted(name)
              + " because it is currently referenced by these roles: "
              + String.join(", ", roles));
    }
    List<String> clients = clients(call, head).stream().map(OidcClient::name).toList();
    if (!clients.isEmpty()) {
      throw Refusal.badRequest(
          "unable to delete key "
              + GoText.quoted(name)
              + " because it is currently referenced by these clients: "
              + String.join(", ", clients));
    }
    OidcKeyRow row = find(call, head);
    return row == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new OidcKeyDeleted(call.mount().namespace(), name))
            .destroying(row.secrets());
  }

  private static @Nullable Object prepareRotation(Call call, View committed) {
    OidcKeyRow row = find(call, committed);
    return row == null ? null : NamedKeys.draw(row.settings().algorithm(), call.entropy());
  }

  private static Decision rotate(Call call, View head, @Nullable Object prepared) {
    OidcKeyRow row = find(call, head);
    if (row == null || !(prepared instanceof Drawn drawn)) {
      throw Refusal.badRequest(
          "no named key found at " + GoText.quoted(call.fields().text("name")));
    }
    if (row.signing() == null) {
      // The default key has pairs from the first role on: there is nothing to rotate before.
      return Decision.of(Response.nothing());
    }
    long ttl =
        call.fields().given("verification_ttl")
            ? call.fields().seconds("verification_ttl")
            : row.settings().verificationTtlSeconds();
    return rotated(Response.nothing(), row, drawn, ttl, call.now());
  }

  /// Has the pair that is ready sign, and another one be ready.
  static Decision rotated(
      Response response, OidcKeyRow row, Drawn drawn, long ttlSeconds, Instant now) {
    OidcKey settings = row.settings();
    OidcPair signed = row.signing();
    Decision decision =
        Decision.of(
            response,
            new OidcKeyRotated(
                settings.namespace(),
                settings.name(),
                now.plusSeconds(ttlSeconds),
                now.plusSeconds(settings.rotationPeriodSeconds()),
                drawn.pair()));
    return decision
        .bringing(drawn.payload())
        .destroying(
            signed == null || signed.signing() == null ? List.of() : List.of(signed.signing()));
  }
}

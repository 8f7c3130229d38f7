package dev.leasehold.verticles.astrasimulator;

import dev.leasehold.crypto.secret.Entropy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Astra does when nothing goes wrong: who asks, may they, and what becomes of the tokens. For
/// one thread.
final class Astra {
  /// So that a client in a loop does not fill the memory; no test comes near.
  private static final int MOST_CLIENTS = 200_000;

  private final Map<String, Organization> organizations = new LinkedHashMap<>();
  private final Map<String, AstraClient> clients = new LinkedHashMap<>();
  private final Map<Fingerprint, AstraClient> byToken = new HashMap<>();
  private final Entropy entropy;
  private final InstantSource clock;

  Astra(Setup setup) {
    this.entropy = setup.entropy();
    this.clock = setup.clock();
    for (Tenant tenant : setup.tenants()) {
      organizations.put(tenant.organization().id(), tenant.organization());
      keep(
          new AstraClient(
              tenant.clientId(),
              tenant.organization().id(),
              List.of(Roles.id(Roles.ADMINISTRATOR)),
              clock.instant(),
              "",
              null,
              true,
              Fingerprint.of(tenant.adminToken())));
    }
  }

  /// Does what is asked, and says what Astra would say.
  Reply answer(ApiRequest request, Switches switches) {
    Instant now = clock.instant();
    AstraClient asker = byToken.get(request.asker());
    if (asker == null || asker.isExpired(now)) {
      return Answers.error(request.call(), 401, "unauthorized", switches);
    }
    String needed = needed(request.call());
    if (!needed.isEmpty() && !Roles.allow(asker.roles(), needed)) {
      return Answers.error(request.call(), 403, "forbidden", switches);
    }
    return switch (request.call()) {
      case CREATE -> create(asker, request.body(), now, switches);
      case DELETE -> delete(asker, request.clientId(), now, switches);
      case LIST ->
          Answers.listed(
              clients.values().stream()
                  .filter(each -> each.orgId().equals(asker.orgId()))
                  .filter(each -> switches.showsExpired() || !each.isExpired(now))
                  .toList(),
              switches.listsMarks());
      case ORGANIZATION -> Answers.organization(organization(asker));
      case ROLES -> Answers.roles(switches.roles());
      case UNKNOWN -> Answers.error(request.call(), 404, "not found", switches);
    };
  }

  /// Those that open something now, those from the start among them.
  List<AstraClient> live() {
    Instant now = clock.instant();
    return clients.values().stream().filter(each -> !each.isExpired(now)).toList();
  }

  /// Removes a token without being asked by a call; false where there was none.
  boolean remove(String clientId) {
    AstraClient found = clients.get(clientId);
    if (found == null) {
      return false;
    }
    forget(found);
    return true;
  }

  List<Organization> organizations() {
    return List.copyOf(organizations.values());
  }

  private static String needed(ApiCall call) {
    return switch (call) {
      case CREATE, DELETE -> Role.WRITES_TOKENS;
      case LIST -> Role.READS_TOKENS;
      case ORGANIZATION, ROLES, UNKNOWN -> "";
    };
  }

  private Organization organization(AstraClient asker) {
    Organization found = organizations.get(asker.orgId());
    if (found == null) {
      throw new IllegalStateException("a client belongs to no organization");
    }
    return found;
  }

  private Reply create(AstraClient asker, String body, Instant now, Switches switches) {
    TokenWish wish = TokenWish.read(body);
    if (wish == null) {
      return refused(400, "invalid request", switches);
    }
    Instant expiry = wish.tokenExpiry();
    if (expiry != null && !now.isBefore(expiry)) {
      return refused(400, "the expiry has passed", switches);
    }
    if (!wish.roles().stream().allMatch(Roles::exists)) {
      return refused(switches.unknownRole(), "role not found", switches);
    }
    if (!wish.orgId().isEmpty() && !wish.orgId().equals(asker.orgId())) {
      return refused(403, "forbidden", switches);
    }
    if (clients.size() >= MOST_CLIENTS) {
      return refused(409, "too many tokens", switches);
    }
    String secret = Drawn.secret(entropy);
    String clientId = Drawn.clientId(entropy);
    String token = Tenant.token(clientId, secret);
    AstraClient made =
        new AstraClient(
            clientId,
            asker.orgId(),
            wish.roles(),
            now,
            wish.description(),
            expiry,
            false,
            Fingerprint.of(token));
    keep(made);
    return Answers.created(made, secret, token);
  }

  private static Reply refused(int status, String message, Switches switches) {
    return Answers.error(ApiCall.CREATE, status, message, switches);
  }

  private Reply delete(AstraClient asker, String clientId, Instant now, Switches switches) {
    AstraClient found = clients.get(clientId);
    boolean there =
        found != null
            && found.orgId().equals(asker.orgId())
            && (switches.showsExpired() || !found.isExpired(now));
    if (found == null || !there) {
      return switches.deletedAgain() == 404
          ? Answers.error(ApiCall.DELETE, 404, "client not found", switches)
          : gone(switches.deletedAgain());
    }
    forget(found);
    return gone(switches.deleted());
  }

  private static Reply gone(int status) {
    return Reply.json(status, status == 204 ? "" : "{}");
  }

  private void keep(AstraClient client) {
    clients.put(client.clientId(), client);
    byToken.put(client.token(), client);
  }

  private void forget(AstraClient client) {
    clients.remove(client.clientId());
    byToken.remove(client.token());
  }
}

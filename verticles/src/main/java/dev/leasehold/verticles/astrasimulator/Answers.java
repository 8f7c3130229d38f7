package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Astra's answers, letter by letter.
final class Answers {
  private static final DateTimeFormatter NANOS = pattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'");
  private static final DateTimeFormatter MILLIS = pattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

  private Answers() {}

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  static Reply created(AstraClient client, String secret, String token) {
    return Reply.json(
        200,
        new JsonObject()
            .put("clientId", client.clientId())
            .put("secret", secret)
            .put("orgId", client.orgId())
            .put("roles", new JsonArray(client.roles()))
            .put("token", token)
            .put("generatedOn", NANOS.format(client.generatedOn()))
            .encode());
  }

  static Reply listed(List<AstraClient> clients, boolean marks) {
    JsonArray all = new JsonArray();
    for (AstraClient client : clients) {
      JsonObject one =
          new JsonObject()
              .put("clientId", client.clientId())
              .put("roles", new JsonArray(client.roles()))
              .put("generatedOn", MILLIS.format(client.generatedOn()));
      if (marks) {
        Instant expiry = client.tokenExpiry();
        one.put("description", client.description())
            .put("tokenExpiry", expiry == null ? null : expiry.toString());
      }
      all.add(one);
    }
    return Reply.json(200, new JsonObject().put("clients", all).encode());
  }

  static Reply organization(Organization one) {
    return Reply.json(200, new JsonObject().put("id", one.id()).put("name", one.name()).encode());
  }

  static Reply roles(Switches.Spelling spelling) {
    JsonArray all = new JsonArray();
    for (Role role : Roles.ALL) {
      all.add(
          new JsonObject()
              .put(spelled("ID", spelling), role.id())
              .put(spelled("Name", spelling), role.name())
              .put(spelled("Policy", spelling), policy(role, spelling))
              .put(spelled("Type", spelling), role.type()));
    }
    return Reply.json(200, all.encode());
  }

  private static JsonObject policy(Role role, Switches.Spelling spelling) {
    return new JsonObject()
        .put(spelled("Description", spelling), role.description())
        .put(spelled("Resources", spelling), new JsonArray().add("drn:astra:org:__ORG_ID__"))
        .put(spelled("Actions", spelling), new JsonArray(role.actions()))
        .put(spelled("Effect", spelling), "allow");
  }

  private static String spelled(String name, Switches.Spelling spelling) {
    return switch (spelling) {
      case UPPER -> name;
      case LOWER -> name.toLowerCase(Locale.ROOT);
    };
  }

  /// An error, in the form that this call has them in.
  static Reply error(ApiCall call, int status, String message, Switches switches) {
    return switch (switches.errors()) {
      case AS_DOCUMENTED ->
          call == ApiCall.CREATE && status != 401 && status != 403
              ? text(status)
              : json(status, message, switches);
      case TEXT -> text(status);
      case JSON -> json(status, message, switches);
      case HTML -> html(status);
    };
  }

  private static Reply text(int status) {
    return new Reply(status, Reply.TEXT, "invalid", Map.of());
  }

  static Reply json(int status, String message, Switches switches) {
    JsonObject error =
        new JsonObject()
            .put(spelled("ID", switches.errorIds()), 2_000_000 + status)
            .put("message", message);
    return Reply.json(status, new JsonObject().put("errors", new JsonArray().add(error)).encode());
  }

  static Reply html(int status) {
    String page =
        "<html><head><title>%1$d</title></head><body><h1>%1$d</h1></body></html>\n"
            .formatted(status);
    return new Reply(status, Reply.HTML, page, Map.of());
  }
}

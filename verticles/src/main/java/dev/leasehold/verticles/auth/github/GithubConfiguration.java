package dev.leasehold.verticles.auth.github;

import dev.leasehold.events.GithubEvent;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.github.GithubConfig;
import dev.leasehold.projections.github.GithubProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.TokenFields;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoUrl;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.util.Map;
import java.util.TreeMap;

/// The configuration of a GitHub mount. Where the id of the organization is not told, GitHub is
/// asked for it, without a token, before anything is written.
final class GithubConfiguration {
  private static final TokenFields TOKEN = new TokenFields("ttl", "max_ttl");

  static final Field[] FIELDS =
      TOKEN.after(
          Field.text("organization", "The organization users must be part of"),
          Field.integer("organization_id", "The ID of the organization users must be part of"),
          Field.text("base_url", "The API endpoint to use"));

  private static final String NOT_FETCHED =
      "unable to fetch the organization_id, you must manually set it in the config: ";

  Response read(Call call, View state) {
    GithubConfig config = GithubProjection.config(state, call.mount().uuid());
    if (config == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new TreeMap<>();
    data.put("organization", config.organization());
    data.put("organization_id", config.organizationId());
    data.put("base_url", config.baseUrl());
    TOKEN.show(config.parameters(), data);
    return Response.of(data);
  }

  Handler.Planned write(Call call, View head) {
    Fields fields = call.fields();
    GithubConfig before = GithubProjection.config(head, call.mount().uuid());
    String organization =
        fields.given("organization") || before == null
            ? fields.text("organization")
            : before.organization();
    if (organization.isEmpty()) {
      throw Refusal.badRequest("organization is a required parameter");
    }
    long id =
        fields.given("organization_id") || before == null
            ? fields.number("organization_id")
            : before.organizationId();
    String baseUrl = baseUrl(fields, before == null ? "" : before.baseUrl());
    if (id != 0) {
      return Handler.Planned.answered(written(call, head, organization, id, baseUrl));
    }
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        GithubTalk.organization(call, baseUrl, organization),
        (outcome, then, now) -> written(then, now, organization, fetched(outcome), baseUrl));
  }

  private static String baseUrl(Fields fields, String before) {
    if (!fields.given("base_url")) {
      return before;
    }
    String given = fields.text("base_url");
    String url = given.endsWith("/") ? given : given + "/";
    String error = GoUrl.error(url);
    if (error != null) {
      throw Refusal.badRequest("error parsing given base_url: " + error);
    }
    return url;
  }

  private static long fetched(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(Long id) -> id;
      case Outcome.Done(Refusal refusal) -> throw notFetched(refusal.errors().getFirst());
      case Outcome.Done done -> throw notFetched("an answer of an unknown kind");
      case Outcome.Refused refused -> throw notFetched(refused.error());
      case Outcome.Unknown unknown -> throw notFetched(unknown.error());
    };
  }

  private static Refusal notFetched(String why) {
    return Refusal.internal(NOT_FETCHED + why);
  }

  private static Decision written(
      Call call, View head, String organization, long id, String baseUrl) {
    GithubConfig before = GithubProjection.config(head, call.mount().uuid());
    TokenParameters parameters =
        TOKEN.read(call.fields(), before == null ? TokenParameters.NONE : before.parameters());
    return Decision.of(
        Response.nothing(),
        new GithubEvent.Configured(call.mount().uuid(), organization, id, baseUrl, parameters));
  }
}

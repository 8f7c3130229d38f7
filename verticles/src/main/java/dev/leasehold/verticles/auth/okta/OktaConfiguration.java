package dev.leasehold.verticles.auth.okta;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.OktaEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.okta.OktaConfig;
import dev.leasehold.projections.okta.OktaProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.TokenFields;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoUrl;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The configuration of an Okta mount. The key to Okta's API is a payload and is never shown.
final class OktaConfiguration {
  private static final TokenFields TOKEN = new TokenFields("ttl", "max_ttl");

  static final Field[] FIELDS =
      TOKEN.after(
          Field.text("organization", "Use org_name instead."),
          Field.text("org_name", "Name of the organization to be used in the Okta API."),
          Field.text("token", "Use api_token instead.").keptSecret(),
          Field.text("api_token", "Okta API key.").keptSecret(),
          Field.text("base_url", "The base domain to use for the Okta API."),
          Field.flag("production", "Use base_url instead."),
          Field.flag("bypass_okta_mfa", "Requests by Okta for a MFA check are bypassed."));

  private static final List<String> BYPASSED =
      List.of(
          "Okta MFA bypass is configured. In addition to ignoring Okta MFA requests, certain other"
              + " account statuses will not be seen, such as PASSWORD_EXPIRED. Authentication will"
              + " succeed in these cases.");

  boolean exists(Call call, View state) {
    return OktaProjection.config(state, call.mount().uuid()) != null;
  }

  Response read(Call call, View state) {
    OktaConfig config = OktaProjection.config(state, call.mount().uuid());
    if (config == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new TreeMap<>();
    data.put("organization", config.organization());
    data.put("org_name", config.organization());
    data.put("bypass_okta_mfa", config.bypassMfa());
    if (!config.baseUrl().isEmpty()) {
      data.put("base_url", config.baseUrl());
    }
    if (config.production() != null) {
      data.put("production", Boolean.valueOf(config.production()));
    }
    TOKEN.show(config.parameters(), data);
    return Response.of(data).warned(config.bypassMfa() ? BYPASSED : List.of());
  }

  Decision write(Call call, View head) {
    Fields fields = call.fields();
    OktaConfig before = OktaProjection.config(head, call.mount().uuid());
    String organization = organization(call, before == null ? "" : before.organization());
    String baseUrl = baseUrl(fields, organization, before == null ? "" : before.baseUrl());
    String production = before == null ? null : before.production();
    if (fields.given("production")) {
      production = String.valueOf(fields.flag("production"));
    }
    boolean bypass =
        fields.given("bypass_okta_mfa")
            ? fields.flag("bypass_okta_mfa")
            : before != null && before.bypassMfa();
    TokenParameters parameters =
        TOKEN.read(fields, before == null ? TokenParameters.NONE : before.parameters());
    Written written =
        new Written(
            organization, baseUrl, baseUrl.isEmpty() ? production : null, bypass, parameters);
    return written(call, written, before == null ? null : before.credential());
  }

  private record Written(
      String organization,
      String baseUrl,
      @Nullable String production,
      boolean bypass,
      TokenParameters parameters) {

    OktaEvent with(String mount, @Nullable PayloadName credential) {
      return new OktaEvent.Configured(
          mount, organization, baseUrl, production, bypass, parameters, credential);
    }
  }

  private static Decision written(Call call, Written written, @Nullable PayloadName before) {
    Fields fields = call.fields();
    String mount = call.mount().uuid();
    Response answer = written.bypass() ? Response.nothing().warned(BYPASSED) : Response.nothing();
    if (!fields.given("api_token") && !fields.given("token")) {
      return Decision.of(answer, written.with(mount, before));
    }
    String key = fields.text(fields.given("api_token") ? "api_token" : "token");
    List<PayloadName> destroyed = before == null ? List.of() : List.of(before);
    if (key.isEmpty()) {
      return Decision.of(answer, written.with(mount, null)).destroying(destroyed);
    }
    PayloadName name =
        new PayloadName(HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES)));
    return Decision.of(answer, written.with(mount, name))
        .bringing(new Payload(name, SecretBytes.ofUtf8(key)))
        .destroying(destroyed);
  }

  private static String organization(Call call, String before) {
    Fields fields = call.fields();
    String organization = fields.given("org_name") ? fields.text("org_name") : before;
    if (organization.isEmpty() && fields.given("organization")) {
      organization = fields.text("organization");
    }
    if (organization.isEmpty() && call.request().operation() == Operation.CREATE) {
      throw Refusal.badRequest("org_name is missing");
    }
    return organization;
  }

  private static String baseUrl(Fields fields, String organization, String before) {
    if (!fields.given("base_url")) {
      return before;
    }
    String given = fields.text("base_url");
    String error = GoUrl.error("https://" + organization + "," + given);
    if (error != null) {
      throw Refusal.badRequest("Error parsing given base_url: " + error);
    }
    return given;
  }
}

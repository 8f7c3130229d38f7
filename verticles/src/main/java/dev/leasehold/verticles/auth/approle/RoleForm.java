package dev.leasehold.verticles.auth.approle;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.verticles.auth.login.TokenFields;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what clients write of a role, in Vault's order and with Vault's texts.
final class RoleForm {
  static final TokenFields TOKEN = TokenFields.adjusting("policies", "period");

  static final Field[] FIELDS =
      TOKEN.after(
          Field.flag("bind_secret_id", "Impose secret_id to be presented").fallback(true),
          Field.commaList("bound_cidr_list", "Use \"secret_id_bound_cidrs\" instead"),
          Field.commaList("secret_id_bound_cidrs", "From where secret ids may be used"),
          Field.integer("secret_id_num_uses", "How often a secret id may be used"),
          Field.seconds("secret_id_ttl", "How long a secret id lives"),
          Field.text("role_id", "Identifier of the role. Defaults to a UUID"),
          Field.flag("local_secret_ids", "The secret ids stay in this cluster"));

  private RoleForm() {}

  /// What a role is after a request.
  static AppRole read(Call call, @Nullable AppRole before) {
    Fields fields = call.fields();
    TokenParameters token =
        TOKEN.readNew(fields, before == null ? TokenParameters.NONE : before.parameters());
    if (before != null && fields.given("local_secret_ids")) {
      throw Refusal.badRequest("local_secret_ids can only be modified during role creation");
    }
    String roleId = roleId(call, before);
    List<String> cidrs = cidrs(fields, before == null ? null : before.boundCidrs());
    int numUses =
        (fields.given("secret_id_num_uses") || before == null)
            ? fields.integer("secret_id_num_uses")
            : before.numUses();
    if (numUses < 0) {
      throw Refusal.badRequest("secret_id_num_uses cannot be negative");
    }
    token = TOKEN.readOld(fields, token);
    refuseLongPeriod(call, token.old().contains("period") ? token.periodSeconds() : 0);
    return new AppRole(
        before == null ? call.entropy().uuid() : before.uuid(),
        roleId,
        (fields.given("bind_secret_id") || before == null)
            ? fields.flag("bind_secret_id")
            : before.bindSecretId(),
        cidrs,
        numUses,
        (fields.given("secret_id_ttl") || before == null)
            ? fields.seconds("secret_id_ttl")
            : before.ttlSeconds(),
        before == null ? fields.flag("local_secret_ids") : before.local(),
        token);
  }

  private static String roleId(Call call, @Nullable AppRole before) {
    Fields fields = call.fields();
    if (!fields.given("role_id")) {
      return before == null ? call.entropy().uuid() : before.roleId();
    }
    String given = fields.text("role_id");
    if (given.isEmpty()) {
      throw Refusal.badRequest("invalid role_id supplied, or failed to generate a role_id");
    }
    return given;
  }

  private static @Nullable List<String> cidrs(Fields fields, @Nullable List<String> before) {
    String name =
        fields.given("secret_id_bound_cidrs") ? "secret_id_bound_cidrs" : "bound_cidr_list";
    if (!fields.given(name)) {
      return before;
    }
    List<String> given = fields.list(name);
    refuseUnfit(given, "failed to validate CIDR blocks: ");
    return given;
  }

  /// Refuses what is no CIDR block with its mask.
  static void refuseUnfit(List<String> blocks, String what) {
    for (String block : blocks) {
      if (!block.contains("/") || !Addresses.isBlock(block)) {
        throw Refusal.internal(what + "invalid CIDR address: " + block);
      }
    }
  }

  static void refuseLongPeriod(Call call, long period) {
    long max = call.ttls().maxOf(call.mount());
    if (period > max) {
      throw Refusal.badRequest(
          "period of "
              + GoText.quoted(DurationText.format(Duration.ofSeconds(period)))
              + " is greater than the backend's maximum lease TTL of "
              + GoText.quoted(DurationText.format(Duration.ofSeconds(max))));
    }
  }
}

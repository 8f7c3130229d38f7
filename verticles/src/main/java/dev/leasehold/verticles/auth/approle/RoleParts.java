package dev.leasehold.verticles.auth.approle;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.TokenFields;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The single settings of a role, each at a path of its own.
final class RoleParts {
  private static final String OLD_LIST =
      "The \"bound_cidr_list\" field is deprecated and will be removed. Please use"
          + " \"secret_id_bound_cidrs\" instead.";

  private RoleParts() {}

  /// Takes what a request says of a setting.
  @FunctionalInterface
  interface Taking {
    AppRole taken(Call call, AppRole role);
  }

  /// Sets back what a request deletes.
  @FunctionalInterface
  interface Clearing {
    AppRole cleared(AppRole role);
  }

  /// One setting: its path, its fields, what a read shows, and how it is changed.
  ///
  /// @param taking null where it can only be read
  record Part(
      String path,
      List<Field> fields,
      Shown shown,
      @Nullable Taking taking,
      @Nullable Clearing clearing) {

    Route route() {
      Route route =
          Route.at("role/{role_name}/" + path)
              .fields(fields.toArray(new Field[0]))
              .read(this::read);
      if (taking == null || clearing == null) {
        return route;
      }
      Taking takes = taking;
      Clearing clears = clearing;
      return route
          .write((call, head) -> write(call, head, takes))
          .delete((call, head) -> delete(call, head, clears));
    }

    private Response read(Call call, View state) {
      AppRole role = RoleRoutes.found(call, state);
      Map<String, Object> data = new TreeMap<>();
      shown.show(role, data);
      Response response = Response.of(data);
      return path.equals("bound-cidr-list") ? response.warned(List.of(OLD_LIST)) : response;
    }

    private static Decision write(Call call, View head, Taking taking) {
      AppRole role = RoleRoutes.find(call, head);
      if (role == null) {
        throw Refusal.unsupportedPath();
      }
      return RoleRoutes.written(call, head, taking.taken(call, role));
    }

    private static Decision delete(Call call, View head, Clearing clearing) {
      AppRole role = RoleRoutes.find(call, head);
      return role == null
          ? Decision.of(Response.nothing())
          : RoleRoutes.written(call, head, clearing.cleared(role));
    }
  }

  /// Puts what a read shows.
  @FunctionalInterface
  interface Shown {
    void show(AppRole role, Map<String, Object> data);
  }

  static final List<Part> ALL =
      List.of(
          new Part(
              "local-secret-ids",
              List.of(),
              (role, data) -> data.put("local_secret_ids", role.local()),
              null,
              null),
          token("policies", RoleParts::policies, List.of("policies", "token_policies")),
          token("period", RoleParts::period, List.of("period", "token_period")),
          token("token-ttl", RoleParts::ttl, List.of("token_ttl")),
          token("token-max-ttl", RoleParts::maxTtl, List.of("token_max_ttl")),
          token("token-num-uses", RoleParts::tokenUses, List.of("token_num_uses")),
          token("token-bound-cidrs", RoleParts::tokenCidrs, List.of("token_bound_cidrs")),
          new Part(
              "bound-cidr-list",
              List.of(Field.commaList("bound_cidr_list", "Use \"secret_id_bound_cidrs\" instead")),
              (role, data) -> data.put("bound_cidr_list", null),
              (call, role) -> cidrs(call.fields(), "bound_cidr_list", role),
              role -> role),
          new Part(
              "secret-id-bound-cidrs",
              List.of(Field.commaList("secret_id_bound_cidrs", "From where they may be used")),
              (role, data) -> data.put("secret_id_bound_cidrs", role.boundCidrs()),
              (call, role) -> cidrs(call.fields(), "secret_id_bound_cidrs", role),
              role -> with(role, role.bindSecretId(), null, role.numUses(), role.ttlSeconds())),
          new Part(
              "bind-secret-id",
              List.of(Field.flag("bind_secret_id", "Impose secret_id").fallback(true)),
              (role, data) -> data.put("bind_secret_id", role.bindSecretId()),
              (call, role) -> bound(call.fields().flag(given(call, "bind_secret_id")), role),
              role -> bound(true, role)),
          new Part(
              "secret-id-num-uses",
              List.of(Field.integer("secret_id_num_uses", "How often one may be used")),
              (role, data) -> data.put("secret_id_num_uses", role.numUses()),
              RoleParts::numUses,
              role -> with(role, role.bindSecretId(), role.boundCidrs(), 0, role.ttlSeconds())),
          new Part(
              "secret-id-ttl",
              List.of(Field.seconds("secret_id_ttl", "How long one lives")),
              (role, data) -> data.put("secret_id_ttl", role.ttlSeconds()),
              (call, role) ->
                  with(
                      role,
                      role.bindSecretId(),
                      role.boundCidrs(),
                      role.numUses(),
                      call.fields().seconds(given(call, "secret_id_ttl"))),
              role -> with(role, role.bindSecretId(), role.boundCidrs(), role.numUses(), 0)));

  /// What a request says of the tokens of a role; all of it set back where there is no request.
  @FunctionalInterface
  private interface TokenTaking {
    TokenParameters taken(@Nullable Call call, TokenParameters before);
  }

  private static Part token(String path, TokenTaking taking, List<String> names) {
    return new Part(
        path,
        names.stream().map(RoleParts::field).toList(),
        (role, data) -> {
          Map<String, Object> all = new TreeMap<>();
          RoleForm.TOKEN.show(role.parameters(), all);
          all.keySet().retainAll(names);
          // Vault shows none where none were given, but here alone.
          all.replaceAll((name, value) -> name.endsWith("cidrs") ? orNull(value) : value);
          data.putAll(all);
        },
        (call, role) -> with(role, taking.taken(call, role.parameters())),
        role -> with(role, taking.taken(null, role.parameters())));
  }

  private static @Nullable Object orNull(Object blocks) {
    return blocks.equals(List.of()) ? null : blocks;
  }

  private static Field field(String name) {
    return switch (name) {
      case "token_policies", "token_bound_cidrs" -> Field.commaList(name, "See the role");
      case "token_num_uses" -> Field.integer(name, "See the role");
      case "token_period", "token_ttl", "token_max_ttl" -> Field.seconds(name, "See the role");
      default -> TokenFields.oldField(name);
    };
  }

  private static TokenParameters policies(@Nullable Call call, TokenParameters before) {
    if (call == null) {
      return TokenShift.of(before).policies(List.of()).without("policies");
    }
    if (!call.fields().given("token_policies") && !call.fields().given("policies")) {
      throw Refusal.badRequest("missing token_policies");
    }
    return RoleForm.TOKEN.readPolicies(call.fields(), before);
  }

  private static TokenParameters period(@Nullable Call call, TokenParameters before) {
    if (call == null) {
      return TokenShift.of(before).period(0).without("period");
    }
    Fields fields = call.fields();
    if (!fields.given("token_period") && !fields.given("period")) {
      throw Refusal.badRequest("missing period");
    }
    TokenParameters after =
        fields.given("token_period")
            ? TokenShift.of(before).period(fields.seconds("token_period")).without("period")
            : TokenShift.of(before).period(fields.seconds("period")).with("period");
    RoleForm.refuseLongPeriod(call, after.periodSeconds());
    return after;
  }

  private static TokenParameters ttl(@Nullable Call call, TokenParameters before) {
    long ttl = call == null ? 0 : call.fields().seconds(given(call, "token_ttl"));
    if (before.maxTtlSeconds() > 0 && ttl > before.maxTtlSeconds()) {
      throw Refusal.badRequest("token_ttl should not be greater than token_max_ttl");
    }
    return TokenShift.of(before).ttl(ttl).done();
  }

  private static TokenParameters maxTtl(@Nullable Call call, TokenParameters before) {
    long max = call == null ? 0 : call.fields().seconds(given(call, "token_max_ttl"));
    if (max > 0 && before.ttlSeconds() > max) {
      throw Refusal.badRequest("token_max_ttl should be greater than or equal to token_ttl");
    }
    return TokenShift.of(before).maxTtl(max).done();
  }

  private static TokenParameters tokenUses(@Nullable Call call, TokenParameters before) {
    int uses = call == null ? 0 : call.fields().integer(given(call, "token_num_uses"));
    return TokenShift.of(before).numUses(uses).done();
  }

  private static TokenParameters tokenCidrs(@Nullable Call call, TokenParameters before) {
    if (call == null) {
      return TokenShift.of(before).boundCidrs(List.of()).done();
    }
    return call.fields().given("token_bound_cidrs")
        ? TokenShift.of(before)
            .boundCidrs(TokenFields.blocks(call.fields().list("token_bound_cidrs")))
            .done()
        : before;
  }

  private static AppRole cidrs(Fields fields, String name, AppRole role) {
    if (!fields.given(name)) {
      return role;
    }
    List<String> cidrs = fields.list(name);
    if (cidrs.isEmpty()) {
      throw Refusal.badRequest("missing bound_cidr_list");
    }
    try {
      RoleForm.refuseUnfit(cidrs, "failed to validate CIDR blocks: ");
    } catch (Refusal refusal) {
      throw Refusal.badRequest(refusal.errors().getFirst());
    }
    return with(role, role.bindSecretId(), cidrs, role.numUses(), role.ttlSeconds());
  }

  private static AppRole numUses(Call call, AppRole role) {
    int uses = call.fields().integer(given(call, "secret_id_num_uses"));
    if (uses < 0) {
      throw Refusal.badRequest("secret_id_num_uses cannot be negative");
    }
    return with(role, role.bindSecretId(), role.boundCidrs(), uses, role.ttlSeconds());
  }

  private static String given(Call call, String name) {
    if (!call.fields().given(name)) {
      throw Refusal.badRequest("missing " + name);
    }
    return name;
  }

  private static AppRole bound(boolean bind, AppRole role) {
    return with(role, bind, role.boundCidrs(), role.numUses(), role.ttlSeconds());
  }

  private static AppRole with(
      AppRole role, boolean bind, @Nullable List<String> cidrs, int numUses, long ttl) {
    return new AppRole(
        role.uuid(), role.roleId(), bind, cidrs, numUses, ttl, role.local(), role.parameters());
  }

  private static AppRole with(AppRole role, TokenParameters parameters) {
    return new AppRole(
        role.uuid(),
        role.roleId(),
        role.bindSecretId(),
        role.boundCidrs(),
        role.numUses(),
        role.ttlSeconds(),
        role.local(),
        parameters);
  }
}

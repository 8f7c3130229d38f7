package dev.leasehold.verticles.auth.token;

import dev.leasehold.events.TokenParameters;
import dev.leasehold.events.TokenRole;
import dev.leasehold.verticles.auth.login.TokenFields;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what clients write of a role of the token method, in Vault's order.
final class TokenRoleForm {
  private static final Pattern SUFFIX = Pattern.compile("\\w[\\w-.]+\\w");

  static final Field[] FIELDS = {
    Field.commaList("allowed_policies", "Policies that its tokens may have"),
    Field.commaList("disallowed_policies", "Policies that its tokens may not have"),
    Field.commaList("allowed_policies_glob", "The same by patterns"),
    Field.commaList("disallowed_policies_glob", "The same by patterns"),
    Field.flag("orphan", "Its tokens have no parent"),
    Field.seconds("period", "Use \"token_period\" instead"),
    Field.text("path_suffix", "Put behind the path of its tokens"),
    Field.seconds("explicit_max_ttl", "Use \"token_explicit_max_ttl\" instead"),
    Field.flag("renewable", "Its tokens may be renewed").fallback(true),
    Field.commaList("bound_cidrs", "Use \"token_bound_cidrs\" instead"),
    Field.commaList("allowed_entity_aliases", "Entity aliases that a request may name"),
    Field.commaList("token_bound_cidrs", "From where its tokens may be used"),
    Field.seconds("token_explicit_max_ttl", "A maximum of life that no renewal extends"),
    Field.seconds("token_period", "A fixed period"),
    Field.raw("token_type", "service, batch or a default of these"),
    Field.flag("token_no_default_policy", "Do not add the policy 'default'"),
    Field.integer("token_num_uses", "How often its tokens may be used")
  };

  private TokenRoleForm() {}

  static TokenRole read(Call call, @Nullable TokenRole before, List<String> warnings) {
    Fields fields = call.fields();
    String suffix = suffix(fields, before);
    TokenParameters parameters =
        parameters(call, before == null ? TokenParameters.NONE : before.parameters(), warnings);
    TokenRole role =
        new TokenRole(
            fields.text("role_name"),
            flag(fields, "orphan", before == null || before.orphan(), before == null),
            flag(fields, "renewable", before == null || before.renewable(), before == null),
            suffix,
            sanitized(
                fields, "allowed_policies", before == null ? List.of() : before.allowedPolicies()),
            distinct(
                fields,
                "disallowed_policies",
                before == null ? List.of() : before.disallowedPolicies()),
            sanitized(
                fields,
                "allowed_policies_glob",
                before == null ? List.of() : before.allowedPoliciesGlob()),
            distinct(
                fields,
                "disallowed_policies_glob",
                before == null ? List.of() : before.disallowedPoliciesGlob()),
            fields.given("allowed_entity_aliases")
                ? lowered(fields.list("allowed_entity_aliases"))
                : before == null ? null : before.allowedEntityAliases(),
            parameters);
    refuseUnfitBatch(role);
    return role;
  }

  private static boolean flag(Fields fields, String name, boolean before, boolean made) {
    return (made || fields.given(name)) ? fields.flag(name) : before;
  }

  private static String suffix(Fields fields, @Nullable TokenRole before) {
    String suffix =
        (before == null || fields.given("path_suffix"))
            ? fields.text("path_suffix")
            : before.pathSuffix();
    if (!suffix.isEmpty() && !SUFFIX.matcher(suffix).find()) {
      throw Refusal.badRequest(
          "given role path suffix contains invalid characters; must match " + SUFFIX.pattern());
    }
    if (suffix.contains("..")) {
      throw Refusal.badRequest(
          "error registering path suffix: path cannot contain parent references");
    }
    return suffix;
  }

  private static TokenParameters parameters(
      Call call, TokenParameters before, List<String> warnings) {
    Fields fields = call.fields();
    String given = type(fields);
    List<String> old = new ArrayList<>(before.old());
    long period = seconds(fields, "period", before.periodSeconds(), old, warnings);
    List<String> cidrs = before.boundCidrs();
    if (fields.given("token_bound_cidrs")) {
      cidrs = blocks(fields, "token_bound_cidrs", "error parsing role fields: ");
      replaced(fields, "bound_cidrs", old, warnings);
    } else if (fields.given("bound_cidrs")) {
      cidrs = blocks(fields, "bound_cidrs", "error parsing bound_cidrs: ");
      remember("bound_cidrs", old);
    }
    int uses = fields.given("token_num_uses") ? fields.integer("token_num_uses") : before.numUses();
    if (uses < 0) {
      throw Refusal.badRequest("error parsing role fields: 'token_num_uses' cannot be negative");
    }
    long explicit =
        seconds(fields, "explicit_max_ttl", before.explicitMaxTtlSeconds(), old, warnings);
    warnOfLong(call, explicit, warnings);
    return new TokenParameters(
        List.of(),
        fields.given("token_no_default_policy")
            ? fields.flag("token_no_default_policy")
            : before.noDefaultPolicy(),
        0,
        0,
        explicit,
        period,
        uses,
        given.isEmpty()
            ? before.type().equals("default") ? "default-service" : before.type()
            : given,
        cidrs,
        List.copyOf(old));
  }

  private static void warnOfLong(Call call, long explicit, List<String> warnings) {
    long max = call.ttls().maxOf(call.mount());
    if (explicit > max) {
      warnings.add(
          "Given explicit max TTL of "
              + explicit
              + " is greater than system/mount allowed value of "
              + max
              + " seconds; until this is fixed attempting to create tokens against this role will"
              + " result in an error");
    }
  }

  private static String type(Fields fields) {
    if (!fields.given("token_type")) {
      return "";
    }
    Object raw = fields.raw("token_type");
    if (raw == null) {
      throw Refusal.badRequest("Invalid 'token_type' value: null");
    }
    String text = String.valueOf(raw);
    return switch (text) {
      case "service", "batch", "default-service", "default-batch" -> text;
      default -> throw Refusal.badRequest("invalid 'token_type' value " + GoText.quoted(text));
    };
  }

  private static long seconds(
      Fields fields, String name, long before, List<String> old, List<String> warnings) {
    if (fields.given("token_" + name)) {
      replaced(fields, name, old, warnings);
      return fields.seconds("token_" + name);
    }
    if (fields.given(name)) {
      remember(name, old);
      return fields.seconds(name);
    }
    return before;
  }

  private static void replaced(
      Fields fields, String name, List<String> old, List<String> warnings) {
    if (fields.given(name)) {
      warnings.add(
          "Both 'token_"
              + name
              + "' and deprecated '"
              + name
              + "' value supplied, ignoring the deprecated value");
    }
    old.remove(name);
  }

  private static void remember(String name, List<String> old) {
    old.remove(name);
    old.add(name);
  }

  private static List<String> blocks(Fields fields, String name, String what) {
    try {
      return TokenFields.blocks(fields.list(name));
    } catch (Refusal refusal) {
      throw Refusal.badRequest(what + refusal.errors().getFirst());
    }
  }

  private static List<String> sanitized(Fields fields, String name, List<String> before) {
    return fields.given(name) ? TokenPolicies.parsed(fields.list(name)) : before;
  }

  private static List<String> distinct(Fields fields, String name, List<String> before) {
    return fields.given(name) ? lowered(fields.list(name)) : before;
  }

  private static List<String> lowered(List<String> names) {
    TreeSet<String> clean = new TreeSet<>();
    names.forEach(name -> clean.add(name.strip().toLowerCase(Locale.ROOT)));
    clean.remove("");
    return List.copyOf(clean);
  }

  private static void refuseUnfitBatch(TokenRole role) {
    if (!role.parameters().type().equals("batch")) {
      return;
    }
    String what =
        !role.orphan()
            ? "non-orphan tokens"
            : role.parameters().periodSeconds() != 0
                ? "periodic tokens"
                : role.renewable()
                    ? "renewable tokens"
                    : role.parameters().explicitMaxTtlSeconds() != 0
                        ? "tokens with an explicit max TTL"
                        : "";
    if (!what.isEmpty()) {
      throw Refusal.badRequest(
          "'token_type' cannot be 'batch' when role is set to generate " + what);
    }
  }
}

package dev.leasehold.verticles.auth.approle;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.SecretId;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads what clients ask of a new secret id, within what its role allows.
final class SecretIdForm {
  private SecretIdForm() {}

  static SecretId read(Call call, AppRole role, String id) {
    Fields fields = call.fields();
    List<String> cidrs = fields.list("cidr_list");
    RoleForm.refuseUnfit(cidrs, "failed to validate CIDR blocks: ");
    refuseOutside(role.boundCidrs(), cidrs);
    List<String> tokenCidrs = fields.list("token_bound_cidrs");
    RoleForm.refuseUnfit(tokenCidrs, "failed to validate token CIDR blocks: ");
    refuseOutside(role.parameters().boundCidrs(), tokenCidrs);
    int uses = uses(fields, role.numUses());
    long asked = asked(fields, role.ttlSeconds());
    Map<String, String> metadata = metadata(fields.text("metadata"));
    long ttl = ttl(call, asked);
    Instant now = call.now();
    return new SecretId(
        id,
        call.entropy().uuid(),
        uses,
        asked,
        now,
        ttl == 0 ? null : now.plusSeconds(ttl),
        now,
        metadata,
        cidrs,
        tokenCidrs);
  }

  /// How long it lives in effect: the mount's maximum caps it.
  static long ttl(Call call, long asked) {
    return Math.min(asked, call.ttls().maxOf(call.mount()));
  }

  /// Refuses blocks that do not all lie in those of the role, where it has some.
  static void refuseOutside(@Nullable List<String> role, List<String> blocks) {
    if (role == null || role.isEmpty() || Addresses.covers(role, blocks)) {
      return;
    }
    List<String> masked =
        role.stream().map(block -> block.contains("/") ? block : block + "/32").toList();
    throw Refusal.internal(
        "failed to verify subset relationship between CIDR blocks on the role "
            + quoted(masked)
            + " and CIDR blocks on the secret ID "
            + quoted(blocks)
            + ": %!w(<nil>)");
  }

  private static String quoted(List<String> blocks) {
    return "[" + String.join(" ", blocks.stream().map(GoText::quoted).toList()) + "]";
  }

  private static int uses(Fields fields, int most) {
    if (!fields.given("num_uses")) {
      return most;
    }
    int uses = fields.integer("num_uses");
    if (uses < 0) {
      throw Refusal.badRequest("num_uses cannot be negative");
    }
    if (most > 0 && (uses == 0 || uses > most)) {
      throw Refusal.badRequest("num_uses cannot be higher than the role's secret_id_num_uses");
    }
    return uses;
  }

  private static long asked(Fields fields, long most) {
    if (!fields.given("ttl")) {
      return most;
    }
    long ttl = fields.seconds("ttl");
    if (most > 0 && (ttl == 0 || ttl > most)) {
      throw Refusal.badRequest("ttl cannot be longer than the role's secret_id_ttl");
    }
    return ttl;
  }

  /// A JSON object, or pairs `name=value` with commas between them, either of them also in base64.
  private static Map<String, String> metadata(String given) {
    String text = given.strip();
    if (text.isEmpty()) {
      return Map.of();
    }
    try {
      text = new String(Base64.getDecoder().decode(text), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      // It stands as it is.
    }
    Map<String, String> pairs = object(text);
    if (pairs == null) {
      pairs = pairs(text);
    }
    pairs.forEach((name, value) -> {
      if (!name.isEmpty() && value.isEmpty()) {
        throw unfit("invalid value for key " + GoText.quoted(name));
      }
    });
    return pairs;
  }

  private static @Nullable Map<String, String> object(String text) {
    Map<String, Object> members = JsonText.object(text);
    if (members == null) {
      return null;
    }
    Map<String, String> pairs = new TreeMap<>();
    for (Map.Entry<String, Object> member : members.entrySet()) {
      if (!(member.getValue() instanceof String value)) {
        return null;
      }
      pairs.put(member.getKey(), value);
    }
    return pairs;
  }

  private static Map<String, String> pairs(String text) {
    TreeSet<String> each = new TreeSet<>();
    for (String one : text.split(",", -1)) {
      String plain = one.strip().toLowerCase(Locale.ROOT);
      if (!plain.isEmpty()) {
        each.add(plain);
      }
    }
    Map<String, String> pairs = new TreeMap<>();
    for (String one : new ArrayList<>(each)) {
      String[] parts = one.split("=", -1);
      if (parts.length != 2) {
        throw unfit("failed to parse the input: invalid <key,value> format");
      }
      String name = parts[0].strip();
      String value = parts[1].strip();
      if (name.isEmpty() || value.isEmpty()) {
        throw unfit(
            "failed to parse the input: invalid <key,value> pair: key: "
                + GoText.quoted(name)
                + " value: "
                + GoText.quoted(value));
      }
      pairs.put(name, value);
    }
    return pairs;
  }

  private static Refusal unfit(String why) {
    return Refusal.badRequest("failed to parse metadata: " + why);
  }
}

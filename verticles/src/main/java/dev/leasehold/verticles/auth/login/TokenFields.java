package dev.leasehold.verticles.auth.login;

import dev.leasehold.events.TokenParameters;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The fields `token_*` of users and roles, and the older names without the prefix that a method
/// may have for some of them: declared, read and shown as Vault does for all its methods alike.
///
/// Immutable; a method has one.
public final class TokenFields {
  private static final List<Field> NEW =
      List.of(
          Field.commaList("token_bound_cidrs", "Blocks of addresses that may use the token"),
          Field.seconds("token_explicit_max_ttl", "A maximum of life that no renewal extends"),
          Field.seconds("token_max_ttl", "The maximum lifetime of the generated token"),
          Field.flag("token_no_default_policy", "Do not add the policy 'default'"),
          Field.seconds("token_period", "The fixed period of a token without a maximum lifetime"),
          Field.commaList("token_policies", "Comma-separated list of policies"),
          Field.text("token_type", "The type of token to generate, service or batch")
              .fallback("default-service"),
          Field.seconds("token_ttl", "The initial ttl of the token to generate"),
          Field.integer("token_num_uses", "How often a token may be used, 0 for no limit"));

  private final List<String> old;
  private final boolean adjusting;

  /// @param old the unprefixed names that the method knows: `policies`, `ttl`, `max_ttl`, `period`,
  ///   `bound_cidrs`, `num_uses`
  public TokenFields(String... old) {
    this(List.of(old), false);
  }

  private TokenFields(List<String> old, boolean adjusting) {
    this.old = old;
    this.adjusting = adjusting;
  }

  /// As the constructor, of a method that takes the types `default-service` and `default-batch` for
  /// `service` and `batch`.
  public static TokenFields adjusting(String... old) {
    return new TokenFields(List.of(old), true);
  }

  /// All of them, after the fields of the method's own.
  public Field[] after(Field... own) {
    List<Field> all = new ArrayList<>(Arrays.asList(own));
    for (String name : old) {
      all.add(oldField(name));
    }
    all.addAll(NEW);
    return all.toArray(new Field[0]);
  }

  /// The field of an unprefixed name.
  public static Field oldField(String name) {
    String description = "Use \"token_" + name + "\" instead";
    return switch (name) {
      case "policies", "bound_cidrs" -> Field.commaList(name, description);
      case "num_uses" -> Field.integer(name, description);
      default -> Field.seconds(name, description);
    };
  }

  /// What holds after a request: what it gives, and else what held before.
  ///
  /// Throws a [Refusal] with Vault's text.
  public TokenParameters read(Fields fields, TokenParameters before) {
    return readOld(fields, readNew(fields, before));
  }

  /// The first half of [#read], for a method that reads fields of its own in between.
  public TokenParameters readNew(Fields fields, TokenParameters before) {
    TokenChange change = new TokenChange(fields, before);
    change.readNew(adjusting);
    return change.done();
  }

  /// The second half: the older names.
  public TokenParameters readOld(Fields fields, TokenParameters before) {
    TokenChange change = new TokenChange(fields, before);
    old.forEach(change::readOld);
    return change.done();
  }

  /// As [#read], of a route that takes the policies alone.
  public TokenParameters readPolicies(Fields fields, TokenParameters before) {
    TokenChange change = new TokenChange(fields, before);
    change.readPolicies();
    return change.done();
  }

  /// Adds what clients are shown to the members of an answer.
  public void show(TokenParameters token, Map<String, Object> data) {
    data.put("token_bound_cidrs", token.boundCidrs());
    data.put("token_explicit_max_ttl", token.explicitMaxTtlSeconds());
    data.put("token_max_ttl", token.maxTtlSeconds());
    data.put("token_no_default_policy", token.noDefaultPolicy());
    data.put("token_num_uses", token.numUses());
    data.put("token_period", token.periodSeconds());
    data.put("token_policies", token.policies());
    data.put("token_ttl", token.ttlSeconds());
    data.put("token_type", token.type());
    for (String name : token.old()) {
      Object value = data.get("token_" + name);
      if (value != null && !value.equals(0L) && !value.equals(0) && !value.equals(List.of())) {
        data.put(name, value);
      }
    }
  }

  /// Blocks of addresses as they are kept, or a refusal.
  public static List<String> blocks(List<String> given) {
    List<String> blocks = new ArrayList<>();
    for (String one : given) {
      if (!Addresses.isBlock(one)) {
        String quoted = GoText.quoted(one);
        throw Refusal.badRequest(
            "error parsing address "
                + quoted
                + ": Unable to convert "
                + quoted
                + " to an IPv4 or IPv6 address, or a UNIX Socket");
      }
      blocks.add(Addresses.shown(one));
    }
    return List.copyOf(blocks);
  }
}

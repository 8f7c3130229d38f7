package dev.leasehold.verticles.auth.login;

import dev.leasehold.events.TokenParameters;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.util.ArrayList;
import java.util.List;

/// One request's change to the `token_*` fields, read in Vault's order, so that the same wrong
/// request gets the same text. Used once, by one thread.
final class TokenChange {
  private final Fields fields;
  private final List<String> old;
  private List<String> policies;
  private boolean noDefaultPolicy;
  private long ttl;
  private long maxTtl;
  private long explicitMaxTtl;
  private long period;
  private int numUses;
  private String type;
  private List<String> boundCidrs;

  TokenChange(Fields fields, TokenParameters before) {
    this.fields = fields;
    this.old = new ArrayList<>(before.old());
    this.policies = before.policies();
    this.noDefaultPolicy = before.noDefaultPolicy();
    this.ttl = before.ttlSeconds();
    this.maxTtl = before.maxTtlSeconds();
    this.explicitMaxTtl = before.explicitMaxTtlSeconds();
    this.period = before.periodSeconds();
    this.numUses = before.numUses();
    this.type = before.type();
    this.boundCidrs = before.boundCidrs();
  }

  /// @param adjusting the types `default-service` and `default-batch` are taken as well
  void readNew(boolean adjusting) {
    if (fields.given("token_bound_cidrs")) {
      boundCidrs = TokenFields.blocks(fields.list("token_bound_cidrs"));
    }
    explicitMaxTtl = seconds("token_explicit_max_ttl", explicitMaxTtl);
    maxTtl = seconds("token_max_ttl", maxTtl);
    if (fields.given("token_no_default_policy")) {
      noDefaultPolicy = fields.flag("token_no_default_policy");
    }
    period = seconds("token_period", period);
    if (fields.given("token_policies")) {
      policies = fields.list("token_policies");
    }
    if (fields.given("token_type")) {
      String given = fields.text("token_type");
      type = type(adjusting && given.startsWith("default-") ? given.substring(8) : given);
    }
    if (fields.given("token_num_uses")) {
      numUses = fields.integer("token_num_uses");
    }
    if (numUses < 0) {
      throw Refusal.badRequest("'token_num_uses' cannot be negative");
    }
    refuseUnfitBatch();
    ttl = seconds("token_ttl", ttl);
    if (ttl < 0) {
      throw Refusal.badRequest("'token_ttl' cannot be negative");
    }
    if (ttl > 0 && maxTtl > 0 && ttl > maxTtl) {
      throw Refusal.badRequest("'token_ttl' cannot be greater than 'token_max_ttl'");
    }
  }

  void readPolicies() {
    readOld("policies");
    if (fields.given("token_policies")) {
      policies = TokenPolicies.parsed(fields.list("token_policies"));
    }
  }

  /// The new name beats the old one; an old one that is not given beside its new one is shown no
  /// longer.
  void readOld(String name) {
    boolean given = fields.given(name);
    if (fields.given("token_" + name)) {
      remember(name, given);
    } else if (given) {
      remember(name, true);
      take(name);
    }
  }

  TokenParameters done() {
    return new TokenParameters(
        policies,
        noDefaultPolicy,
        ttl,
        maxTtl,
        explicitMaxTtl,
        period,
        numUses,
        type,
        boundCidrs,
        List.copyOf(old));
  }

  private void take(String name) {
    switch (name) {
      case "policies" -> policies = TokenPolicies.parsed(fields.list(name));
      case "bound_cidrs" -> boundCidrs = TokenFields.blocks(fields.list(name));
      case "ttl" -> ttl = fields.seconds(name);
      case "max_ttl" -> maxTtl = fields.seconds(name);
      case "period" -> period = fields.seconds(name);
      case "num_uses" -> numUses = fields.integer(name);
      default -> throw new IllegalArgumentException("there is no older field " + name);
    }
  }

  private void remember(String name, boolean shown) {
    old.remove(name);
    if (shown) {
      old.add(name);
    }
  }

  private void refuseUnfitBatch() {
    if (!type.equals("batch")) {
      return;
    }
    String refused = "'token_type' cannot be 'batch' or 'default_batch' when set to generate ";
    if (period != 0) {
      throw Refusal.badRequest(refused + "periodic tokens");
    }
    if (numUses != 0) {
      throw Refusal.badRequest(refused + "tokens with limited use count");
    }
  }

  private static String type(String given) {
    return switch (given) {
      case "", "default" -> "default";
      case "service", "batch" -> given;
      default -> throw Refusal.badRequest("invalid 'token_type' value " + GoText.quoted(given));
    };
  }

  private long seconds(String name, long before) {
    return fields.given(name) ? fields.seconds(name) : before;
  }
}

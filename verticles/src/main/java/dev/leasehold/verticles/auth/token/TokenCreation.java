package dev.leasehold.verticles.auth.token;

import dev.leasehold.crypto.proof.TokenText;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.auth.login.AuthAnswer;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Lifetime;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Undecodable;
import dev.leasehold.verticles.route.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Making tokens: `create` and `create-orphan`, with Vault's rules in Vault's order, so that the
/// same wrong request gets the same text.
final class TokenCreation {
  static final Field[] FIELDS = {
    Field.text("id", "Value for the token"),
    Field.stringList("policies", "List of policies for the token"),
    Field.pairs("meta", "Arbitrary key=value metadata to associate with the token"),
    Field.flag("no_parent", "Create the token with no parent"),
    Field.flag("no_default_policy", "Do not include default policy for this token"),
    Field.flag("renewable", "Allow token to be renewed past its initial TTL").fallback(true),
    Field.text("lease", "Use 'ttl' instead"),
    Field.text("ttl", "Time to live for this token"),
    Field.text("type", "Token type"),
    Field.text("explicit_max_ttl", "Explicit Max TTL of this token"),
    Field.text("display_name", "Name to associate with this token"),
    Field.integer("num_uses", "Max number of uses for this token"),
    Field.text("period", "Renew period"),
    Field.text("entity_alias", "Name of the entity alias to associate with this token")
  };

  private static final String CUSTOM_ID_WARNING =
      "Supplying a custom ID for the token uses the weaker SHA1 hashing instead of the more secure"
          + " SHA2-256 HMAC for token obfuscation. SHA1 hashed tokens on the wire leads to less"
          + " secure lookups.";

  private TokenCreation() {}

  /// The times that a request asks for, in seconds; 0 where not given.
  private record Asked(long ttl, long explicitMax, long period) {}

  static Decision create(Call call, View head) {
    return create(call, head, false);
  }

  static Decision createOrphan(Call call, View head) {
    return create(call, head, true);
  }

  private static Decision create(Call call, View head, boolean orphanPath) {
    Caller caller = call.callerOrRefuse();
    Token parent = caller.token();
    Fields fields = call.fields();
    boolean sudo = sudo(call);
    refuseUnfitParent(parent);
    refuseUnfitType(fields);
    String id = fields.text("id");
    refuseUnfitId(id, sudo, call, head);
    List<String> policies =
        TokenPolicies.ofChild(
            fields.list("policies"), parent.policies(), sudo, fields.flag("no_default_policy"));
    boolean orphan = orphan(fields, sudo, orphanPath);
    Asked asked = asked(fields, sudo);
    List<String> warnings = new ArrayList<>();
    long ttl = ttl(call, asked, policies, warnings);
    if (ttl == 0 && parent.ttlSeconds() != 0) {
      throw Refusal.badRequest("expiring root tokens cannot create non-expiring root tokens");
    }
    SecretBytes text = text(id, call, warnings);
    Token token = token(call, parent, text, policies, orphan, asked, ttl);
    policies.stream()
        .filter(name -> !name.equals("root"))
        .filter(name -> head.small().policyText(token.namespace(), name) == null)
        .forEach(name -> warnings.add("Policy \"" + name + "\" does not exist"));
    return Decision.of(
        Response.auth(AuthAnswer.of(token, text, ttl, head), warnings),
        new TokenEvent.TokenCreated(token));
  }

  /// Whether the caller has sudo on the path of this request, where Vault asks for it itself.
  static boolean sudo(Call call) {
    Caller caller = call.callerOrRefuse();
    return caller
        .acl()
        .check(call.request().operation(), call.request().path(), Map.of(), null)
        .sudo();
  }

  private static void refuseUnfitParent(Token parent) {
    if (parent.type().equals("batch")) {
      throw Refusal.badRequest("batch tokens cannot create more tokens");
    }
    if (parent.numUses() != 0) {
      throw Refusal.badRequest("restricted use token cannot generate child tokens");
    }
  }

  private static void refuseUnfitType(Fields fields) {
    String type = fields.text("type");
    if (!type.isEmpty() && !type.equals("service")) {
      throw Refusal.badRequest(
          type.equals("batch") ? "batch tokens are not supported" : "invalid 'token_type' value");
    }
    if (fields.integer("num_uses") < 0) {
      throw Refusal.badRequest("number of uses cannot be negative");
    }
    if (!fields.text("entity_alias").isEmpty()) {
      throw Refusal.badRequest("'entity_alias' is only allowed in combination with token role");
    }
  }

  private static void refuseUnfitId(String id, boolean sudo, Call call, View head) {
    if (id.isEmpty()) {
      return;
    }
    if (!sudo) {
      throw Refusal.badRequest("root or sudo privileges required to specify token id");
    }
    if (id.startsWith("hvs.") || id.startsWith("s.")) {
      throw Refusal.badRequest("custom token ID cannot have the 'hvs.' prefix");
    }
    if (id.indexOf('.') >= 0) {
      throw Refusal.badRequest("custom token ID cannot have a '.' in the value");
    }
    String name = call.names().token(SecretBytes.ofUtf8(id));
    if (Tokens.find(head, name) != null) {
      throw Refusal.badRequest("cannot create a token with a duplicate ID");
    }
  }

  private static boolean orphan(Fields fields, boolean sudo, boolean orphanPath) {
    if (!fields.flag("no_parent")) {
      return orphanPath;
    }
    if (!sudo) {
      throw Refusal.badRequest("root or sudo privileges required to create orphan token");
    }
    return true;
  }

  private static Asked asked(Fields fields, boolean sudo) {
    long explicitMax = seconds(fields, "explicit_max_ttl");
    long period = seconds(fields, "period");
    if (period > 0 && !sudo) {
      throw Refusal.badRequest("root or sudo privileges required to create periodic token");
    }
    long ttl = seconds(fields, fields.text("ttl").isEmpty() ? "lease" : "ttl");
    return new Asked(ttl, explicitMax, period);
  }

  private static long seconds(Fields fields, String name) {
    try {
      long seconds = DurationText.read(fields.text(name)).toSeconds();
      if (seconds < 0) {
        throw Refusal.badRequest(name + " must be positive");
      }
      return seconds;
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest(String.valueOf(undecodable.getMessage()));
    }
  }

  private static long ttl(Call call, Asked asked, List<String> policies, List<String> warnings) {
    boolean root = policies.contains("root");
    if (asked.period() == 0 && asked.ttl() == 0 && root) {
      return asked.explicitMax();
    }
    Lifetime lifetime =
        Lifetime.of(
            new Lifetime.Terms(
                0,
                asked.ttl(),
                asked.period(),
                0,
                asked.explicitMax(),
                call.ttls().defaultOf(call.mount()),
                call.ttls().maxOf(call.mount()),
                call.now()),
            call.now());
    warnings.addAll(lifetime.warnings());
    return lifetime.seconds();
  }

  private static SecretBytes text(String id, Call call, List<String> warnings) {
    if (id.isEmpty()) {
      return TokenText.drawService(call.entropy());
    }
    warnings.add(CUSTOM_ID_WARNING);
    return SecretBytes.ofUtf8(id);
  }

  private static Token token(
      Call call,
      Token parent,
      SecretBytes text,
      List<String> policies,
      boolean orphan,
      Asked asked,
      long ttl) {
    Fields fields = call.fields();
    return new Token(
        call.request().namespace(),
        call.names().token(text),
        TokenText.drawAccessor(call.entropy()),
        orphan ? null : parent.id(),
        policies,
        call.request().path(),
        fields.given("meta") ? fields.pairs("meta") : null,
        displayName(fields.text("display_name")),
        fields.integer("num_uses"),
        call.now(),
        ttl,
        asked.explicitMax(),
        asked.period(),
        "service",
        ttl == 0 ? null : call.now().plusSeconds(ttl),
        null,
        ttl != 0 && fields.flag("renewable"),
        null,
        orphan || ttl == 0 ? List.of() : parent.boundCidrs(),
        orphan ? "" : parent.entityId());
  }

  private static String displayName(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return "token";
    }
    String full = ("token-" + name).replaceAll("[^a-zA-Z0-9-]", "-");
    return full.endsWith("-") ? full.substring(0, full.length() - 1) : full;
  }
}

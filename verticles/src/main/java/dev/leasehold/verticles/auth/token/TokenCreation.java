package dev.leasehold.verticles.auth.token;

import dev.leasehold.crypto.proof.TokenText;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Event;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.TokenRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.auth.login.AuthAnswer;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.identity.LoginIdentity;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Making tokens: `create`, `create-orphan` and `create/ROLE`, with Vault's rules in Vault's order,
/// so that the same wrong request gets the same text.
final class TokenCreation {
  static final Field[] FIELDS = {
    Field.text("id", "Value for the token").keptSecret(),
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

  private final Call call;
  private final View head;
  private final @Nullable TokenRole role;
  private final Token parent;
  private final boolean sudo;
  private final List<String> warnings = new ArrayList<>();

  private TokenCreation(Call call, View head, @Nullable TokenRole role) {
    Caller caller = call.callerOrRefuse();
    this.call = call;
    this.head = head;
    this.role = role;
    this.parent = caller.token();
    this.sudo = sudo(call);
  }

  static Decision create(Call call, View head) {
    return new TokenCreation(call, head, null).created(false);
  }

  static Decision createOrphan(Call call, View head) {
    return new TokenCreation(call, head, null).created(true);
  }

  static Decision createByRole(Call call, View head) {
    TokenRole role = TokenRoleRoutes.find(call, head);
    if (role == null) {
      throw Refusal.badRequest("unknown role " + call.fields().text("role_name"));
    }
    return new TokenCreation(call, head, role).created(false);
  }

  private Decision created(boolean orphanPath) {
    refuseUnfitParent();
    boolean batch = isBatch();
    LoginIdentity alias = alias();
    String id = call.fields().text("id");
    refuseUnfitId(id);
    List<String> policies = policies();
    if (batch && policies.contains("root")) {
      throw Refusal.badRequest("batch tokens cannot be root tokens");
    }
    boolean orphan = isOrphan(orphanPath);
    TokenTimes times = TokenTimes.of(call, role, batch, sudo, policies, warnings);
    if (times.ttl() == 0 && parent.ttlSeconds() != 0) {
      throw Refusal.badRequest("expiring root tokens cannot create non-expiring root tokens");
    }
    SecretBytes chosen = chosen(id);
    Token token = token(chosen, policies, orphan, times, batch, alias);
    SecretBytes text = batch ? call.names().batch().seal(token, call.entropy()) : chosen;
    warnOfUnknown(policies);
    Response answer = Response.auth(AuthAnswer.of(token, text, times.ttl(), head), warnings);
    Decision decision =
        batch ? Decision.of(answer) : Decision.of(answer, new TokenEvent.TokenCreated(token));
    List<Event> first = alias == null ? List.of() : alias.events();
    return decision.before(first);
  }

  /// Whether the caller has sudo on the path of this request, where Vault asks for it itself.
  static boolean sudo(Call call) {
    Caller caller = call.callerOrRefuse();
    return caller
        .acl()
        .check(call.request().operation(), call.request().path(), Map.of(), null)
        .sudo();
  }

  private void refuseUnfitParent() {
    if (parent.type().equals("batch")) {
      throw Refusal.badRequest("batch tokens cannot create more tokens");
    }
    if (parent.numUses() != 0) {
      throw Refusal.badRequest("restricted use token cannot generate child tokens");
    }
  }

  private boolean isBatch() {
    String type = call.fields().text("type");
    if (role != null) {
      type =
          switch (role.parameters().type()) {
            case "service", "batch" -> role.parameters().type();
            case "default-batch" -> type.isEmpty() ? "batch" : type;
            default -> type;
          };
    }
    switch (type) {
      case "", "service" -> {}
      case "batch" -> refuseUnfitBatch();
      default -> throw Refusal.badRequest("invalid 'token_type' value");
    }
    if (call.fields().integer("num_uses") < 0) {
      throw Refusal.badRequest("number of uses cannot be negative");
    }
    return type.equals("batch");
  }

  private void refuseUnfitBatch() {
    String bad = "";
    if (!call.fields().text("explicit_max_ttl").isEmpty()) {
      bad = TokenTimes.isZero(call.fields(), "explicit_max_ttl") ? "" : "explicit_max_ttl";
    } else if (call.fields().integer("num_uses") != 0) {
      bad = "num_uses";
    } else if (!call.fields().text("period").isEmpty()) {
      bad = TokenTimes.isZero(call.fields(), "period") ? "" : "period";
    }
    if (!bad.isEmpty()) {
      throw Refusal.badRequest("batch tokens cannot have " + GoText.quoted(bad) + " set");
    }
  }

  /// Whose token it is, where the request names an alias that the role allows.
  private @Nullable LoginIdentity alias() {
    String name = call.fields().text("entity_alias");
    if (name.isEmpty()) {
      return null;
    }
    if (role == null) {
      throw Refusal.badRequest("'entity_alias' is only allowed in combination with token role");
    }
    List<String> allowed = role.allowedEntityAliases();
    if (allowed == null || !RolePolicies.matches(allowed, name.toLowerCase(Locale.ROOT))) {
      throw Refusal.badRequest("invalid 'entity_alias' value");
    }
    return LoginIdentity.of(
        new LoginIdentity.Alias(call.mount(), name, null, List.of()),
        head,
        call.now(),
        call.entropy());
  }

  private void refuseUnfitId(String id) {
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

  private List<String> policies() {
    List<String> asked = call.fields().list("policies");
    boolean noDefault = call.fields().flag("no_default_policy");
    if (role == null || !RolePolicies.rules(role)) {
      return TokenPolicies.ofChild(asked, parent.policies(), sudo, noDefault);
    }
    return TokenPolicies.checked(
        RolePolicies.chosen(role, asked, parent.policies(), noDefault),
        parent.policies(),
        noDefault);
  }

  private boolean isOrphan(boolean orphanPath) {
    if (role != null) {
      return role.orphan();
    }
    if (!call.fields().flag("no_parent")) {
      return orphanPath;
    }
    if (!sudo) {
      throw Refusal.badRequest("root or sudo privileges required to create orphan token");
    }
    return true;
  }

  private SecretBytes chosen(String id) {
    if (id.isEmpty()) {
      return TokenText.drawService(call.entropy());
    }
    warnings.add(CUSTOM_ID_WARNING);
    return SecretBytes.ofUtf8(id);
  }

  private Token token(
      SecretBytes text,
      List<String> policies,
      boolean orphan,
      TokenTimes times,
      boolean batch,
      @Nullable LoginIdentity alias) {
    Fields fields = call.fields();
    long ttl = times.ttl();
    String entity = orphan ? "" : parent.entityId();
    return new Token(
        call.request().namespace(),
        call.names().token(text),
        batch ? "" : TokenText.drawAccessor(call.entropy()),
        orphan ? null : parent.id(),
        policies,
        path(),
        fields.given("meta") ? fields.pairs("meta") : null,
        displayName(fields.text("display_name")),
        uses(fields.integer("num_uses")),
        call.now(),
        ttl,
        times.explicitMax(),
        times.period(),
        batch ? "batch" : "service",
        ttl == 0 ? null : call.now().plusSeconds(ttl),
        null,
        !batch && ttl != 0 && fields.flag("renewable") && (role == null || role.renewable()),
        role == null ? null : role.name(),
        ttl == 0 ? List.of() : boundCidrs(orphan),
        alias == null ? entity : alias.entityId());
  }

  private List<String> boundCidrs(boolean orphan) {
    if (role != null) {
      return role.parameters().boundCidrs();
    }
    return orphan ? List.of() : parent.boundCidrs();
  }

  private int uses(int asked) {
    int most = role == null ? 0 : role.parameters().numUses();
    return most == 0 || (asked != 0 && asked < most) ? asked : most;
  }

  private String path() {
    String path = call.request().path();
    return role == null || role.pathSuffix().isEmpty() ? path : path + "/" + role.pathSuffix();
  }

  private void warnOfUnknown(List<String> policies) {
    policies.stream()
        .filter(name -> !name.equals("root"))
        .filter(name -> head.small().policyText(call.request().namespace(), name) == null)
        .forEach(name -> warnings.add("Policy \"" + name + "\" does not exist"));
  }

  private static String displayName(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return "token";
    }
    String full = ("token-" + name).replaceAll("[^a-zA-Z0-9-]", "-");
    return full.endsWith("-") ? full.substring(0, full.length() - 1) : full;
  }
}

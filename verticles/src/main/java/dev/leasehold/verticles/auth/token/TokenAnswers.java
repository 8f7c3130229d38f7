package dev.leasehold.verticles.auth.token;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Token;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.identity.AccessTokens;
import dev.leasehold.verticles.identity.Identities;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What clients are told of a token.
final class TokenAnswers {
  private TokenAnswers() {}

  /// The answer to a lookup; the parent is left out, as in Vault, lest one climb to it.
  static Map<String, Object> lookup(Token token, SecretBytes text, Instant now, View state) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("accessor", token.accessor());
    data.put("creation_time", token.created().getEpochSecond());
    data.put("creation_ttl", token.ttlSeconds());
    data.put("display_name", token.displayName());
    data.put("entity_id", token.entityId());
    data.put("expire_time", token.expires());
    data.put("explicit_max_ttl", token.explicitMaxTtlSeconds());
    data.put("id", text);
    putIdentity(data, token, state);
    if (Tokens.isLeased(token)) {
      data.put("issue_time", token.created());
      if (token.lastRenewal() != null) {
        data.put("last_renewal", token.lastRenewal());
        data.put("last_renewal_time", token.lastRenewal().getEpochSecond());
      }
    }
    data.put("meta", AccessTokens.shown(token));
    data.put("num_uses", token.numUses());
    data.put("orphan", token.parent() == null);
    data.put("path", token.path());
    if (token.periodSeconds() != 0) {
      data.put("period", token.periodSeconds());
    }
    data.put("policies", AccessTokens.is(token) ? null : token.policies());
    if (Tokens.isLeased(token)) {
      data.put("renewable", token.renewable());
    }
    if (token.role() != null) {
      data.put("role", token.role());
    }
    if (!token.boundCidrs().isEmpty()) {
      data.put("bound_cidrs", token.boundCidrs());
    }
    data.put("ttl", left(token, now));
    data.put("type", token.type());
    return data;
  }

  private static void putIdentity(Map<String, Object> data, Token token, View state) {
    EntityRow entity = AccessTokens.is(token) ? null : Identities.behind(token, state);
    List<String> added = entity == null ? List.of() : Identities.policies(entity, state);
    if (!added.isEmpty()) {
      data.put("identity_policies", added);
      data.put("external_namespace_policies", Map.of());
    }
  }

  private static long left(Token token, Instant now) {
    Instant expires = token.expires();
    return expires == null ? 0 : Math.max(0, Duration.between(now, expires).toSeconds());
  }
}

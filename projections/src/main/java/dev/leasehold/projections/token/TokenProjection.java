package dev.leasehold.projections.token;

import static dev.leasehold.projections.token.TokenTables.ACCESSORS;
import static dev.leasehold.projections.token.TokenTables.CHILDREN;
import static dev.leasehold.projections.token.TokenTables.CREDENTIALS;
import static dev.leasehold.projections.token.TokenTables.DUE;
import static dev.leasehold.projections.token.TokenTables.LOGINS;
import static dev.leasehold.projections.token.TokenTables.PATHS;
import static dev.leasehold.projections.token.TokenTables.ROLES;
import static dev.leasehold.projections.token.TokenTables.SWEEPS;
import static dev.leasehold.projections.token.TokenTables.TOKENS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Login;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.TokenEvent.CredentialKept;
import dev.leasehold.events.TokenEvent.TokenCreated;
import dev.leasehold.events.TokenEvent.TokenGranted;
import dev.leasehold.events.TokenEvent.TokenRenewed;
import dev.leasehold.events.TokenEvent.TokenRevoked;
import dev.leasehold.events.TokenEvent.TokenRevokedAlone;
import dev.leasehold.events.TokenEvent.TokenRoleDeleted;
import dev.leasehold.events.TokenEvent.TokenRoleWritten;
import dev.leasehold.events.TokenEvent.TokenSwept;
import dev.leasehold.events.TokenEvent.TokenUsed;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.Counters;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Rows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays the tokens. A revoked token's row goes with its commit, so that the gate, which looks at
/// the ancestors, sees it and all its descendants end at once; a sweep row stays until its children
/// and leases are on their way out.
public final class TokenProjection implements Projection<TokenEvent> {

  @Override
  public void replay(TokenEvent event, Moment moment, Rows rows) {
    switch (event) {
      case TokenCreated created -> create(created.token(), moment, rows);
      case TokenGranted granted -> grant(granted, rows);
      case CredentialKept kept -> keep(kept, rows);
      case TokenRenewed renewed -> renew(renewed, rows);
      case TokenUsed used -> use(used, rows);
      case TokenRevoked revoked -> revoke(revoked.id(), moment, rows);
      case TokenRevokedAlone revoked -> {
        revoked.orphans().forEach(orphan -> detach(orphan, revoked.id(), rows));
        revoke(revoked.id(), moment, rows);
      }
      case TokenSwept swept -> sweep(swept.id(), rows);
      case TokenRoleWritten written ->
          rows.put(ROLES, new PairKey(written.namespace(), written.role().name()), written.role());
      case TokenRoleDeleted deleted ->
          rows.delete(ROLES, new PairKey(deleted.namespace(), deleted.name()));
    }
  }

  private static void create(Token token, Moment moment, Rows rows) {
    NameKey key = new NameKey(token.id());
    NameKey accessor = new NameKey(token.accessor());
    if (rows.get(TOKENS, key) != null || rows.get(ACCESSORS, accessor) != null) {
      throw new CorruptLog("a token was created twice");
    }
    String parent = token.parent();
    if (parent != null) {
      if (rows.get(TOKENS, new NameKey(parent)) == null) {
        throw new CorruptLog("a token was created under an unknown parent");
      }
      rows.put(CHILDREN, new PairKey(parent, token.id()), Present.HERE);
    }
    rows.put(TOKENS, key, new TokenRow(token, moment.sequence()));
    rows.put(ACCESSORS, accessor, key);
    due(token.id(), null, token.expires(), rows);
    if (Tokens.isLeased(token)) {
      PATHS.add(rows, token.namespace(), Tokens.pathOf(token));
    }
    Counters.add(rows, Tokens.COUNT, "", 1);
    Counters.add(rows, Tokens.COUNT_BY_TYPE, token.type(), 1);
    countEnding(null, token.expires(), rows);
  }

  private static void grant(TokenGranted event, Rows rows) {
    known(event.id(), rows);
    rows.put(LOGINS, new NameKey(event.id()), event.login());
    countLogin(event.login(), 1, rows);
  }

  private static void keep(CredentialKept event, Rows rows) {
    known(event.id(), rows);
    rows.put(CREDENTIALS, new NameKey(event.id()), event.credential());
  }

  private static void renew(TokenRenewed event, Rows rows) {
    TokenRow row = known(event.id(), rows);
    Token before = row.token();
    due(event.id(), before.expires(), event.expires(), rows);
    countEnding(before.expires(), event.expires(), rows);
    Token after = copy(before, before.parent(), before.numUses(), event.expires(), event.renewed());
    rows.put(TOKENS, new NameKey(event.id()), new TokenRow(after, row.sequence()));
  }

  private static void use(TokenUsed event, Rows rows) {
    TokenRow row = known(event.id(), rows);
    Token before = row.token();
    boolean falls = event.remaining() == -1 || event.remaining() > 0;
    if (!falls || before.numUses() <= 0 || event.remaining() >= before.numUses()) {
      throw new CorruptLog("a token's uses do not fall");
    }
    Token after =
        copy(before, before.parent(), event.remaining(), before.expires(), before.lastRenewal());
    rows.put(TOKENS, new NameKey(event.id()), new TokenRow(after, row.sequence()));
  }

  private static void revoke(String id, Moment moment, Rows rows) {
    Token token = known(id, rows).token();
    rows.delete(TOKENS, new NameKey(id));
    rows.delete(ACCESSORS, new NameKey(token.accessor()));
    Login login = rows.get(LOGINS, new NameKey(id));
    if (login != null) {
      rows.delete(LOGINS, new NameKey(id));
      countLogin(login, -1, rows);
    }
    if (token.parent() != null) {
      rows.delete(CHILDREN, new PairKey(token.parent(), id));
    }
    due(id, token.expires(), null, rows);
    if (Tokens.isLeased(token)) {
      PATHS.remove(rows, token.namespace(), Tokens.pathOf(token));
    }
    TokenSweep sweep = new TokenSweep(moment.sequence(), moment.time(), token.accessor());
    rows.put(SWEEPS, new NameKey(id), sweep);
    Counters.add(rows, Tokens.COUNT, "", -1);
    Counters.add(rows, Tokens.COUNT_BY_TYPE, token.type(), -1);
    countEnding(token.expires(), null, rows);
  }

  /// Moves the count of tokens that end, where that is not what it was.
  private static void countEnding(@Nullable Instant before, @Nullable Instant after, Rows rows) {
    int change = (after == null ? 0 : 1) - (before == null ? 0 : 1);
    if (change != 0) {
      Counters.add(rows, Tokens.COUNT_ENDING, "", change);
    }
  }

  private static void countLogin(Login login, int change, Rows rows) {
    Counters.add(rows, Tokens.COUNT_BY_MOUNT, "", change);
    Counters.add(rows, Tokens.COUNT_BY_MOUNT, login.mount(), change);
    if (!login.role().isEmpty()) {
      Counters.add(rows, Tokens.COUNT_BY_ROLE, Tokens.ofRole(login.mount(), login.role()), change);
    }
  }

  private static void detach(String orphan, String parent, Rows rows) {
    TokenRow row = known(orphan, rows);
    if (!parent.equals(row.token().parent())) {
      throw new CorruptLog("a token is orphaned from one that is not its parent");
    }
    Token before = row.token();
    Token after = copy(before, null, before.numUses(), before.expires(), before.lastRenewal());
    rows.put(TOKENS, new NameKey(orphan), new TokenRow(after, row.sequence()));
    rows.delete(CHILDREN, new PairKey(parent, orphan));
  }

  private static void sweep(String id, Rows rows) {
    if (rows.get(SWEEPS, new NameKey(id)) == null) {
      throw new CorruptLog("a token was swept that had not ended");
    }
    rows.scan(
        CHILDREN,
        List.of(KeyPart.blinded(id)),
        (key, present) -> {
          throw new CorruptLog("a token was swept that still has children");
        });
    rows.delete(SWEEPS, new NameKey(id));
    rows.delete(CREDENTIALS, new NameKey(id));
  }

  private static TokenRow known(String id, Rows rows) {
    TokenRow row = rows.get(TOKENS, new NameKey(id));
    if (row == null) {
      throw new CorruptLog("an event names an unknown token");
    }
    return row;
  }

  private static void due(String id, @Nullable Instant before, @Nullable Instant after, Rows rows) {
    if (before != null) {
      rows.delete(DUE, new DueKey(before, id));
    }
    if (after != null) {
      rows.put(DUE, new DueKey(after, id), Present.HERE);
    }
  }

  private static Token copy(
      Token token,
      @Nullable String parent,
      int numUses,
      @Nullable Instant expires,
      @Nullable Instant renewed) {
    return new Token(
        token.namespace(),
        token.id(),
        token.accessor(),
        parent,
        token.policies(),
        token.path(),
        token.meta(),
        token.displayName(),
        numUses,
        token.created(),
        token.ttlSeconds(),
        token.explicitMaxTtlSeconds(),
        token.periodSeconds(),
        token.type(),
        expires,
        renewed,
        token.renewable(),
        token.role(),
        token.boundCidrs(),
        token.entityId());
  }
}

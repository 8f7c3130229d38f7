package dev.leasehold.verticles.engine.identity.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.jose.SignedToken;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Entity;
import dev.leasehold.events.IdentityEvent.EntityWritten;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.Token;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.policy.Acl;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tokens from the key to their end, by a clock that the test moves.
class OidcTokenTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Reveal TO_LOOK = Reveal.because("the test looks into the token");

  private final SeededEntropy entropy = new SeededEntropy(5);
  private final Keyring keyring = Keyring.initial("cluster", entropy, START);
  private final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 100));
  private final List<Route> routes = new OidcRoutes("https://here:8200").all();
  private Instant now = START;

  OidcTokenTest() {
    entity("anna\",\"admin\":true,\"x\":\"", false);
    ask(Operation.CREATE, "oidc/key/k", Map.of("algorithm", "ES256", "allowed_client_ids", "*"));
    ask(
        Operation.CREATE,
        "oidc/role/r",
        Map.of(
            "key",
            "k",
            "client_id",
            "c",
            "template",
            "{\"name\":{{identity.entity.name}},\"groups\":{{identity.entity.groups.names}}}"));
  }

  @Test
  void a_token_says_who_the_caller_is_and_is_active_while_that_holds() {
    String token = token();
    Map<String, Object> claims =
        Objects.requireNonNull(SignedToken.verify(token, row().published(now)));

    assertEquals("https://here:8200/v1/identity/oidc", claims.get("iss"));
    assertEquals("e1", claims.get("sub"));
    assertEquals("c", claims.get("aud"));
    assertEquals("root", claims.get("namespace"));
    assertEquals(START.getEpochSecond() + 86_400, claims.get("exp"));
    assertNull(problem(token));

    entity("anna", true);
    assertEquals("entity is disabled", problem(token));
  }

  @Test
  void t13_nobody_names_himself_into_a_claim() {
    Map<String, Object> claims =
        Objects.requireNonNull(SignedToken.verify(token(), row().published(now)));

    assertEquals("anna\",\"admin\":true,\"x\":\"", claims.get("name"));
    assertNull(claims.get("admin"));
  }

  @Test
  void a_token_ends_and_has_its_audience() {
    String token = token();
    assertEquals(
        "error validating claims: go-jose/go-jose/jwt: validation failed, invalid audience claim"
            + " (aud)",
        introspect(Map.of("token", token, "client_id", "d")));
    now = START.plusSeconds(86_400 + 61);
    assertEquals(
        "error validating claims: go-jose/go-jose/jwt: validation failed, token is expired (exp)",
        problem(token));
  }

  @Test
  void the_first_token_after_its_time_rotates_the_key() {
    OidcKeyRow before = row();
    String first = token();
    now = START.plusSeconds(86_401);
    String second = token();
    OidcKeyRow after = row();

    assertEquals(before.next(), after.current());
    assertNotEquals(before.next(), after.next());
    assertNotNull(SignedToken.verify(first, after.published(now)));
    assertNotNull(SignedToken.verify(second, after.published(now)));
    PayloadName gone = Objects.requireNonNull(before.signing()).signing();
    assertNull(head.payload(Objects.requireNonNull(gone)));
    now = now.plusSeconds(86_401);
    assertNull(SignedToken.verify(first, after.published(now)));
  }

  private OidcKeyRow row() {
    return Objects.requireNonNull(OidcKeys.key(head, "root", "k"));
  }

  private String token() {
    Object token =
        Objects.requireNonNull(ask(Operation.READ, "oidc/token/r", Map.of()).response().data())
            .get("token");
    return new String(
        ((SecretBytes) Objects.requireNonNull(token)).reveal(TO_LOOK), StandardCharsets.UTF_8);
  }

  private @Nullable Object problem(String token) {
    return introspect(Map.of("token", token));
  }

  private @Nullable Object introspect(Map<String, Object> data) {
    return Objects.requireNonNull(ask(Operation.UPDATE, "oidc/introspect", data).response().data())
        .get("error");
  }

  private void entity(String name, boolean disabled) {
    replay(
        Decision.of(
            Response.nothing(),
            new EntityWritten(
                new Entity("root", "e1", name, null, List.of(), disabled, List.of(), now, now))));
  }

  private Decision ask(Operation operation, String path, Map<String, Object> data) {
    for (Route route : routes) {
      Map<String, String> captured = route.pattern().match(path);
      Handler handler = route.handlers().get(operation);
      if (captured != null && handler != null) {
        Call call =
            call(operation, path, data, Fields.read(route.fields(), false, data, captured, false));
        Decision decision =
            switch (handler) {
              case Handler.Read read -> Decision.of(read.answer().answer(call, head));
              case Handler.Write write -> write.decide().decide(call, head);
              case Handler.Prepared prepared ->
                  prepared.decide().decide(call, head, prepared.prepare().prepare(call, head));
              case Handler.Outbound _ -> throw new AssertionError("nothing goes out");
            };
        if (!decision.events().isEmpty()) {
          replay(decision);
        }
        return decision;
      }
    }
    throw new AssertionError("no route serves " + operation + " " + path);
  }

  private void replay(Decision decision) {
    List<Brought> names =
        decision.brings().stream()
            .map(payload -> new Brought(payload.name(), "key-" + payload.name().hex(), "hash"))
            .toList();
    Commit commit =
        new Commit(
            head.sequence() + 1,
            Commit.NO_HASH,
            now,
            decision.events(),
            names,
            decision.destroys(),
            null);
    head.begin(commit.sequence());
    new Projections().replay(commit, decision.brings(), head);
    head.end();
  }

  private Call call(Operation operation, String path, Map<String, Object> data, Fields fields) {
    Request request =
        new Request(
            "id",
            operation,
            "root",
            "identity/" + path,
            data,
            null,
            null,
            "127.0.0.1",
            1,
            now,
            Map.of(),
            List.of());
    Mount identity =
        new Mount(
            "root",
            MountTable.SECRET,
            "uuid",
            "identity/",
            "identity",
            "",
            "identity_0",
            false,
            false,
            false,
            null,
            MountConfig.DEFAULT);
    Caller caller = new Caller(anna(), SecretBytes.ofUtf8("hvs.x"), Acl.of(List.of()));
    return new Call(
        request, identity, path, fields, caller, now, entropy, new Names(keyring), Ttls.SYSTEM);
  }

  private static Token anna() {
    return new Token(
        "root",
        "id",
        "accessor",
        null,
        List.of("default"),
        "auth/userpass/login/anna",
        null,
        "userpass-anna",
        0,
        START,
        0,
        0,
        0,
        "service",
        null,
        null,
        false,
        null,
        List.of(),
        "e1");
  }
}

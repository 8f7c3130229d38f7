package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Auth.TokenRequest;
import io.github.jopenlibs.vault.response.AuthResponse;
import io.github.jopenlibs.vault.response.LogicalResponse;
import io.github.jopenlibs.vault.response.LookupResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Logging in and the life of tokens, through vault-java-driver.
class JavaDriverAuthTest {
  private static JavaDriver driver;

  @BeforeAll
  static void start() throws IOException {
    driver = JavaDriver.inMemory();
    for (String method : List.of("userpass", "approle", "app-id")) {
      driver.root.done("sys/auth/" + method, Map.of("type", method));
    }
    driver.root.done("auth/userpass/users/ada", Map.of("password", "engine", "policies", "reader"));
  }

  @AfterAll
  static void stop() {
    driver.close();
  }

  private static String issued(String ttl) throws VaultException {
    return driver.root(1).auth().createToken(new TokenRequest().ttl(ttl)).getAuthClientToken();
  }

  private static LookupResponse seen(String token) throws VaultException {
    return driver.with(token, 1).auth().lookupSelf();
  }

  @Test
  void a_token_has_what_it_was_asked_with() throws Exception {
    UUID id = UUID.randomUUID();

    AuthResponse made =
        driver
            .root(1)
            .auth()
            .createToken(
                new TokenRequest()
                    .id(id)
                    .polices(List.of("reader"))
                    .meta(Map.of("team", "payroll"))
                    .noParent(true)
                    .noDefaultPolicy(false)
                    .ttl("1h")
                    .displayName("a program")
                    .numUses(2L)
                    .renewable(true)
                    .type("service")
                    .explicitMaxTtl("3h")
                    .period("2h"));

    assertEquals(id.toString(), made.getAuthClientToken());
    assertEquals(List.of("default", "reader"), made.getAuthPolicies());
    assertEquals(7200, made.getAuthLeaseDuration());
    assertTrue(made.isAuthRenewable());
    LookupResponse seen = seen(made.getAuthClientToken());
    assertEquals(made.getTokenAccessor(), seen.getAccessor());
    assertEquals("token-a-program", seen.getDisplayName());
    assertEquals(1, seen.getNumUses());
    assertEquals(10_800, seen.getExplicitMaxTTL());
    assertTrue(seen.isOrphan());
  }

  @Test
  void a_token_of_a_role_has_what_the_role_says() throws Exception {
    driver.root.done(
        "auth/token/roles/batcher",
        Map.of("token_type", "batch", "orphan", true, "renewable", false));

    AuthResponse made =
        driver
            .root(1)
            .auth()
            .createToken(new TokenRequest().role("batcher").polices(List.of("reader")).ttl("10m"));

    assertTrue(made.getAuthClientToken().startsWith("hvb."), made.getAuthClientToken());
    assertEquals("", made.getTokenAccessor());
    assertFalse(made.isAuthRenewable());
    assertEquals("auth/token/create/batcher", seen(made.getAuthClientToken()).getPath());
  }

  @Test
  void a_token_renews_itself_for_as_long_as_it_likes() throws Exception {
    String token = issued("1h");

    assertEquals(token, driver.with(token, 1).auth().renewSelf().getAuthClientToken());
    AuthResponse briefly = driver.with(token, 1).auth().renewSelf(20);

    assertEquals(token, briefly.getAuthClientToken());
    assertEquals(20, briefly.getAuthLeaseDuration());
    assertTrue(seen(token).getTTL() <= 20);
  }

  @Test
  void a_token_sees_itself() throws Exception {
    String token = issued("1h");

    LookupResponse seen = seen(token);

    assertEquals(token, seen.getId());
    assertEquals(3600, seen.getCreationTTL());
    assertEquals("auth/token/create", seen.getPath());
    assertEquals(List.of("root"), seen.getPolicies());
    assertTrue(seen.getTTL() > 3500 && seen.getTTL() <= 3600, "ttl " + seen.getTTL());
    assertTrue(seen.isRenewable());
  }

  @Test
  void a_token_that_revoked_itself_is_nothing() throws Exception {
    String token = issued("1h");

    driver.with(token, 1).auth().revokeSelf();

    VaultException gone = assertThrows(VaultException.class, () -> seen(token));
    assertEquals(403, gone.getHttpStatusCode());
  }

  @Test
  void a_user_logs_in_by_password() throws Exception {
    AuthResponse in = driver.stranger().auth().loginByUserPass("ada", "engine");

    assertEquals("ada", in.getUsername());
    assertEquals(List.of("default", "reader"), in.getAuthPolicies());
    assertEquals("userpass-ada", seen(in.getAuthClientToken()).getDisplayName());
  }

  @Test
  void a_wrong_password_is_told_as_vault_tells_it() {
    VaultException wrong =
        assertThrows(
            VaultException.class, () -> driver.stranger().auth().loginByUserPass("ada", "no"));

    assertEquals(400, wrong.getHttpStatusCode());
    assertTrue(
        JavaDriver.words(wrong).contains("invalid username or password"), JavaDriver.words(wrong));
  }

  @Test
  void a_program_logs_in_by_role() throws Exception {
    driver
        .root(1)
        .logical()
        .write(
            "auth/approle/role/app",
            Map.of(
                "secret_id_ttl", "10m",
                "token_ttl", "20m",
                "token_max_ttl", "30m",
                "secret_id_num_uses", 1,
                "policies", "reader"));
    LogicalResponse roleId = driver.root(1).logical().read("auth/approle/role/app/role-id");
    LogicalResponse secretId =
        driver.root(1).logical().write("auth/approle/role/app/secret-id", null);
    String role = roleId.getData().get("role_id");
    String secret = secretId.getData().get("secret_id");

    AuthResponse in = driver.stranger().auth().loginByAppRole("approle", role, secret);

    assertEquals(1200, in.getAuthLeaseDuration());
    assertEquals("approle", seen(in.getAuthClientToken()).getDisplayName());
    VaultException again =
        assertThrows(
            VaultException.class, () -> driver.stranger().auth().loginByAppRole(role, secret));
    assertEquals(400, again.getHttpStatusCode());
    assertTrue(
        JavaDriver.words(again).contains("invalid role or secret ID"), JavaDriver.words(again));
  }

  @Test
  @SuppressWarnings("deprecation") // so is the method, but clients of it are still there
  void a_machine_logs_in_by_app_id() throws Exception {
    driver.root.done("auth/app-id/map/app-id/shop", Map.of("display_name", "shop"));
    driver.root.done("auth/app-id/map/user-id/till", Map.of("value", "shop"));

    AuthResponse in = driver.stranger().auth().loginByAppID("app-id/login", "shop", "till");

    assertEquals("auth/app-id/login", seen(in.getAuthClientToken()).getPath());
  }
}

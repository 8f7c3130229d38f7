package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.verticles.node.Server;
import dev.leasehold.verticles.node.Storage;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.database.DatabaseRoleOptions;
import io.github.jopenlibs.vault.api.sys.mounts.Mount;
import io.github.jopenlibs.vault.api.sys.mounts.MountPayload;
import io.github.jopenlibs.vault.api.sys.mounts.MountType;
import io.github.jopenlibs.vault.api.sys.mounts.Mounts;
import io.github.jopenlibs.vault.api.sys.mounts.TimeToLive;
import io.github.jopenlibs.vault.response.DatabaseResponse;
import io.github.jopenlibs.vault.response.HealthResponse;
import io.github.jopenlibs.vault.response.MountResponse;
import io.github.jopenlibs.vault.response.SealResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mounts, leases, health and the seal, through vault-java-driver.
class JavaDriverServerTest {
  private static final Reveal SHARE = Reveal.because("the test hands in the unseal key");

  private static JavaDriver driver;
  private static String unsealKey;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    Running server = Running.sealed(Storage.inMemory());
    Server.Dev dev = server.unsealed();
    unsealKey = Base64.getEncoder().encodeToString(dev.unsealKey().reveal(SHARE));
    driver = new JavaDriver(server);
  }

  @AfterAll
  static void stop() {
    driver.close();
  }

  private static Mounts mounts() throws VaultException {
    return driver.root(1).sys().mounts();
  }

  private static Mount listed(String path) throws VaultException {
    return Objects.requireNonNull(mounts().list().getMounts().get(path));
  }

  private static MountPayload hours(int hours) {
    return new MountPayload()
        .defaultLeaseTtl(TimeToLive.of(hours, TimeUnit.HOURS))
        .maxLeaseTtl(TimeToLive.of(hours, TimeUnit.HOURS))
        .description("for a test");
  }

  @Test
  void mounts_are_made_listed_read_tuned_and_removed() throws Exception {
    MountResponse made = mounts().enable("m", MountType.KEY_VALUE, hours(6));
    assertEquals(204, made.getRestResponse().getStatus());
    assertEquals("for a test", listed("m/").getDescription());
    assertEquals(MountType.KEY_VALUE, listed("m/").getType());
    assertEquals(21_600, mounts().read("m").getMount().getConfig().getDefaultLeaseTtl());

    assertEquals(204, mounts().tune("m", hours(12)).getRestResponse().getStatus());
    assertEquals(43_200, mounts().read("m").getMount().getConfig().getMaxLeaseTtl());

    assertEquals(204, mounts().disable("m").getRestResponse().getStatus());
    assertFalse(mounts().list().getMounts().containsKey("m/"));
  }

  @Test
  void mounts_that_cannot_be_are_told_as_vault_tells_them() throws Exception {
    mounts().enable("taken", MountType.KEY_VALUE, hours(1));

    assertTells(
        "path is already in use", () -> mounts().enable("taken", MountType.KEY_VALUE, hours(1)));
    assertTells("cannot fetch sysview for path", () -> mounts().read("none"));
    assertTells("no mount entry found", () -> mounts().tune("none", hours(1)));
  }

  @Test
  void leases_that_are_not_there_are_revoked() throws Exception {
    var leases = driver.root(1).sys().leases();

    assertEquals(204, leases.revoke("none/lease").getRestResponse().getStatus());
    assertEquals(204, leases.revokePrefix("none").getRestResponse().getStatus());
    assertEquals(204, leases.revokeForce("none").getRestResponse().getStatus());
    assertTells("400", () -> leases.renew("none/lease", 10));
  }

  @Test
  void a_credential_of_a_database_is_made_renewed_and_revoked() throws Exception {
    try (Postgres postgres = new Postgres(folder)) {
      driver.root.done("sys/mounts/database", Map.of("type", "database"));
      driver.root.done("database/config/pg", postgres.connection());
      DatabaseRoleOptions role =
          new DatabaseRoleOptions()
              .dbName("pg")
              .defaultTtl("1h")
              .creationStatements(List.of(Postgres.CREATE));
      var database = driver.root(1).database();
      assertEquals(204, database.createOrUpdateRole("app", role).getRestResponse().getStatus());
      assertEquals(
          List.of(Postgres.CREATE),
          database.getRole("app").getRoleOptions().getCreationStatements());

      DatabaseResponse made = database.creds("app");
      String user = made.getCredential().getUsername();
      assertTrue(postgres.lets(user, made.getCredential().getPassword()));
      var leases = driver.root(1).sys().leases();
      assertEquals(200, leases.renew(made.getLeaseId(), 60).getRestResponse().getStatus());
      assertEquals(204, leases.revoke(made.getLeaseId()).getRestResponse().getStatus());
      assertFalse(postgres.has(user), "the user is gone");

      assertEquals(204, database.deleteRole("app").getRestResponse().getStatus());
      assertEquals(404, database.getRole("app").getRestResponse().getStatus());
    }
  }

  @Test
  void health_is_told_with_the_status_that_is_asked_for() throws Exception {
    HealthResponse plain = driver.stranger().debug().health();
    assertTrue(plain.getInitialized());
    assertFalse(plain.getSealed());
    assertFalse(plain.getStandby());
    assertNotNull(plain.getServerTimeUTC());
    assertEquals(200, plain.getRestResponse().getStatus());

    assertEquals(212, health(212).getRestResponse().getStatus());
    assertTrue(health(212).getInitialized());
    assertEquals(204, health(204).getRestResponse().getStatus());
    assertNull(health(204).getInitialized());
  }

  private static HealthResponse health(int active) throws VaultException {
    return driver.stranger().debug().health(null, null, active, null, null, null, null, null);
  }

  @Test
  void a_sealed_server_is_unsealed_with_its_key() throws Exception {
    SealResponse before = driver.stranger().sys().seal().sealStatus();
    assertFalse(before.getSealed());
    assertEquals(1, before.getThreshold());
    assertEquals(1, before.getNumberOfShares());
    assertEquals(0, before.getProgress());
    driver.root(1).logical().write("cubbyhole/a", Map.of("b", "c"));

    driver.root(1).sys().seal().seal();
    assertTrue(driver.stranger().sys().seal().sealStatus().getSealed());
    VaultException sealed =
        assertThrows(VaultException.class, () -> driver.root(1).auth().lookupSelf());
    assertEquals(503, sealed.getHttpStatusCode());

    assertFalse(driver.stranger().sys().seal().unseal(unsealKey).getSealed());
    assertEquals("c", driver.root(1).logical().read("cubbyhole/a").getData().get("b"));
  }

  private static void assertTells(String words, org.junit.jupiter.api.function.Executable asking) {
    VaultException told = assertThrows(VaultException.class, asking);
    assertEquals(400, told.getHttpStatusCode());
    assertTrue(JavaDriver.words(told).contains(words), JavaDriver.words(told));
  }
}

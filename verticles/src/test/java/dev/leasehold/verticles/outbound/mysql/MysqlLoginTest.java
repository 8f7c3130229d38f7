package dev.leasehold.verticles.outbound.mysql;

import static dev.leasehold.verticles.outbound.mysql.RogueMysql.ok;
import static dev.leasehold.verticles.outbound.mysql.RogueMysql.okAndMore;
import static dev.leasehold.verticles.outbound.mysql.RogueMysql.switchTo;
import static dev.leasehold.verticles.outbound.mysql.RogueMysql.wantsFile;
import static dev.leasehold.verticles.outbound.mysql.RogueMysql.wantsPassword;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.AddressPolicy;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.OutboundVerticle;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that is not what it says gets no file and no password (T36).
class MysqlLoginTest {
  private static final String PASSWORD = "open-sesame";
  private static final String CONTENT = "content-of-a-file";
  private static final String CLEAR = "mysql_clear_password";
  private static final String SHA2 = "caching_sha2_password";
  private static final String NATIVE = "mysql_native_password";

  private static final Map<String, String> CLEAR_ALLOWED =
      Map.of("allowCleartextPasswords", "true");

  private final Vertx vertx = Vertx.vertx();
  private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
  private final OutboundVerticle room =
      new OutboundVerticle(
          List.of(new MysqlAdapter()),
          InstantSource.system(),
          AddressPolicy.OPEN,
          PoolLimits.DEFAULT);

  @BeforeEach
  void startRoom() throws Exception {
    await(vertx.deployVerticle(room));
  }

  @AfterEach
  void stopRoom() throws Exception {
    await(vertx.close());
    certificate.delete();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private Outcome verify(RogueMysql rogue, Map<String, String> settings, @Nullable String ca)
      throws Exception {
    DatabaseTarget target =
        new DatabaseTarget(
            "mysql-database-plugin",
            "localhost",
            rogue.port(),
            "",
            "me",
            SecretBytes.ofUtf8(PASSWORD),
            1,
            settings,
            ca,
            null);
    return await(room.perform(new DatabaseEffect.Verify(target, "m/c", Duration.ofSeconds(5))));
  }

  private Outcome verify(RogueMysql rogue) throws Exception {
    return verify(rogue, Map.of(), null);
  }

  private String pem() throws Exception {
    return Files.readString(Path.of(certificate.certificatePath()));
  }

  private static String errorClass(Outcome outcome) {
    return assertInstanceOf(Outcome.Refused.class, outcome).errorClass();
  }

  @Test
  void an_honest_server_is_believed() throws Exception {
    RogueMysql server = new RogueMysql(vertx, NATIVE, null, ok(), ok(), ok(), ok());

    assertEquals(new Outcome.Done(), verify(server));
  }

  @Test
  void neither_files_nor_several_statements_are_offered_to_the_server() throws Exception {
    RogueMysql rogue = new RogueMysql(vertx, NATIVE, null);

    RogueMysql overTls = new RogueMysql(vertx, NATIVE, certificate);

    verify(rogue);
    verify(overTls, Map.of("tls", "skip-verify"), null);

    assertEquals(0, rogue.announced() & (0x80 | 0x10000));
    assertEquals(0, overTls.announced() & (0x80 | 0x10000));
    assertEquals(0x200, rogue.announced() & 0x200);
  }

  @Test
  void T36_no_file_is_sent_whichever_statement_is_answered_by_asking_for_it(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), CONTENT);
    RogueMysql first = new RogueMysql(vertx, NATIVE, null, ok(), wantsFile(file.toString()), ok());
    RogueMysql second =
        new RogueMysql(vertx, NATIVE, null, ok(), ok(), wantsFile(file.toString()), ok());
    RogueMysql hidden =
        new RogueMysql(
            vertx, NATIVE, null, ok(), ok(), okAndMore(), wantsFile(file.toString()), ok());

    for (RogueMysql rogue : List.of(first, second, hidden)) {
      assertFalse(verify(rogue) instanceof Outcome.Done);
      assertFalse(rogue.heard().contains(CONTENT));
    }
  }

  @Test
  void even_whether_there_is_such_a_file_is_not_told(@TempDir Path folder) throws Exception {
    RogueMysql rogue =
        new RogueMysql(
            vertx, NATIVE, null, ok(), ok(), wantsFile(folder.resolve("none").toString()), ok());

    verify(rogue);

    assertTrue(rogue.heard().endsWith("SELECT 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true"})
  void T36_the_password_is_not_sent_in_clear(String allowed) throws Exception {
    Map<String, String> settings = allowed.isEmpty() ? Map.of() : CLEAR_ALLOWED;
    RogueMysql greets = new RogueMysql(vertx, CLEAR, null, ok());
    RogueMysql switches = new RogueMysql(vertx, NATIVE, null, switchTo(CLEAR), ok());

    for (RogueMysql rogue : List.of(greets, switches)) {
      assertEquals("cleartext_password", errorClass(verify(rogue, settings, null)));
      assertFalse(rogue.heard().contains(PASSWORD));
    }
  }

  @Test
  void the_password_is_not_sent_over_tls_that_nobody_verified() throws Exception {
    Map<String, String> settings = Map.of("tls", "skip-verify", "allowCleartextPasswords", "true");
    RogueMysql rogue = new RogueMysql(vertx, NATIVE, certificate, switchTo(CLEAR), ok());

    assertEquals("cleartext_password", errorClass(verify(rogue, settings, null)));
    assertFalse(rogue.heard().contains(PASSWORD));
  }

  @Test
  void over_verified_tls_the_server_may_ask_for_it_where_that_is_allowed() throws Exception {
    RogueMysql allowed = new RogueMysql(vertx, NATIVE, certificate, switchTo(CLEAR), ok());
    RogueMysql not = new RogueMysql(vertx, NATIVE, certificate, switchTo(CLEAR), ok());

    verify(allowed, CLEAR_ALLOWED, pem());

    assertTrue(allowed.heard().contains(PASSWORD));
    assertEquals("cleartext_password", errorClass(verify(not, Map.of(), pem())));
    assertFalse(not.heard().contains(PASSWORD));
  }

  @Test
  void what_sha2_asks_for_is_sent_over_verified_tls_alone() throws Exception {
    RogueMysql verified = new RogueMysql(vertx, SHA2, certificate, wantsPassword(), ok());

    verify(verified, Map.of(), pem());

    assertTrue(verified.heard().contains(PASSWORD));
  }

  @Test
  void a_key_of_the_servers_own_is_asked_for_on_loopback() throws Exception {
    RogueMysql rogue = new RogueMysql(vertx, SHA2, null, wantsPassword(), ok());

    verify(rogue);

    assertTrue(rogue.heard().contains("\1\0\0\3\2"), "the key is asked for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql_old_password", "sha256_password", "dialog", ""})
  void other_ways_of_logging_in_are_refused(String plugin) throws Exception {
    RogueMysql rogue = new RogueMysql(vertx, NATIVE, null, switchTo(plugin), ok());

    assertEquals("login", errorClass(verify(rogue)));
    assertFalse(rogue.heard().contains(PASSWORD));
  }

  @Test
  void a_certificate_of_another_name_is_not_verified() throws Exception {
    SelfSignedCertificate other = SelfSignedCertificate.create("other");
    String ca = Files.readString(Path.of(other.certificatePath()));

    assertEquals("tls", errorClass(verify(new RogueMysql(vertx, NATIVE, other), Map.of(), ca)));
    assertFalse(
        errorClass(
                verify(
                    new RogueMysql(vertx, NATIVE, other), Map.of("tls_server_name", "other"), ca))
            .equals("tls"));
    other.delete();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "skip-verify"})
  void where_tls_is_wanted_nothing_is_sent_without(String tls) throws Exception {
    RogueMysql rogue = new RogueMysql(vertx, NATIVE, null, ok());

    assertEquals("tls", errorClass(verify(rogue, Map.of("tls", tls), null)));
    assertEquals("", rogue.heard());
  }

  @Test
  void an_unknown_authority_is_not_believed() throws Exception {
    RogueMysql rogue = new RogueMysql(vertx, NATIVE, certificate, ok());

    assertEquals("tls", errorClass(verify(rogue, Map.of("tls", "true"), null)));
  }

  @Test
  void where_tls_is_preferred_it_is_not_left_after_a_failure() throws Exception {
    RogueMysql rogue = new RogueMysql(vertx, NATIVE, certificate);

    assertInstanceOf(Outcome.Refused.class, verify(rogue, Map.of("tls", "preferred"), null));
    assertFalse(rogue.heard().isEmpty());
  }
}

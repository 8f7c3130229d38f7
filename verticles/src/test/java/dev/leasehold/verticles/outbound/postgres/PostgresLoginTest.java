package dev.leasehold.verticles.outbound.postgres;

import static dev.leasehold.verticles.outbound.postgres.OutboundRoom.await;
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
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that is not what it says must not get the password of the one that it poses as.
class PostgresLoginTest {
  private static final String PASSWORD = "open-sesame";
  private static final Buffer ASKS_FOR_PASSWORD = Buffer.buffer("R").appendInt(8).appendInt(3);

  private final Vertx vertx = Vertx.vertx();
  private final OutboundVerticle room =
      new OutboundVerticle(
          List.of(new PostgresAdapter()),
          InstantSource.system(),
          AddressPolicy.OPEN,
          PoolLimits.DEFAULT);

  @BeforeEach
  void startRoom() {
    await(vertx.deployVerticle(room));
  }

  @AfterEach
  void stopRoom() {
    await(vertx.close());
  }

  /// A server of one connection that answers the first message with `tls` where one is given, goes
  /// on in TLS if that says so, then asks for the password; and all that it was sent afterwards.
  private final class Rogue {
    private final Promise<String> heard = Promise.promise();
    private final Buffer all = Buffer.buffer();
    private final NetServer server;

    Rogue(@Nullable String tls, Buffer question, ServerSSLOptions ssl) {
      server = vertx.createNetServer();
      server.connectHandler(socket -> serve(socket, tls, question, ssl));
      await(server.listen(0, "127.0.0.1"));
    }

    private void serve(
        NetSocket socket, @Nullable String tls, Buffer question, ServerSSLOptions ssl) {
      socket.closeHandler(_ -> heard.tryComplete(all.toString(StandardCharsets.ISO_8859_1)));
      if (tls == null) {
        ask(socket, question);
        return;
      }
      socket.handler(_ -> {
        if (tls.equals("S")) {
          socket.upgradeToSsl(ssl, Buffer.buffer(tls)).onComplete(_ -> ask(socket, question));
        } else {
          socket.write(tls);
          ask(socket, question);
        }
      });
    }

    private void ask(NetSocket socket, Buffer question) {
      boolean[] asked = {false};
      socket.handler(bytes -> {
        all.appendBuffer(bytes);
        if (!asked[0]) {
          asked[0] = true;
          for (int i = 0; i < question.length(); i++) {
            socket.write(question.getBuffer(i, i + 1));
          }
        } else {
          socket.close();
        }
      });
    }

    Outcome verify(String sslmode, @Nullable String ca) {
      DatabaseTarget target =
          new DatabaseTarget(
              "postgresql-database-plugin",
              "localhost",
              server.actualPort(),
              "db",
              "me",
              SecretBytes.ofUtf8(PASSWORD),
              1,
              Map.of("sslmode", sslmode),
              ca,
              null);
      return await(room.perform(new DatabaseEffect.Verify(target, "m/c", Duration.ofSeconds(5))));
    }

    boolean heardPassword() {
      return await(heard.future()).contains(PASSWORD);
    }
  }

  private static ServerSSLOptions noTls() {
    return new ServerSSLOptions();
  }

  private static String errorClass(Outcome outcome) {
    return assertInstanceOf(Outcome.Refused.class, outcome).errorClass();
  }

  @Test
  void T36_the_password_is_not_sent_in_clear() {
    Rogue rogue = new Rogue(null, ASKS_FOR_PASSWORD, noTls());

    assertEquals("cleartext_password", errorClass(rogue.verify("disable", null)));
    assertFalse(rogue.heardPassword());
  }

  @Test
  void a_question_behind_other_messages_is_seen_as_well() {
    Buffer notice = Buffer.buffer("N").appendInt(9).appendString("R0000").copy();
    Rogue rogue = new Rogue(null, notice.appendBuffer(ASKS_FOR_PASSWORD), noTls());

    assertEquals("cleartext_password", errorClass(rogue.verify("disable", null)));
    assertFalse(rogue.heardPassword());
  }

  @Test
  void the_password_is_not_sent_over_tls_that_nobody_verified() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    Rogue rogue = new Rogue("S", ASKS_FOR_PASSWORD, tls(certificate));

    assertEquals("cleartext_password", errorClass(rogue.verify("require", null)));
    assertFalse(rogue.heardPassword());
  }

  @Test
  void over_verified_tls_the_server_may_ask_for_it() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    Rogue server = new Rogue("S", ASKS_FOR_PASSWORD, tls(certificate));

    server.verify("verify-full", pem(certificate));

    assertTrue(server.heardPassword());
  }

  @Test
  void a_certificate_of_another_name_is_not_verified() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("other");
    Rogue rogue = new Rogue("S", ASKS_FOR_PASSWORD, tls(certificate));

    assertEquals("tls", errorClass(rogue.verify("verify-full", pem(certificate))));
    assertFalse(rogue.heardPassword());
  }

  @Test
  void an_unknown_authority_is_not_believed() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    Rogue rogue = new Rogue("S", ASKS_FOR_PASSWORD, tls(certificate));

    assertEquals("tls", errorClass(rogue.verify("verify-ca", null)));
    assertFalse(rogue.heardPassword());
  }

  @Test
  void where_tls_is_required_nothing_is_sent_without() {
    Rogue rogue = new Rogue("N", ASKS_FOR_PASSWORD, noTls());

    assertEquals("tls", errorClass(rogue.verify("require", null)));
    assertEquals("", await(rogue.heard.future()));
  }

  @Test
  void plain_text_slipped_in_before_tls_is_refused() {
    Rogue rogue = new Rogue("SX", ASKS_FOR_PASSWORD, noTls());

    assertEquals("tls", errorClass(rogue.verify("require", null)));
  }

  private static ServerSSLOptions tls(SelfSignedCertificate certificate) {
    return new ServerSSLOptions().setKeyCertOptions(certificate.keyCertOptions());
  }

  private String pem(SelfSignedCertificate certificate) {
    return vertx.fileSystem().readFileBlocking(certificate.certificatePath()).toString();
  }
}

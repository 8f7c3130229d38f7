package dev.leasehold.verticles.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.SysEvent;
import dev.leasehold.verticles.engine.sys.Instruments;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A write whose answer never reached the audit stream: whoever leads next tells of it there, once.
@Timeout(60)
class RecoveredAuditTest {
  private static final Reveal SHARE = Reveal.because("a test unseals");
  private static final String HALF =
      "{\"type\":\"request\",\"auth\":{},\"request\":{\"id\":\"lost\"}}";

  private final Vertx vertx = Vertx.vertx();
  private final Storage storage = Storage.inMemory();
  private final Surroundings around =
      new Surroundings(new SeededEntropy(11), InstantSource.system(), System::nanoTime);
  private final NodeVerticle node =
      new NodeVerticle(
          storage,
          around,
          new Server.Manner(List.of(), Ttls.SYSTEM, false, commit -> {}),
          Instruments.NONE);
  private byte[] share = {};

  @BeforeEach
  void a_node_was_initialized_and_unsealed() {
    vertx.deployVerticle(node).await();
    List<SecretBytes> shares =
        node.initialize(new Birth.Order(SealSettings.shamir(1, 1), null, null)).await().shares();
    share = shares.getFirst().reveal(SHARE);
    node.unseal(share).await();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void a_request_whose_answer_was_lost_is_told_once_by_who_leads_next() throws Exception {
    write(Objects.requireNonNull(node.life()));
    assertEquals(0, storage.audit().end());
    unsealAnew();
    awaitAudited(1);
    unsealAnew();
    unsealAnew();
    assertEquals(1, storage.audit().end());
  }

  private void unsealAnew() {
    node.seal().await();
    node.unseal(share).await();
  }

  private void awaitAudited(long records) {
    while (storage.audit().end() < records) {
      Thread.onSpinWait();
    }
    assertEquals(records, storage.audit().end());
  }

  private static void write(Life life) throws Exception {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    life.writer()
        .submit(
            (head, now) ->
                Resolution.of(
                        Decision.of(
                            Response.nothing(),
                            new SysEvent.PolicyWritten(Namespace.ROOT, "p", "")))
                    .audited(HALF),
            new Reply() {
              @Override
              public void decided(Resolution resolution, long sequence) {}

              @Override
              public void durable() {
                kept.complete(null);
              }

              @Override
              public void lost(Throwable why) {
                kept.completeExceptionally(why);
              }
            });
    kept.get();
  }
}

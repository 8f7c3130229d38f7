package dev.leasehold.verticles.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.seal.Generation;
import dev.leasehold.crypto.seal.GenerationSealer;
import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.seal.UnsealCeremony;
import dev.leasehold.crypto.seal.UnsealStep;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.journal.SealTopic;
import dev.leasehold.projections.rotation.Rotations;
import dev.leasehold.projections.rotation.Term;
import dev.leasehold.verticles.engine.sys.Instruments;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// New terms, new shares and new root tokens, and what the old ones are worth afterwards.
class SealTurnTest {
  private static final Reveal SHARE = Reveal.because("a test hands in shares");
  private static final SealSettings NEW = SealSettings.shamir(2, 2);

  private final Vertx vertx = Vertx.vertx();
  private final Storage storage = Storage.inMemory();
  private final SeededEntropy entropy = new SeededEntropy(11);
  private final Surroundings around =
      new Surroundings(entropy, InstantSource.system(), System::nanoTime);
  private NodeVerticle node = node();
  private List<byte[]> shares = List.of();

  private NodeVerticle node() {
    NodeVerticle made =
        new NodeVerticle(
            storage,
            around,
            new Server.Manner(List.of(), Ttls.SYSTEM, false, commit -> {}),
            Instruments.NONE);
    vertx.deployVerticle(made).await();
    return made;
  }

  @BeforeEach
  void unsealed() {
    List<SecretBytes> born =
        node.initialize(new Birth.Order(SealSettings.shamir(3, 2), null, null)).await().shares();
    shares = born.stream().map(share -> share.reveal(SHARE)).toList();
    unseal(shares.subList(0, 2));
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private void unseal(List<byte[]> given) {
    given.forEach(share -> node.unseal(share).await());
    assertNotNull(node.life());
  }

  private int term() {
    Life life = node.life();
    assertNotNull(life);
    Term term = Rotations.term(life.state());
    assertNotNull(term);
    return term.number();
  }

  private List<Generation> generations() {
    return new SealTopic(storage.seal(), entropy, Duration.ofMillis(100))
        .generations().stream().map(one -> Generation.decode(one.bytes())).toList();
  }

  private static Map<String, Object> data(Response response) {
    Map<String, Object> data = response.data();
    assertNotNull(data);
    return data;
  }

  private Map<String, Object> begin(boolean verify) {
    Rekeying.Wish wish = new Rekeying.Wish(NEW, List.of(), false, verify);
    return data(
        node.rekeying(
                (rekeying, seal) -> {
                  rekeying.begin(seal, wish);
                  return io.vertx.core.Future.succeededFuture(rekeying.status(2));
                })
            .await());
  }

  private Map<String, Object> give(byte[] share, @Nullable Object nonce) {
    return data(
        node.rekeying((rekeying, seal) -> rekeying.give(share, String.valueOf(nonce), 2)).await());
  }

  private List<byte[]> rekeyed() {
    Object nonce = begin(false).get("nonce");
    give(shares.get(0), nonce);
    return keys(give(shares.get(2), nonce));
  }

  private static List<byte[]> keys(Map<String, Object> answer) {
    List<byte[]> keys = new ArrayList<>();
    for (Object key : (List<?>) answer.getOrDefault("keys", List.of())) {
      keys.add(HexFormat.of().parseHex(String.valueOf(key)));
    }
    return keys;
  }

  @Test
  void t35_an_old_generation_with_its_old_shares_opens_no_current_keyring() {
    List<Generation> old = generations();
    List<byte[]> fresh = rekeyed();
    node.seal().await();

    assertEquals(1, generations().size(), "the old generation is forgotten");
    Refusal refused = assertThrows(Refusal.class, () -> node.unseal(shares.get(0)).await());
    assertEquals(UnsealCeremony.WRONG_KEY, refused.getMessage());
    UnsealCeremony ceremony = new UnsealCeremony(old, entropy);
    ceremony.submit(shares.get(0));
    UnsealStep.Opened opened =
        assertInstanceOf(UnsealStep.Opened.class, ceremony.submit(shares.get(1)));
    assertEquals(1, opened.keyring().activeTerm());
    unseal(fresh);
    assertEquals(2, term());
  }

  @Test
  void a_rotated_keyring_reads_what_all_its_terms_have_sealed() {
    node.rotate().await();
    node.rotate().await();
    assertEquals(3, term());
    node.seal().await();

    unseal(shares.subList(1, 3));
    assertEquals(3, term());
    node.rotate().await();
    assertEquals(4, term());
  }

  @Test
  void a_generation_that_the_journal_does_not_name_keeps_nobody_out() throws Exception {
    node.seal().await();
    UnsealCeremony ceremony = new UnsealCeremony(generations(), entropy);
    ceremony.submit(shares.get(0));
    UnsealStep.Opened opened =
        assertInstanceOf(UnsealStep.Opened.class, ceremony.submit(shares.get(1)));
    Generation never =
        GenerationSealer.succeed(
            opened.generation(),
            opened.keyring().rotated(entropy, around.clock().instant()),
            opened.rootKey(),
            entropy);
    new SealTopic(storage.seal(), entropy, Duration.ofMillis(100))
        .append(never.number(), never.encode());

    node = node();
    unseal(shares.subList(0, 2));
    assertEquals(1, term());
    node.rotate().await();
    assertEquals(1, generations().size());
    assertEquals(2, term());
  }

  @Test
  void a_generation_that_was_not_forgotten_in_time_keeps_nobody_out() {
    dev.leasehold.events.journal.Generation old =
        new SealTopic(storage.seal(), entropy, Duration.ofMillis(100)).generations().getFirst();
    node.rotate().await();
    node.seal().await();
    new SealTopic(storage.seal(), entropy, Duration.ofMillis(100))
        .append(old.number(), old.bytes());
    List<dev.leasehold.events.journal.Generation> both =
        new SealTopic(storage.seal(), entropy, Duration.ofMillis(100)).generations();
    assertEquals(2, both.size());

    node = node();
    unseal(shares.subList(0, 2));
    assertEquals(2, term());
  }

  @Test
  void until_new_shares_are_proven_the_old_ones_open() {
    Object nonce = begin(true).get("nonce");
    give(shares.get(0), nonce);
    Map<String, Object> answer = give(shares.get(1), nonce);
    List<byte[]> fresh = keys(answer);
    node.seal().await();

    assertThrows(Refusal.class, () -> node.unseal(fresh.get(0)).await());
    unseal(shares.subList(0, 2));
  }

  @Test
  void proven_shares_open_and_the_old_ones_do_not() {
    Object nonce = begin(true).get("nonce");
    give(shares.get(0), nonce);
    Map<String, Object> answer = give(shares.get(1), nonce);
    List<byte[]> fresh = keys(answer);
    String proof = String.valueOf(answer.get("verification_nonce"));
    node.rekeying((rekeying, seal) -> rekeying.prove(fresh.get(0), proof)).await();
    Map<String, Object> done =
        data(node.rekeying((rekeying, seal) -> rekeying.prove(fresh.get(1), proof)).await());
    assertEquals(true, done.get("complete"));
    node.seal().await();

    assertThrows(Refusal.class, () -> node.unseal(shares.get(0)).await());
    unseal(fresh);
  }

  @Test
  void t11_a_wrong_share_neither_advances_nor_resets_a_rekey() {
    Object nonce = begin(false).get("nonce");
    give(shares.get(0), nonce);
    byte[] wrong = shares.get(1).clone();
    wrong[3] ^= 1;

    Refusal refused = assertThrows(Refusal.class, () -> give(wrong, nonce));
    assertEquals(Refusal.Kind.INTERNAL, refused.kind());
    assertEquals(2, keys(give(shares.get(1), nonce)).size());
  }

  @Test
  void t11_a_wrong_share_neither_advances_nor_resets_the_way_to_a_root_token() {
    SecretBytes otp = SecretBytes.ofUtf8("x".repeat(RootGeneration.OTP_LENGTH));
    Object nonce =
        data(node.generation(
                    (generation, seal) -> {
                      generation.begin(seal, otp, null);
                      return io.vertx.core.Future.succeededFuture(generation.status(2, ""));
                    })
                .await())
            .get("nonce");
    byte[] wrong = shares.get(1).clone();
    wrong[3] ^= 1;
    assertEquals(1, root(shares.get(0), nonce).get("progress"));
    assertThrows(Refusal.class, () -> root(wrong, nonce));
    assertEquals(true, root(shares.get(1), nonce).get("complete"));
  }

  private Map<String, Object> root(byte[] share, @Nullable Object nonce) {
    return data(
        node.generation((generation, seal) ->
                generation.give(share, String.valueOf(nonce), 2, seal.keyring(), node::kept))
            .await());
  }
}

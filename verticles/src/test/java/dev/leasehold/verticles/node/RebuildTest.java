package dev.leasehold.verticles.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.seal.UnsealCeremony;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.journal.InMemoryRecordLog;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.store.Store;
import dev.leasehold.verticles.engine.sys.Instruments;
import dev.leasehold.verticles.gate.Ttls;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RebuildTest {
  private static final Reveal SHARE = Reveal.because("a test unseals");

  private final Vertx vertx = Vertx.vertx();
  private final Store rows = new Kept(new MemoryStore());
  private final Storage storage =
      new Storage(
          "inmem",
          InMemoryRecordLog.faultless(),
          InMemoryRecordLog.faultless(),
          InMemoryRecordLog.faultless(),
          false,
          List.of(),
          () -> rows,
          () -> {});
  private final Surroundings around =
      new Surroundings(new SeededEntropy(7), InstantSource.system(), System::nanoTime);
  private List<SecretBytes> shares = List.of();

  @BeforeEach
  void a_node_was_initialized_and_used_and_is_sealed_again() {
    NodeVerticle node =
        new NodeVerticle(
            storage,
            around,
            new Server.Manner(List.of(), Ttls.SYSTEM, false, commit -> {}),
            Instruments.NONE);
    vertx.deployVerticle(node).await();
    shares =
        node.initialize(new Birth.Order(SealSettings.shamir(3, 2), null, null)).await().shares();
    for (SecretBytes share : shares.subList(0, 2)) {
      node.unseal(share.reveal(SHARE)).await();
    }
    node.seal().await();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void the_rows_of_a_node_are_what_its_journal_says() throws Exception {
    assertNull(firstDifference(shares));
  }

  @Test
  void a_row_that_was_taken_away_is_found() throws Exception {
    List<byte[]> keys = new ArrayList<>();
    rows.scan(new byte[] {0, 1}, new byte[] {(byte) 0xff}, (key, value) -> keys.add(key));
    rows.write(List.of(new Store.Entry(keys.getLast(), null)));
    assertNotNull(firstDifference(shares));
  }

  @Test
  void without_enough_right_shares_nothing_is_compared() {
    SecretBytes wrong = SecretBytes.copyOf(new byte[33]);
    Rebuild.NotOpened refused =
        assertThrows(Rebuild.NotOpened.class, () -> firstDifference(List.of(wrong, wrong)));
    assertEquals(UnsealCeremony.WRONG_KEY, refused.getMessage());
  }

  private @Nullable String firstDifference(List<SecretBytes> given) throws Rebuild.NotOpened {
    Iterator<SecretBytes> next = given.iterator();
    return new Rebuild(storage, around)
        .firstDifference(() -> next.next().reveal(SHARE), MemoryStore::new);
  }

  /// Rows that outlive the closing of a store, as those on a disk do.
  private record Kept(Store store) implements Store {
    @Override
    public byte @Nullable [] get(byte[] key) {
      return store.get(key);
    }

    @Override
    public boolean contains(byte[] key) {
      return store.contains(key);
    }

    @Override
    public void write(List<Entry> batch) {
      store.write(batch);
    }

    @Override
    public void scan(byte[] from, byte[] end, Visitor visitor) {
      store.scan(from, end, visitor);
    }

    @Override
    public void flush() {
      store.flush();
    }

    @Override
    public void eraseCompact(byte[] from, byte[] end) {
      store.eraseCompact(from, end);
    }

    @Override
    public void close() {}
  }
}

package dev.leasehold.verticles.node;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.seal.Generation;
import dev.leasehold.crypto.seal.UnsealCeremony;
import dev.leasehold.crypto.seal.UnsealStep;
import dev.leasehold.events.journal.JournalReader;
import dev.leasehold.events.journal.SealTopic;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Digest;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.Store;
import dev.leasehold.verticles.writer.Replaying;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Proves that the rows of a node are what its journal says: replays the whole journal into a fresh
/// store and compares a keyed digest of each table with that of the node's own, which is brought to
/// the same end of the log first. For a node that is stopped; blocks as long as that takes.
public final class Rebuild {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int KEY_BYTES = 32;

  /// The fresh store is read once, so little of it needs to stay opened in the heap.
  private static final long HOT_ROWS = 1_000;

  private final Storage storage;
  private final Surroundings around;

  public Rebuild(Storage storage, Surroundings around) {
    this.storage = storage;
    this.around = around;
  }

  /// The keys of this node are not to be had: it was never initialized, or a share is wrong. The
  /// text is for the operator.
  public static final class NotOpened extends Exception {
    private static final long serialVersionUID = 1;

    NotOpened(String text) {
      super(text);
    }
  }

  /// Compares; returns the name of the first table that differs, or null where all are equal.
  ///
  /// @param shares gives one share of the unseal key after the other
  /// @param fresh opens an empty store, which is closed here
  public @Nullable String firstDifference(Supplier<byte[]> shares, Supplier<Store> fresh)
      throws NotOpened {
    Keyring keyring = opened(shares);
    MacKey key = MacKey.of(around.entropy().bytes(KEY_BYTES));
    try {
      Digest running = digest(storage.store().get(), keyring, key);
      return running.firstDifference(digest(fresh.get(), keyring, key));
    } finally {
      key.wipe();
      keyring.wipe();
    }
  }

  private Keyring opened(Supplier<byte[]> shares) throws NotOpened {
    List<Generation> generations =
        new SealTopic(storage.seal(), around.entropy(), LOOK)
            .generations().stream().map(one -> Generation.decode(one.bytes())).toList();
    if (generations.isEmpty()) {
      throw new NotOpened("this server is not initialized");
    }
    UnsealCeremony ceremony = new UnsealCeremony(generations, around.entropy());
    while (true) {
      switch (ceremony.submit(shares.get())) {
        case UnsealStep.Opened opened -> {
          opened.rootKey().wipe();
          return opened.keyring();
        }
        case UnsealStep.Refused refused -> throw new NotOpened(refused.text());
        case UnsealStep.WrongShare wrong -> throw new NotOpened(UnsealCeremony.WRONG_KEY);
        case UnsealStep.WrongKey wrong -> throw new NotOpened(UnsealCeremony.WRONG_KEY);
        case UnsealStep.Duplicate _, UnsealStep.Counted _ -> {}
      }
    }
  }

  private Digest digest(Store store, Keyring keyring, MacKey key) {
    try (store) {
      Committed committed = Committed.open(store, keyring, around.entropy(), HOT_ROWS);
      JournalReader reader =
          new JournalReader(
              storage.journal(),
              new RecordOpener(keyring, Purpose.JOURNAL, JournalReader.TOPIC),
              same -> same,
              Set.of(),
              around.nanoTime(),
              Replaying.start(committed));
      new Replaying(committed, new Projections()).catchUp(reader);
      Digest digest = Digest.of(committed, key);
      committed.flush();
      committed.seal();
      return digest;
    }
  }
}

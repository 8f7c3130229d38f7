package dev.leasehold.verticles.node;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.proof.TokenText;
import dev.leasehold.crypto.seal.GenerationSealer;
import dev.leasehold.crypto.seal.RootKey;
import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.seal.ShamirSeal;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.journal.Claim;
import dev.leasehold.events.journal.ClaimListener;
import dev.leasehold.events.journal.Generation;
import dev.leasehold.events.journal.JournalReader;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.Position;
import dev.leasehold.events.journal.SealTopic;
import dev.leasehold.events.journal.Taking;
import dev.leasehold.verticles.engine.sys.Build;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.policy.BuiltInPolicies;
import dev.leasehold.verticles.policy.PolicyNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Initializing: keys are drawn and sealed, and the first commits say who this cluster is, what is
/// mounted, and that there is a root token. Blocks; runs on a worker.
final class Birth {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long PATIENCE_SECONDS = 20;

  private final Storage storage;
  private final Entropy entropy;
  private final LongSupplier nanoTime;

  /// What is asked for: how the keys are shared, and for dev mode the text of the root token and a
  /// mount for secrets.
  record Order(SealSettings seal, @Nullable SecretBytes rootToken, @Nullable Mount kv) {}

  /// What is shown once and kept nowhere.
  record Born(List<SecretBytes> shares, SecretBytes rootToken) {}

  Birth(Storage storage, Entropy entropy, LongSupplier nanoTime) {
    this.storage = storage;
    this.entropy = entropy;
    this.nanoTime = nanoTime;
  }

  /// Throws [dev.leasehold.events.journal.AlreadyInitialized] where a log is not empty.
  Born initialize(Order order, Instant now) {
    String clusterId = entropy.uuid();
    Keyring keyring = Keyring.initial(clusterId, entropy, now);
    SecretBytes rootKey = RootKey.draw(entropy);
    ShamirSeal seal = ShamirSeal.draw(order.seal(), entropy);
    byte[] sealed =
        GenerationSealer.create(1, order.seal(), keyring, rootKey, List.of(seal), entropy).encode();
    Generation generation =
        new SealTopic(storage.seal(), entropy, LOOK)
            .initialize(sealed, List.of(storage.journal(), storage.audit()));
    SecretBytes rootToken =
        order.rootToken() == null ? TokenText.drawService(entropy) : order.rootToken();
    commit(keyring, events(keyring, generation, rootToken, order, now), now);
    List<SecretBytes> shares = List.copyOf(seal.shares());
    rootKey.wipe();
    keyring.wipe();
    return new Born(shares, rootToken);
  }

  private List<Event> events(
      Keyring keyring, Generation generation, SecretBytes rootToken, Order order, Instant now) {
    List<Event> events = new ArrayList<>();
    String name = "leasehold-cluster-" + HexFormat.of().formatHex(entropy.bytes(4));
    events.add(new SysEvent.ClusterInitialized(keyring.clusterId(), name));
    events.add(new SysEvent.SealChanged(generation.number(), generation.hash()));
    events.add(new SysEvent.VersionInstalled(Build.VERSION, now));
    events.add(new SysEvent.TermInstalled(keyring.activeTerm()));
    events.add(new SysEvent.MountEnabled(FirstMounts.system(entropy)));
    events.add(new SysEvent.MountEnabled(FirstMounts.identity(entropy)));
    events.add(new SysEvent.MountEnabled(FirstMounts.cubbyhole(entropy)));
    events.add(new SysEvent.MountEnabled(FirstMounts.token(entropy)));
    if (order.kv() != null) {
      events.add(new SysEvent.MountEnabled(order.kv()));
    }
    events.add(
        new SysEvent.PolicyWritten(Namespace.ROOT, PolicyNames.DEFAULT, BuiltInPolicies.DEFAULT));
    String token = new Names(keyring).token(rootToken);
    events.add(
        new TokenEvent.TokenCreated(
            order.rootToken() == null
                ? RootToken.of(token, entropy, now)
                : RootToken.chosen(token, entropy, now)));
    return events;
  }

  private void commit(Keyring keyring, List<Event> events, Instant now) {
    RecordOpener opener = new RecordOpener(keyring, Purpose.JOURNAL, JournalReader.TOPIC);
    JournalReader reader =
        new JournalReader(
            storage.journal(), opener, same -> same, Set.of(), nanoTime, Position.START);
    reader.poll(1, Duration.ZERO);
    CompletableFuture<Void> kept = new CompletableFuture<>();
    Taking taking = Claim.take(reader, keyring, entropy, now, LOOK, Runnable::run, until(2, kept));
    if (!(taking instanceof Taking.Won won)) {
      throw new LogUnavailable("the first claim was not heard");
    }
    try (Claim claim = won.claim()) {
      claim.lead(now);
      claim.append(now, events, List.of(), List.of(), null, commit -> {});
      kept.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new LogUnavailable("the first commit was not acknowledged", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted", interrupted);
    }
  }

  private static ClaimListener until(long sequence, CompletableFuture<Void> kept) {
    return new ClaimListener() {
      @Override
      public void committed(long committed, long offset) {
        if (committed == sequence) {
          kept.complete(null);
        }
      }

      @Override
      public void acknowledged(long sentNanos) {}

      @Override
      public void ended(Throwable why) {
        kept.completeExceptionally(why);
      }
    };
  }
}

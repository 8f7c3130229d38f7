package dev.leasehold.verticles.node;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.folder.FolderLock;
import dev.leasehold.events.folder.PrivateFolder;
import dev.leasehold.events.journal.InMemoryRecordLog;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.events.kafka.EmbeddedBroker;
import dev.leasehold.events.kafka.KafkaConnection;
import dev.leasehold.events.kafka.KafkaTopics;
import dev.leasehold.events.kafka.TopicKind;
import dev.leasehold.events.kafka.TopicPlan;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.store.RocksStore;
import dev.leasehold.projections.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// Where a node keeps its three logs and its rows.
///
/// @param type what `sys/seal-status` calls it
/// @param shared whether another node may lead: then a node must prove that it is not cut off
/// @param ownFolders what nothing else may be written into, as an audit file
/// @param store opens the rows
/// @param closing closes what was opened, after the logs
public record Storage(
    String type,
    RecordLog journal,
    RecordLog audit,
    RecordLog seal,
    boolean shared,
    List<Path> ownFolders,
    Supplier<Store> store,
    Runnable closing)
    implements AutoCloseable {

  /// The length of the embedded broker's password.
  private static final int PASSWORD_CHARACTERS = 43;

  /// Everything in the heap, gone with the process.
  public static Storage inMemory() {
    return new Storage(
        "inmem",
        InMemoryRecordLog.faultless(),
        InMemoryRecordLog.faultless(),
        InMemoryRecordLog.faultless(),
        false,
        List.of(),
        MemoryStore::new,
        () -> {});
  }

  /// The embedded broker and the rows, in two folders below one that only we may read.
  ///
  /// @throws dev.leasehold.events.folder.UnfitFolder if others may read it, or a server uses it
  public static Storage embedded(Path folder, Entropy entropy) {
    PrivateFolder ours = PrivateFolder.open(folder);
    FolderLock lock = FolderLock.of(ours);
    try {
      EmbeddedBroker broker =
          EmbeddedBroker.start(
              ours.path().resolve("kafka"), () -> entropy.base62(PASSWORD_CHARACTERS));
      return onKafka(
          "embedded",
          KafkaTopics.of(broker, "leasehold"),
          ours.path().resolve("state"),
          List.of(ours.path()),
          false,
          () -> {
            broker.close();
            lock.close();
          });
    } catch (RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  /// A Kafka cluster, and the rows in a folder of this machine.
  ///
  /// @throws dev.leasehold.events.folder.UnfitFolder if others may read it, or a server uses it
  public static Storage kafka(
      KafkaConnection connection, String prefix, TopicPlan plan, Path state) {
    PrivateFolder ours = PrivateFolder.open(state);
    FolderLock lock = FolderLock.of(ours);
    try {
      return onKafka(
          "kafka",
          KafkaTopics.connect(connection, prefix, plan),
          ours.path(),
          List.of(ours.path()),
          true,
          lock::close);
    } catch (RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  private static Storage onKafka(
      String type,
      KafkaTopics topics,
      Path state,
      List<Path> ownFolders,
      boolean shared,
      Runnable closing) {
    try {
      topics.create();
    } catch (RuntimeException failed) {
      topics.close();
      closing.run();
      throw failed;
    }
    return new Storage(
        type,
        topics.open(TopicKind.JOURNAL),
        topics.open(TopicKind.AUDIT),
        topics.open(TopicKind.SEAL),
        shared,
        ownFolders,
        () -> RocksStore.open(state, RocksStore.DEFAULT_CACHE_BYTES),
        () -> {
          topics.close();
          closing.run();
        });
  }

  @Override
  public void close() {
    journal.close();
    audit.close();
    seal.close();
    closing.run();
  }
}

package dev.leasehold.events.kafka;

import dev.leasehold.events.folder.PrivateFolder;
import dev.leasehold.events.folder.UnfitFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// Where the broker keeps its logs, formatted on the first start. It is formatted under another
/// name and then renamed: after a crash there is a whole one or none.
///
/// It is locked until closed. Kafka has a lock of its own, but takes it only after its controller
/// has written to the folder: two at a time would have spoilt it by then.
record BrokerFolder(Path logs, FileChannel lock) implements AutoCloseable {

  private static final String LOGS = "kafka";
  private static final String UNFINISHED = "kafka.unfinished";
  private static final String LOCK = "kafka.lock";

  /// Opens and locks the folder for logs within a data folder that is ours alone.
  ///
  /// @throws UnfitFolder if others own or may read one of them, or a broker uses it already
  static BrokerFolder open(Path dataFolder) {
    PrivateFolder data = PrivateFolder.open(dataFolder);
    FileChannel lock = lock(data);
    try {
      Path logs = data.path().resolve(LOGS);
      if (!Files.exists(logs)) {
        format(data, logs);
      }
      return new BrokerFolder(data.within(LOGS).path(), lock);
    } catch (RuntimeException e) {
      Utils.closeQuietly(lock, LOCK);
      throw e;
    }
  }

  private static FileChannel lock(PrivateFolder data) {
    Path file = data.path().resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        throw new UnfitFolder(data.path(), "is in use by another broker");
      }
      return channel;
    } catch (IOException e) {
      throw new UnfitFolder(data.path(), "cannot be locked", e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) { // taken within this process
      return true;
    }
  }

  @Override
  public void close() {
    Utils.closeQuietly(lock, LOCK);
  }

  private static void format(PrivateFolder data, Path logs) {
    try {
      delete(data.path().resolve(UNFINISHED));
      Path unfinished = data.within(UNFINISHED).path();
      try (PrintStream silent =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
        new Formatter()
            .setPrintStream(silent)
            .setNodeId(BrokerSettings.NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName(BrokerSettings.CONTROLLER)
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
            .setMetadataLogDirectory(unfinished.toString())
            .addDirectory(unfinished.toString())
            .run();
      }
      Files.move(unfinished, logs, StandardCopyOption.ATOMIC_MOVE);
    } catch (Exception e) { // Kafka's formatter declares no narrower one
      throw new UnfitFolder(logs, "could not be formatted", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> deepestFirst;
      try (Stream<Path> all = Files.walk(folder)) {
        deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}

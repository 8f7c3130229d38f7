package dev.leasehold.projections.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// A store in a folder, by RocksDB: one column family and no log of its own, since the journal is
/// that. With one column family, memory is written out in the order of the batches, so that after a
/// crash the state is the one after some batch.
///
/// Rows are small, sealed and so cannot be compressed; point reads are helped by a Bloom filter and
/// a hash index in the blocks. RocksDB's own log says errors only and is at most a megabyte.
public final class RocksStore implements Store {
  /// The size of the block cache where nothing else is configured.
  public static final long DEFAULT_CACHE_BYTES = 256L << 20;

  private static final int BLOOM_BITS = 10;
  private static final double HASH_LOAD = 0.75;

  /// The part of the memory for new rows that tells which keys are not in it: most reads are of
  /// keys that are new, or older than it.
  private static final double MEMORY_BLOOM_RATIO = 0.05;

  /// What new rows take in memory before they are written to a file. Keys are blinded, so each row
  /// goes to a random place: it must be found in the processor's caches. RocksDB's own 64 MB make
  /// KV writes 6 % slower.
  private static final long MEMORY_BYTES = 16 << 20;

  /// Of the first level that is in order, as many times the memory as RocksDB has by itself.
  private static final long LEVEL_BYTES = 4 * MEMORY_BYTES;

  private static final long LOG_BYTES = 1 << 20;

  static {
    RocksDB.loadLibrary();
  }

  private final List<AutoCloseable> owned = new ArrayList<>();
  private final RocksDB database;
  private final WriteOptions withoutLog;

  private RocksStore(Path folder, long cacheBytes) {
    BloomFilter filter = own(new BloomFilter(BLOOM_BITS, false));
    Cache cache = own(new LRUCache(cacheBytes));
    Options options = own(new Options());
    options
        .setCreateIfMissing(true)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setAllowMmapReads(true)
        .setWriteBufferSize(MEMORY_BYTES)
        .setTargetFileSizeBase(MEMORY_BYTES)
        .setMaxBytesForLevelBase(LEVEL_BYTES)
        .setMemtablePrefixBloomSizeRatio(MEMORY_BLOOM_RATIO)
        .setMemtableWholeKeyFiltering(true)
        .setAvoidFlushDuringShutdown(true)
        .setMaxOpenFiles(-1)
        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
        .setMaxLogFileSize(LOG_BYTES)
        .setKeepLogFileNum(1)
        .setStatsDumpPeriodSec(0)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setFilterPolicy(filter)
                .setBlockCache(cache)
                .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                .setDataBlockHashTableUtilRatio(HASH_LOAD));
    this.withoutLog = own(new WriteOptions()).setDisableWAL(true);
    try {
      this.database = own(RocksDB.open(options, folder.toString()));
    } catch (RocksDBException e) {
      closeOwned();
      throw failed("opened", e);
    }
  }

  /// Loads the native library, which takes a while, so that a later opening need not; gives true.
  public static boolean prepared() {
    RocksDB.loadLibrary();
    return true;
  }

  /// Opens the folder, or makes it. One that others own or may read is refused with an
  /// `IllegalStateException`.
  public static RocksStore open(Path folder, long cacheBytes) {
    PrivateFolder.require(folder);
    return new RocksStore(folder, cacheBytes);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    try {
      return database.get(key);
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  @Override
  public boolean contains(byte[] key) {
    return database.keyExists(key);
  }

  @Override
  public void write(List<Entry> batch) {
    try (WriteBatch writes = new WriteBatch()) {
      for (Entry entry : batch) {
        byte[] value = entry.value();
        if (value == null) {
          writes.delete(entry.key());
        } else {
          writes.put(entry.key(), value);
        }
      }
      database.write(withoutLog, writes);
    } catch (RocksDBException e) {
      throw failed("written", e);
    }
  }

  @Override
  public void scan(byte[] from, byte[] end, Visitor visitor) {
    try (Slice bound = new Slice(end);
        ReadOptions options = new ReadOptions().setIterateUpperBound(bound);
        RocksIterator rows = database.newIterator(options)) {
      rows.seek(from);
      while (rows.isValid() && visitor.visit(rows.key(), rows.value())) {
        rows.next();
      }
      rows.status();
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  @Override
  public void flush() {
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      database.flush(options);
    } catch (RocksDBException e) {
      throw failed("flushed", e);
    }
  }

  @Override
  public void eraseCompact(byte[] from, byte[] end) {
    try (CompactRangeOptions options =
        new CompactRangeOptions()
            .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForce)) {
      flush();
      database.compactRange(null, from, end, options);
    } catch (RocksDBException e) {
      throw failed("compacted", e);
    }
  }

  @Override
  public void close() {
    closeOwned();
  }

  private <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    return resource;
  }

  private void closeOwned() {
    for (AutoCloseable resource : owned.reversed()) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("the store cannot be closed", e);
      }
    }
    owned.clear();
  }

  private static UncheckedIOException failed(String what, RocksDBException cause) {
    return new UncheckedIOException(new IOException("the store cannot be " + what, cause));
  }
}

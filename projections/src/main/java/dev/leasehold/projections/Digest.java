package dev.leasehold.projections;

import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.projections.payload.PayloadProjection;
import dev.leasehold.projections.table.RowCodec;
import dev.leasehold.projections.table.RowKey;
import dev.leasehold.projections.table.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A keyed digest over the opened names and values of each table, by which a rebuilt state is
/// compared with a running one.
///
/// It does not depend on the order of rows, which differs from store to store, nor on their
/// sealing: the HMACs of a table's rows are added up, in four 64-bit sums, and their number is
/// counted. Two digests are comparable if the key is the same.
///
/// Which tombstones are owed is left out: it depends on what compaction has left in the log, and on
/// how far a leader has noted what it sent.
///
/// @param tables in hexadecimal, by the tables' names, in the order of the tables
public record Digest(Map<String, String> tables) {
  private static final String PAYLOADS = "payload";
  private static final Reveal DIGESTED =
      Reveal.because("the content of a payload goes into a keyed digest");

  /// The digest of a state, which must not move meanwhile.
  public static Digest of(Committed state, MacKey key) {
    Map<String, String> tables = new LinkedHashMap<>();
    for (Table<?, ?> table : Projections.TABLES) {
      if (table != PayloadProjection.OWED) {
        tables.put(table.name(), sum(state, table, key));
      }
    }
    tables.put(PAYLOADS, payloads(state, key));
    return new Digest(tables);
  }

  /// The name of the first table in which the two differ, or null where they are equal.
  public @Nullable String firstDifference(Digest other) {
    for (Map.Entry<String, String> table : tables.entrySet()) {
      if (!table.getValue().equals(other.tables.get(table.getKey()))) {
        return table.getKey();
      }
    }
    return null;
  }

  private static <K extends RowKey, V> String sum(Committed state, Table<K, V> table, MacKey key) {
    Sum sum = new Sum();
    state.scan(
        table,
        List.of(),
        (name, value) -> {
          sum.add(key.mac(RowCodec.plaintext(table.name(), name, value)));
          return true;
        });
    return sum.hex();
  }

  private static String payloads(Committed state, MacKey key) {
    Sum sum = new Sum();
    state.payloads(payload -> {
      byte[] content = payload.content().reveal(DIGESTED);
      sum.add(
          key.macFramed(
              payload.name().hex().getBytes(StandardCharsets.UTF_8),
              payload.kafkaKey().getBytes(StandardCharsets.UTF_8),
              content));
      Arrays.fill(content, (byte) 0);
    });
    return sum.hex();
  }

  /// Four sums and a count.
  private static final class Sum {
    private final long[] sums = new long[MacKey.LENGTH / Long.BYTES];
    private long count;

    void add(byte[] mac) {
      ByteBuffer source = ByteBuffer.wrap(mac);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += source.getLong();
      }
      count++;
    }

    String hex() {
      ByteBuffer target = ByteBuffer.allocate(MacKey.LENGTH + Long.BYTES);
      for (long sum : sums) {
        target.putLong(sum);
      }
      return HexFormat.of().formatHex(target.putLong(count).array());
    }
  }
}

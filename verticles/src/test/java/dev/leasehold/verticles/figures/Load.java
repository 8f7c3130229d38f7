package dev.leasehold.verticles.figures;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/// Requests over a number of connections for a number of seconds, each connection sending the next
/// one when the last was answered. All on the caller's thread: it shares two cores with the server,
/// and a thread a connection would take more of them the faster a server is.
final class Load {
  /// The longest time to an answer that is told apart.
  private static final long LONGEST_MICROS = 120_000_000;

  /// How long no answer at all may come.
  private static final long PATIENCE_MILLIS = 60_000;

  private Load() {}

  /// What came of it. A failure is any status from 400 on.
  record Outcome(long answers, long failures, double seconds, Histogram micros) {
    double perSecond() {
      return answers / seconds;
    }
  }

  /// @param requests the bytes of the n-th request of all connections together
  static Outcome run(int port, int connections, double seconds, LongFunction<byte[]> requests)
      throws IOException {
    Histogram micros = new Histogram(LONGEST_MICROS, 3);
    long failures = 0;
    List<Connection> open = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        open.add(new Connection(port, selector));
      }
      long begin = System.nanoTime();
      long end = begin + (long) (seconds * 1e9);
      long next = 0;
      for (Connection connection : open) {
        connection.send(requests.apply(next++));
      }
      for (int unanswered = connections; unanswered > 0; ) {
        if (selector.select(PATIENCE_MILLIS) == 0) {
          throw new IOException("no answer came for a minute");
        }
        for (SelectionKey key : selector.selectedKeys()) {
          Connection connection = (Connection) key.attachment();
          if (!connection.receive()) {
            continue;
          }
          micros.recordValue(Math.min(LONGEST_MICROS, connection.micros()));
          failures += connection.status() >= 400 ? 1 : 0;
          if (System.nanoTime() < end) {
            connection.send(requests.apply(next++));
          } else {
            unanswered--;
          }
        }
        selector.selectedKeys().clear();
      }
      double took = (System.nanoTime() - begin) / 1e9;
      return new Outcome(micros.getTotalCount(), failures, took, micros);
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
  }
}

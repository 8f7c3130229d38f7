package dev.leasehold.verticles.figures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/// Requests over a number of connections for a number of seconds, each connection sending the next
/// one when the last was answered.
final class Load {
  /// The longest time to an answer that is told apart.
  private static final long LONGEST_MICROS = 120_000_000;

  private Load() {}

  /// What came of it. A failure is any status from 400 on.
  record Outcome(long answers, long failures, double seconds, Histogram micros) {
    double perSecond() {
      return answers / seconds;
    }
  }

  /// @param requests the bytes of the n-th request of all connections together
  static Outcome run(int port, int connections, double seconds, LongFunction<byte[]> requests)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    List<Future<Outcome>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      long begin = System.nanoTime();
      for (int i = 0; i < connections; i++) {
        long first = i;
        parts.add(threads.submit(() -> drive(port, first, connections, end, requests)));
      }
      Histogram all = new Histogram(LONGEST_MICROS, 3);
      long answers = 0;
      long failures = 0;
      for (Future<Outcome> part : parts) {
        all.add(part.get().micros());
        answers += part.get().answers();
        failures += part.get().failures();
      }
      return new Outcome(answers, failures, (System.nanoTime() - begin) / 1e9, all);
    }
  }

  private static Outcome drive(
      int port, long first, int step, long end, LongFunction<byte[]> requests) throws IOException {
    Histogram micros = new Histogram(LONGEST_MICROS, 3);
    long answers = 0;
    long failures = 0;
    try (Connection connection = new Connection(port)) {
      for (long n = first; System.nanoTime() < end; n += step) {
        byte[] request = requests.apply(n);
        long sent = System.nanoTime();
        int status = connection.exchange(request);
        micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - sent) / 1000));
        answers++;
        failures += status >= 400 ? 1 : 0;
      }
    }
    return new Outcome(answers, failures, 0, micros);
  }
}

package dev.leasehold.verticles.audit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Prints the processor time that it takes to make both lines of a KV read. Run by hand.
public final class FormatFigure {
  private static final int ROUNDS = 200_000;

  private FormatFigure() {}

  /// Warms up, then measures a few times.
  public static void main(String[] arguments) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    AuditFormat format = Entries.format();
    AuditEntry entry = Entries.kvRead();
    for (int run = 0; run < 6; run++) {
      long before = threads.getCurrentThreadCpuTime();
      long bytes = 0;
      for (int i = 0; i < ROUNDS; i++) {
        bytes += format.lines(entry).entry().length;
      }
      double micros = (threads.getCurrentThreadCpuTime() - before) / 1_000.0 / ROUNDS;
      System.out.printf("%.2f us an entry of %d bytes%n", micros, bytes / ROUNDS);
    }
  }
}

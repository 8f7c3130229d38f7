package dev.leasehold.verticles.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.journal.AuditLog;
import dev.leasehold.events.journal.InMemoryRecordLog;
import dev.leasehold.verticles.writer.Asked;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a crash between journal and audit stream leaves to be told.
class AuditRecoveryTest {
  private final SeededEntropy entropy = new SeededEntropy(5);
  private final Keyring keyring = Keyring.initial("cluster", entropy, Instant.EPOCH);
  private final InMemoryRecordLog log = InMemoryRecordLog.faultless();
  private final AuditRecovery recovery = new AuditRecovery(log, keyring);

  @Test
  void only_requests_that_the_stream_does_not_tell_of_are_missing_and_each_once() {
    append(7, entry("a"), entry("b"));
    append(9, AuditLines.recovered(half("c")));
    List<Asked> asked =
        List.of(asked(7, "a"), asked(8, "x"), asked(9, "c"), asked(10, "y"), asked(11, "y"));
    assertEquals(List.of(asked(8, "x"), asked(10, "y")), recovery.missing(asked));
  }

  @Test
  void what_was_told_many_records_ago_is_found() {
    append(5, entry("old"));
    for (int i = 0; i < 2_500; i++) {
      append(6 + i, entry("e" + i));
    }
    assertEquals(List.of(asked(8, "x")), recovery.missing(List.of(asked(5, "old"), asked(8, "x"))));
  }

  @Test
  void an_empty_stream_tells_of_nothing() {
    assertEquals(List.of(asked(1, "a")), recovery.missing(List.of(asked(1, "a"))));
    assertEquals(List.of(), recovery.missing(List.of()));
  }

  private void append(long sequence, byte[]... entries) {
    try (AuditLog chain = new AuditLog(log, keyring, entropy)) {
      chain.append(new ArrayList<>(List.of(entries)), sequence, (offset, error) -> {});
    }
  }

  private static Asked asked(long sequence, String id) {
    return new Asked(sequence, half(id));
  }

  private static String half(String id) {
    return "{\"auth\":{\"request\":\"no\"},\"request\":{\"data\":{\"id\":\"no\"},\"id\":\""
        + id
        + "\"}}";
  }

  private static byte[] entry(String id) {
    return new AuditLines(
            half(id).getBytes(StandardCharsets.UTF_8), half(id).getBytes(StandardCharsets.UTF_8))
        .entry();
  }
}

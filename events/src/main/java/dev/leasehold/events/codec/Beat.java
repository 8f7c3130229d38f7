package dev.leasehold.events.codec;

import java.time.Instant;
import java.util.Map;

/// What a leader says twice a second, so that readers know that it is alive and how far the log has
/// come. It is always the last one that counts: all beats have the same Kafka key.
///
/// @param epoch the epoch of the claim that says it
/// @param writer the writer id of that claim, in hexadecimal
/// @param sequence of the last commit acknowledged by then: a reader that has less lacks something
/// @param chainHash of that commit
/// @param clock what the leader's clock showed
/// @param auditHeads of each audit chain, named by its writer id, the hash of the last record
public record Beat(
    long epoch,
    String writer,
    long sequence,
    String chainHash,
    Instant clock,
    Map<String, String> auditHeads) {

  public Beat {
    auditHeads = Map.copyOf(auditHeads);
  }
}

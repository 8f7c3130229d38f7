package dev.leasehold.events.kafka;

import static dev.leasehold.events.journal.RecordLimits.STORED_LIMIT;

import java.util.Map;
import java.util.TreeMap;

/// Our topics and the settings that each needs. A topic has one partition: a total order.
public enum TopicKind {

  /// The truth: compacted so that what is destroyed goes, cut only where the operator trims.
  JOURNAL("journal"),

  /// Who did what: never compacted, kept for ever unless the operator sets a retention.
  AUDIT("audit"),

  /// The generations of wrapped keys: readable while sealed, old ones go by tombstones.
  SEAL("seal");

  /// How long what is destroyed may lie uncompacted, and how long a segment may grow: with the
  /// cleaner's run and the delay of its deletes this bounds erasing.
  private static final String COMPACTION_LAG_MILLIS = "600000";

  private static final String DELETE_DELAY_MILLIS = "10000";

  private final String suffix;

  TopicKind(String suffix) {
    this.suffix = suffix;
  }

  /// The name of the topic under an operator's prefix.
  public String topic(String prefix) {
    return prefix + "." + suffix;
  }

  /// The settings that must hold at every claim.
  Map<String, String> required(TopicPlan plan) {
    Map<String, String> all = new TreeMap<>();
    all.put("unclean.leader.election.enable", "false");
    all.put("min.insync.replicas", Integer.toString(plan.minInSync()));
    all.put("max.message.bytes", Integer.toString(STORED_LIMIT));
    all.put("segment.bytes", Integer.toString(plan.segmentBytes()));
    all.putAll(
        switch (this) {
          case JOURNAL ->
              Map.of(
                  "cleanup.policy", "compact,delete",
                  "retention.ms", "-1",
                  "retention.bytes", "-1");
          case AUDIT -> Map.of("cleanup.policy", "delete");
          case SEAL -> Map.of("cleanup.policy", "compact");
        });
    return all;
  }

  /// The settings that a topic of ours is made with: those required, and those that an operator may
  /// change later.
  Map<String, String> initial(TopicPlan plan) {
    Map<String, String> all = required(plan);
    all.putAll(
        switch (this) {
          case JOURNAL, SEAL ->
              Map.of(
                  "max.compaction.lag.ms", COMPACTION_LAG_MILLIS,
                  "file.delete.delay.ms", DELETE_DELAY_MILLIS);
          case AUDIT -> Map.of("retention.ms", "-1", "retention.bytes", "-1", "flush.ms", "1000");
        });
    return all;
  }
}

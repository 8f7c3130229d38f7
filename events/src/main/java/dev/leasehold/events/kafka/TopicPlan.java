package dev.leasehold.events.kafka;

/// How safe and how large the topics are kept. Everything else about them is fixed.
///
/// @param replicas on how many brokers each record is kept
/// @param minInSync how many of them must hold a record before it is acknowledged
/// @param segmentBytes the size of the files that the log is cut into
public record TopicPlan(short replicas, int minInSync, int segmentBytes) {

  /// For a broker of one's own: no replicas, so the disk must have it, see [RoundAppender]. Its
  /// segments are small so that the cleaner's map of keys, which must take the keys of a whole
  /// segment, is small as well.
  public static final TopicPlan EMBEDDED = new TopicPlan((short) 1, 1, 16 * 1024 * 1024);

  /// For a cluster: what is acknowledged is on two brokers.
  public static final TopicPlan CLUSTER = new TopicPlan((short) 3, 2, 64 * 1024 * 1024);
}

package dev.leasehold.events.kafka;

/// The log on a cluster of one's own: written to by a producer, over a socket.
class KafkaClusterRecordLogTest extends KafkaRecordLogTest {

  @Override
  KafkaTopics connected(EmbeddedBroker to, String prefix) {
    return KafkaTopics.connect(to.connection(), prefix, TopicPlan.EMBEDDED);
  }
}

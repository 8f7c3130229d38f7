package dev.leasehold.events.kafka;

/// The journal on a cluster of one's own, with the acknowledgements of a real producer.
class KafkaClusterJournalTest extends KafkaJournalTest {

  @Override
  KafkaTopics connected(EmbeddedBroker to, String prefix) {
    return KafkaTopics.connect(to.connection(), prefix, TopicPlan.EMBEDDED);
  }
}

/// The journal on Kafka: the only package that knows Kafka. It holds the topics and their settings,
/// the log over one partition, and the broker that runs inside our own process where no other one
/// is configured.
@NullMarked
package dev.leasehold.events.kafka;

import org.jspecify.annotations.NullMarked;

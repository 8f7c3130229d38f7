package dev.leasehold.projections.payload;

/// The Kafka key of a payload's record.
public record KafkaKey(String key) {}

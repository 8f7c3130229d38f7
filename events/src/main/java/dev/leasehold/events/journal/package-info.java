/// The journal: an append-only total order of records that is the truth of the system. Below it
/// lies [dev.leasehold.events.journal.RecordLog], which knows only bytes and offsets: one Kafka
/// partition or its likeness in memory, with faults to order. This package knows nothing of Kafka.
@NullMarked
package dev.leasehold.events.journal;

import org.jspecify.annotations.NullMarked;

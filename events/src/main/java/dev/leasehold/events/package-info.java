/// The vocabulary of what has happened: one flat package, since sealed types share one. Its list of
/// files is the table of contents of the system. Events are past tense, carry outcomes and never
/// hold a secret value; what must be erasable is a [dev.leasehold.events.Payload].
@NullMarked
package dev.leasehold.events;

import org.jspecify.annotations.NullMarked;

/// The single writer: decides against head, appends to the journal, and lets an answer go when what
/// it rests on is in the log. [dev.leasehold.verticles.writer.Writer] is plain Java that a test can
/// drive on one thread; the verticle around it is the room.
@NullMarked
package dev.leasehold.verticles.writer;

import org.jspecify.annotations.NullMarked;

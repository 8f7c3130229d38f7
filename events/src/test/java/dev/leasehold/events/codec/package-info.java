/// Tests of the written form of the journal's records.
@NullMarked
package dev.leasehold.events.codec;

import org.jspecify.annotations.NullMarked;

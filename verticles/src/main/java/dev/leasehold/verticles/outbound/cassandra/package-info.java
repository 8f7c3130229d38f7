/// Acts on Cassandra through its own asynchronous driver: one session a pool, every address that it
/// dials judged beforehand.
@NullMarked
package dev.leasehold.verticles.outbound.cassandra;

import org.jspecify.annotations.NullMarked;

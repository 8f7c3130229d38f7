/// Acts on a real Cassandra, and on one that tells of servers elsewhere.
@NullMarked
package dev.leasehold.verticles.outbound.cassandra;

import org.jspecify.annotations.NullMarked;

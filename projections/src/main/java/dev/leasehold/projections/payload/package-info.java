/// Which payloads are readable, missing, or owed a tombstone.
@NullMarked
package dev.leasehold.projections.payload;

import org.jspecify.annotations.NullMarked;

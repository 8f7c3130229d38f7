/// The leases: their saga's state, by id, due time, token, path and target.
@NullMarked
package dev.leasehold.projections.lease;

import org.jspecify.annotations.NullMarked;

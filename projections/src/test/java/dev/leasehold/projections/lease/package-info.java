/// Tests of what one may ask about leases.
@NullMarked
package dev.leasehold.projections.lease;

import org.jspecify.annotations.NullMarked;

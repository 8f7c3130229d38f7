/// Who this cluster is and which seal generation counts.
@NullMarked
package dev.leasehold.projections.cluster;

import org.jspecify.annotations.NullMarked;

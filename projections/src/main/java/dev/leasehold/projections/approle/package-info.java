/// The roles of the approle mounts and their secret ids.
@NullMarked
package dev.leasehold.projections.approle;

import org.jspecify.annotations.NullMarked;

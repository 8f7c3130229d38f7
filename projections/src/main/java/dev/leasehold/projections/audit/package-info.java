/// Which audit devices are fed.
@NullMarked
package dev.leasehold.projections.audit;

import org.jspecify.annotations.NullMarked;

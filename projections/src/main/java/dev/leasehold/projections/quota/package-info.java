/// The quotas, in one row a namespace, since every request looks at them.
@NullMarked
package dev.leasehold.projections.quota;

import org.jspecify.annotations.NullMarked;

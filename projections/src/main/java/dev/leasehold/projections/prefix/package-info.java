/// Prefixes of lease ids that were revoked at once, until their pages are done.
@NullMarked
package dev.leasehold.projections.prefix;

import org.jspecify.annotations.NullMarked;

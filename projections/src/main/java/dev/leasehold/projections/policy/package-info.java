/// The texts of ACL policies.
@NullMarked
package dev.leasehold.projections.policy;

import org.jspecify.annotations.NullMarked;

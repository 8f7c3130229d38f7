/// The expiry room: what is due is revoked, and a revocation never gives up. There is no timer per
/// lease; the rows are in the order of what is due.
@NullMarked
package dev.leasehold.verticles.expiry;

import org.jspecify.annotations.NullMarked;

/// What rotating and rekeying mean for the rows: the term in use, when the next one is due, and the
/// backup of the shares.
@NullMarked
package dev.leasehold.projections.rotation;

import org.jspecify.annotations.NullMarked;
